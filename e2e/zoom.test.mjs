// A part of a panel is brought into sight: by the wheel with Ctrl, by two fingers, by a drag on an axis, by keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadState, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const STATE = 'lab=optimizers&rule=sgd&lr=0.001&steps=100'

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
async function places(page) {
  const box = await page.locator('theta-flow .figure').boundingBox()
  assert.ok(box)
  return (/** @type {number} */ x, /** @type {number} */ y) => ({ x: box.x + x * box.width, y: box.y + y * box.height })
}

/** The coordinates and the loss that the map says are under the mouse. @param {Page} page */
async function coordinates(page) {
  const lines = page.locator('theta-flow .values.reads > div')
  await lines.first().waitFor({ timeout: 15_000 })
  return lines
    .allTextContents()
    .then((all) => all.map((line) => Number(/= (.*)$/.exec(line.trim())?.[1]?.replace('−', '-'))))
}

/** @param {Page} page */
const showAll = (page) => page.getByRole('button', { name: 'Show all' })

/** @param {Page} page @param {{ x: number, y: number }} at */
async function readAt(page, at) {
  await page.mouse.move(at.x + 30, at.y)
  await page.mouse.move(at.x, at.y)
  await frames(page)
  return coordinates(page)
}

/** @param {Page} page */
const frames = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))

test('the wheel with Ctrl comes closer to what is under the mouse, a double click shows all', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const at = await places(page)
  const [place, corner] = [at(0.42, 0.15), at(0.12, 0.1)]
  const before = await readAt(page, place)
  const beforeInCorner = await readAt(page, corner)
  await page.mouse.move(place.x, place.y)
  await page.keyboard.down('Control')
  for (let turn = 0; turn < 4; turn++) await page.mouse.wheel(0, -60)
  await page.keyboard.up('Control')
  await showAll(page).waitFor({ timeout: 15_000 })
  const after = await readAt(page, place)
  for (const axis of [0, 1]) assert.ok(Math.abs((after[axis] ?? 0) - (before[axis] ?? 0)) < 0.02, `${before} ${after}`)
  const [x0 = 0] = before
  const [x1 = 0] = beforeInCorner
  const [x2 = 0] = await readAt(page, corner)
  assert.ok(Math.abs((x2 - x0) / (x1 - x0) - 0.25) < 0.02, 'four times closer')
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1, 'the page is as large as it was')
  // The picture that is saved shows the same part.
  const svg = await page.evaluate(() => document.querySelector('theta-flow')?.exportSvg())
  const start = await page.evaluate(() => document.querySelector('theta-flow')?.get('start'))
  await page.mouse.dblclick(place.x, place.y)
  await showAll(page).waitFor({ state: 'detached', timeout: 15_000 })
  assert.notEqual(await page.evaluate(() => document.querySelector('theta-flow')?.exportSvg()), svg)
  await new Promise((resolve) => setTimeout(resolve, 400))
  assert.deepEqual(await page.evaluate(() => document.querySelector('theta-flow')?.get('start')), start)
  const back = await readAt(page, corner)
  assert.deepEqual(back, beforeInCorner)
})

test('without Ctrl the wheel scrolls the page', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  await page.evaluate(() => document.body.style.setProperty('padding-bottom', '2000px'))
  const { x, y } = (await places(page))(0.3, 0.3)
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, 120)
  await page.waitForFunction(() => scrollY > 0)
  assert.equal(await showAll(page).count(), 0)
})

test('a drag on an axis moves that axis, and no point', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const at = await places(page)
  const place = at(0.3, 0.2)
  const before = await readAt(page, place)
  const state = await page.evaluate(() => document.querySelector('theta-flow')?.state)
  const axis = at(0.3, 0.905)
  await page.mouse.move(axis.x, axis.y)
  assert.equal(await page.locator('theta-flow .figure').getAttribute('data-held'), 'x')
  await page.mouse.down()
  await page.mouse.move(axis.x + 20, axis.y - 40, { steps: 3 })
  await page.mouse.move(axis.x + 60, axis.y - 90, { steps: 3 })
  await page.mouse.up()
  await showAll(page).waitFor({ timeout: 15_000 })
  const after = await readAt(page, { x: place.x + 60, y: place.y })
  assert.ok(Math.abs((after[0] ?? 0) - (before[0] ?? 0)) < 0.02, `${before} ${after}`)
  assert.ok(Math.abs((after[1] ?? 0) - (before[1] ?? 0)) < 0.001, `${before} ${after}`)
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.state), state)
})

test('plus and minus come closer to where keys read, 0 shows all', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const svg = () => page.evaluate(() => document.querySelector('theta-flow')?.exportSvg())
  const whole = await svg()
  await page.locator('theta-flow .cursor').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('+')
  await showAll(page).waitFor({ timeout: 15_000 })
  const closer = await svg()
  assert.notEqual(closer, whole)
  await page.keyboard.press('+')
  await frames(page)
  await page.keyboard.press('-')
  await frames(page)
  await settled(page)
  await page.keyboard.press('0')
  await showAll(page).waitFor({ state: 'detached', timeout: 15_000 })
  assert.equal(await svg(), whole)
})

test('two fingers come closer, and the page stays as large as it is', async () => {
  const { page } = await site.show('embed.html', { hasTouch: true })
  await loadState(page, STATE)
  const at = await places(page)
  const client = await page.context().newCDPSession(page)
  const [left, right] = [at(0.2, 0.3), at(0.3, 0.3)]
  const send = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number} */ by) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: left.x - by, y: left.y, id: 1 },
              { x: right.x + by, y: right.y, id: 2 },
            ],
    })
  await send('touchStart', 0)
  for (const by of [5, 10, 20, 30]) {
    await send('touchMove', by)
    await frames(page)
  }
  await send('touchEnd', 30)
  await showAll(page).waitFor({ timeout: 15_000 })
  assert.equal(await page.evaluate(() => visualViewport?.scale), 1)
  assert.equal(await page.locator('theta-flow .values.reads').count(), 0)
  await showAll(page).click()
  await showAll(page).waitFor({ state: 'detached', timeout: 15_000 })
})
