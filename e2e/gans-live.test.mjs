// The live GAN: samples that gather, single steps of either player, the way to the Dirac-GAN and back, large networks.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, notes, queryOf, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * A frame of the live view, as far as these tests look at it.
 * @typedef {object} Frame
 * @property {number} step
 * @property {[number, number][]} generated
 * @property {{ side: number, values: number[] }} heat
 * @property {{ step: number, capture: { modes: number, quality: number } | null }[]} history
 */

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Frame>}
 */
const frameOf = (page) => page.evaluate(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame)

/** @param {import('playwright-core').Page} page */
const words = (page) => page.locator('theta-flow').evaluate((figure) => figure.shadowRoot?.textContent ?? '')

/**
 * The largest difference of two lists, in units of the largest number.
 * @param {number[]} found
 * @param {number[]} expected
 */
function gap(found, expected) {
  assert.equal(found.length, expected.length)
  const size = (/** @type {number[]} */ list) => list.reduce((most, x) => Math.max(most, Math.abs(x)), 0)
  return size(found.map((x, k) => x - (expected[k] ?? Number.NaN))) / size(expected)
}

test('it opens with samples that gather on all eight modes', async () => {
  const { page } = await site.show('embed.html#lab=gans&steps=4000')
  const { history, step } = await frameOf(page)
  assert.equal(step, 4000)
  assert.equal(history[0]?.step, 0)
  assert.ok((history[0]?.capture?.modes ?? 8) < 8)
  assert.equal(history.at(-1)?.capture?.modes, 8)
  assert.match(await words(page), /All 8 modes/)
})

test('training is what the command line computes, to the bit', async () => {
  for (const query of [
    '',
    'objective=wgan_gp&data=moons',
    'objective=hinge&spectral_norm=on&data=grid',
    'encoder=on',
  ]) {
    const state = `lab=gans&steps=400&${query}`
    const { page } = await site.show(`embed.html?controls=none#${state}`)
    const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
    const there = /** @type {Frame} */ (/** @type {unknown} */ (expected))
    assert.ok(gap(found.generated.flat(), there.generated.flat()) < 1e-3, `samples, ${state}`)
    assert.ok(gap([...found.heat.values], there.heat.values) < 1e-3, `D, ${state}`)
    await page.close()
  }
})

test('the learning rates of both players follow a schedule, which the reader sets', async () => {
  const state = 'lab=gans&data=moons&steps=60'
  const { page } = await site.show(`embed.html#${state}`)
  const steady = await frameOf(page)
  for (const player of ['d', 'g']) {
    const { select, root } = control(page, `schedule_${player}`)
    await root.evaluate((control) => {
      const section = control.closest('details')
      if (section) section.open = true
    })
    const before = (await notes(page)).frames
    await select.selectOption('linear_decay')
    await settled(page, before + 1)
  }
  assert.match(await queryOf(page), /schedule_d=linear_decay.*schedule_g=linear_decay/)
  // At first the full rate holds, so nothing differs.
  assert.deepEqual((await frameOf(page)).generated, steady.generated)
  const steps = control(page, 'schedule_steps_g').field
  const before = (await notes(page)).frames
  await steps.fill('5')
  await steps.press('Enter')
  await settled(page, before + 1)
  assert.notDeepEqual((await frameOf(page)).generated, steady.generated)
  const native = /** @type {Frame} */ (
    /** @type {unknown} */ (
      await runNative(`${state}&schedule_d=linear_decay&schedule_g=linear_decay&schedule_steps_g=5`)
    )
  )
  assert.ok(gap((await frameOf(page)).generated.flat(), native.generated.flat()) < 1e-3)
})

test('one player moves at a time', async () => {
  const { page } = await site.show('embed.html#lab=gans&steps=30&n_d=2&step=0')
  const press = async (/** @type {string} */ stride) => {
    await page.locator(`[data-stride=${stride}]`).press('Enter')
    await settled(page)
    return frameOf(page)
  }
  const start = await frameOf(page)
  const first = await press('discriminator')
  assert.equal(first.step, 1)
  assert.deepEqual(first.generated, start.generated)
  assert.notDeepEqual(first.heat, start.heat)
  assert.match(await words(page), /D has just learned/)
  const second = await press('generator')
  assert.equal(second.step, 3)
  assert.notDeepEqual(second.generated, start.generated)
  assert.match(await words(page), /G has just moved/)
  assert.equal((await press('both')).step, 6)
})

test('a link leads to the Dirac-GAN of the same objective, and back', async () => {
  const { page } = await site.show('embed.html#lab=gans&steps=20&objective=lsgan&r1=0.5')
  await page.locator('[data-note=to_dirac]').click()
  await settled(page)
  const dirac = new URLSearchParams(await queryOf(page))
  assert.deepEqual([dirac.get('view'), dirac.get('objective'), dirac.get('r1')], ['dirac', 'lsgan', '0.5'])
  assert.match(await words(page), /Converges/)
  await page.locator('[data-note=to_live]').press('Enter')
  await settled(page)
  const live = new URLSearchParams(await queryOf(page))
  assert.deepEqual([live.get('view'), live.get('objective'), live.get('r1')], [null, 'lsgan', '0.5'])
  assert.equal((await frameOf(page)).step, 20)
})

test('controls that would do nothing are not there', async () => {
  const { page } = await site.show('embed.html#lab=gans&steps=5')
  for (const id of ['start', 'method', 'lr', 'penalty', 'momentum', 'code_weight']) {
    assert.equal(await control(page, id).root.count(), 0, id)
  }
  await control(page, 'objective').select.selectOption('wgan_gp')
  assert.equal(await control(page, 'penalty').root.count(), 1)
  await control(page, 'trains').select.selectOption('generator')
  assert.equal(await control(page, 'lr_d').root.count(), 0)
})

test('a large network leaves the page free', async () => {
  const { page } = await site.show('embed.html#lab=gans&steps=1')
  const before = await notes(page)
  await page.evaluate(() => {
    document
      .querySelector('theta-flow')
      ?.load('lab=gans&width_d=128&depth_d=4&width_g=128&depth_g=4&batch=256&steps=40')
  })
  // Some updates take longer than one request may: a worker makes them, and the page hears of it again and again.
  await settled(page)
  assert.equal((await frameOf(page)).step, 40)
  const after = await notes(page)
  const [answers, pictures] = [after.answers - before.answers, after.frames - before.frames]
  assert.ok(answers > 1 && pictures <= answers, `${pictures} pictures of ${answers} answers`)
})
