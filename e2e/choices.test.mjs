// Choices, what they make relevant, and the way back to a default.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** @param {import('playwright-core').Page} page */
const shownControls = (page) =>
  page.locator('.control').evaluateAll((elements) => elements.map((element) => element.getAttribute('data-param')))

test('a choice changes the figure and which controls there are', async () => {
  const { page } = await site.show('embed.html')
  assert.ok((await shownControls(page)).includes('beta1'))
  assert.ok(!(await shownControls(page)).includes('momentum'))

  await page.getByLabel('update rule', { exact: true }).selectOption({ label: 'momentum' })
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.rule, 'momentum')
  assert.equal(await queryOf(page), 'rule=momentum')
  assert.ok(!(await shownControls(page)).includes('beta1'))
  assert.ok((await shownControls(page)).includes('momentum'))

  await control(page, 'landscape').select.selectOption('quadratic')
  await settled(page)
  assert.deepEqual((await frameOf(page)).start, [-4, 1], 'every surface has a start of its own')
  assert.ok((await shownControls(page)).includes('kappa'))
})

test('controls that come and go leave nothing behind', async () => {
  const { page } = await site.show('embed.html#steps=20')
  const there = () =>
    page.evaluate(() => {
      const nodes = document.createTreeWalker(document.querySelector('theta-flow')?.shadowRoot ?? document)
      let count = 0
      while (nodes.nextNode()) count += 1
      return count
    })
  const roundTrip = async () => {
    for (const rule of ['momentum', 'adam']) {
      await control(page, 'rule').select.selectOption(rule)
      await settled(page)
    }
    return there()
  }
  // The first of each leaves where it stood.
  const before = await roundTrip()
  for (let trip = 0; trip < 5; trip++) await roundTrip()
  assert.equal(await roundTrip(), before)
})

test('a choice can be made with the keyboard alone', async () => {
  const { page } = await site.show('embed.html')
  const { select } = control(page, 'rule')
  await select.focus()
  await page.keyboard.type('Lion')
  await page.keyboard.press('Enter')
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.rule, 'lion')
})

test('every choice can be shown', async () => {
  const { page } = await site.show('embed.html#steps=20')
  for (const id of ['rule', 'landscape', 'flow']) {
    const { select } = control(page, id)
    const options = await select
      .locator('option')
      .evaluateAll((all) => all.map((option) => option.getAttribute('value')))
    assert.ok(options.length > 3)
    for (const option of options) {
      await select.selectOption(option)
      await settled(page)
      const frame = await frameOf(page)
      assert.ok(frame.step === 20 || frame.status.id !== 'running', `${id}=${option} shows step ${frame.step}`)
    }
    await page.evaluate(() => document.querySelector('theta-flow')?.load('steps=20'))
    await settled(page)
  }
})

test('each control has a way back to its default, shown only when it leads somewhere', async () => {
  const { page } = await site.show('embed.html#lr=0.2&beta2=0.9&start=1,1')
  for (const [id, rest] of [
    ['start', 'lr=0.2&beta2=0.9'],
    ['lr', 'beta2=0.9'],
    ['beta2', ''],
  ]) {
    const { reset } = control(page, id ?? '')
    await reset.click()
    await settled(page)
    assert.equal(await queryOf(page), rest)
    assert.ok(await reset.isHidden())
  }
  assert.ok(await control(page, 'beta1').reset.isHidden())
})

test('random numbers are offered anew only where there are any', async () => {
  const { page } = await site.show('embed.html#steps=30')
  const dice = page.getByRole('button', { name: 'New random numbers' })
  assert.equal(await dice.count(), 0)
  assert.equal(await control(page, 'seed').root.count(), 0)
  await page.locator('[data-group=noise] summary').click()
  await control(page, 'noise').field.fill('2')
  await control(page, 'noise').field.press('Enter')
  await settled(page)
  const before = await frameOf(page)
  await dice.click()
  await settled(page)
  const after = await frameOf(page)
  assert.match(await queryOf(page), /^noise=2&seed=\d+&steps=30$/)
  assert.notDeepEqual(after.runs[0]?.theta, before.runs[0]?.theta)
})
