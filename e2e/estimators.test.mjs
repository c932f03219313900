// The estimator lab in the page: the numbers of the command line, sliders that spread estimates, reasons where there are no
// numbers, and logits that can be dragged.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { control, frameOf, queryOf, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * A frame of this lab.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<any>}
 */
const frame = (page) => frameOf(page)

const STATES = [
  '',
  'show=all&wrt=sigma&phi=cosine&steps=30',
  'show=all&phi=step&samples=1&steps=30',
  'show=all&phi=custom&f_z=z^3-abs(z)&d=5&steps=20',
  'figure=variance&show=all&against=mu&steps=20',
  'figure=temperature&show=all&steps=20',
  'figure=simplex&tau=0.2&steps=40',
  'figure=race&show=all&family=categorical&classes=4&steps=50',
  'family=bernoulli&show=all&logit=-50&tau=0.05&steps=20',
]

test('every number of a frame is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none#lab=estimators&steps=5')
  for (const rest of STATES) {
    const state = `lab=estimators&${rest}`
    await page.evaluate((state) => document.querySelector('theta-flow')?.load(state), state)
    await settled(page)
    const [found, expected] = await Promise.all([frame(page), runNative(state)])
    const wrong = differences(found, expected)
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
  }
})

test('the element shows two histograms, and σ makes the first explode', async () => {
  const { page } = await site.article('<theta-flow lab="estimators" controls="sigma"></theta-flow>')
  /** @param {any} frame */
  const beside = ({ estimators }) =>
    estimators.map((/** @type {any} */ { histogram, count }) => (histogram.below + histogram.above) / count)
  const before = await frame(page)
  assert.deepEqual(
    before.estimators.map((/** @type {any} */ row) => row.id),
    ['score', 'pathwise'],
  )
  assert.ok(beside(before)[0] < 0.01)

  await control(page, 'sigma').slider.press('Home')
  await settled(page)
  const after = await frame(page)
  assert.deepEqual(after.range, before.range, 'the axis stays')
  assert.ok(beside(after)[0] > 0.5 && beside(after)[1] === 0, `${beside(after)}`)
})

test('an estimator that does not apply says why, in the reader’s language', async () => {
  for (const [lang, sentence] of /** @type {[string, RegExp][]} */ ([
    ['en', /a step has the derivative 0/],
    ['zh', /阶跃函数凡可导处导数皆为 0/],
  ])) {
    const { page } = await site.show(`embed.html?lang=${lang}#lab=estimators&phi=step&show=all&steps=5`)
    await page.locator('.note').filter({ hasText: sentence }).waitFor()
    const rows = await page.locator('.board tbody tr').count()
    assert.equal(rows, 8)
  }
})

test('a choice of figure changes what can be set', async () => {
  const { page } = await site.show('embed.html#lab=estimators&steps=5')
  await control(page, 'figure').select.selectOption('simplex')
  await settled(page)
  assert.equal((await frame(page)).simplex.points.length, 120)
  assert.ok(await control(page, 'tau').slider.isVisible())
  assert.equal(await control(page, 'family').select.count(), 0)
})

test('the point of the simplex is dragged with the keyboard and the mouse', async () => {
  const { page } = await site.show('embed.html#lab=estimators&figure=simplex&steps=5')
  const handle = page.locator('.handle')
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await settled(page)
  const [, third] = [(await frame(page)).simplex.logits, (await frame(page)).simplex.probabilities[2]]
  assert.ok(third > 0.31, `${third}`)

  const box = await handle.boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x - 50, y + 60, { steps: 4 })
  await page.mouse.up()
  await settled(page)
  assert.ok((await frame(page)).simplex.probabilities[0] > 0.6)
  assert.match(await queryOf(page), /logits=/)
})
