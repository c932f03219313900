// The Dirac-GAN of the GAN lab: the portrait, its start that can be dragged, two portraits, the verdict in words, in both languages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * A frame of the lab, as far as these tests look at it.
 * @typedef {object} Frame
 * @property {number} step
 * @property {[number, number]} start
 * @property {{ objective: string, path: [number, number][], step_eigenvalues: [number, number][] }[]} runs
 */

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Frame>}
 */
const frameOf = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame)

/** @param {Frame} frame */
const radius = (frame) => Math.hypot(...(frame.runs[0]?.step_eigenvalues[0] ?? [Number.NaN, Number.NaN]))

/** @param {import('playwright-core').Page} page */
const words = (page) => page.locator('theta-flow').evaluate((figure) => figure.shadowRoot?.textContent ?? '')

test('a WGAN spirals out, and turns inward when R1 leaves zero', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=dirac')
  const before = await frameOf(page)
  assert.equal(before.runs[0]?.objective, 'wgan')
  assert.equal(before.runs[0]?.path.length, 201)
  assert.ok(radius(before) > 1)
  assert.match(await words(page), /Spirals out/)

  const { slider, field } = control(page, 'r1')
  for (let presses = 0; presses < 10; presses++) await slider.press('ArrowRight')
  await settled(page)
  assert.equal(await queryOf(page), `view=dirac&r1=${await field.inputValue()}`)
  const after = await frameOf(page)
  assert.ok(radius(after) < 1)
  const [start, end] = [after.runs[0]?.path[0], after.runs[0]?.path.at(-1)]
  assert.ok(start && end && Math.hypot(...end) < Math.hypot(...start))
  assert.match(await words(page), /Converges/)
})

test('the start is dragged, by pointer and by keyboard', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=dirac&start=1,0.5')
  const handle = page.locator('.handle')
  const box = await handle.boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + box.height / 2 + 40, { steps: 4 })
  await page.mouse.up()
  await settled(page)
  const dragged = await frameOf(page)
  assert.ok(dragged.start[0] < 1 && dragged.start[1] < 0.5, String(dragged.start))
  assert.deepEqual(dragged.runs[0]?.path[0], dragged.start)
  await handle.press('ArrowUp')
  await settled(page)
  assert.ok((await frameOf(page)).start[1] > dragged.start[1])
})

test('two portraits share start and steps', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=dirac&r1=0.4')
  await control(page, 'compare').select.selectOption('plain')
  await settled(page)
  const frame = await frameOf(page)
  assert.equal(frame.runs.length, 2)
  assert.deepEqual(frame.runs[0]?.path[0], frame.runs[1]?.path[0])
  assert.match(await words(page), /First: Converges[\s\S]*Second: Spirals out/)
  assert.equal(await page.locator('table tbody tr').count(), 2)

  await control(page, 'compare').select.selectOption('objective')
  await control(page, 'objective2').select.selectOption('nsgan')
  await settled(page)
  assert.deepEqual(
    (await frameOf(page)).runs.map((run) => run.objective),
    ['wgan', 'nsgan'],
  )
})

test('every objective and every method can be shown', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=dirac&steps=30')
  for (const id of ['objective', 'method']) {
    const { select } = control(page, id)
    const options = await select
      .locator('option')
      .evaluateAll((all) => all.map((option) => option.getAttribute('value')))
    assert.ok(options.length >= 9)
    for (const option of options) {
      await select.selectOption(option)
      await settled(page)
      const frame = await frameOf(page)
      assert.equal(frame.step, 30, `${id}=${option}`)
      assert.match(await words(page), /onverge|pirals|ircles|cycle|stall|farther/)
    }
  }
})

test('the verdict is worded in Chinese as well', async () => {
  const { page } = await site.show('embed.html?lang=zh#lab=gans&view=dirac')
  assert.match(await words(page), /向外盘旋。单步映射有特征值落在单位圆外/)
})

test('controls that would do nothing are not there', async () => {
  const { page } = await site.show('embed.html#lab=gans&view=dirac')
  for (const id of ['seed', 'data', 'rule_d', 'objective2', 'penalty', 'n_d', 'momentum']) {
    assert.equal(await control(page, id).root.count(), 0, id)
  }
  await control(page, 'method').select.selectOption('alternating')
  assert.equal(await control(page, 'n_d').root.count(), 1)
  await control(page, 'objective').select.selectOption('wgan_gp')
  assert.equal(await control(page, 'target_norm').root.count(), 1)
})
