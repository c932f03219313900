// Numbers are read off the figure: under the mouse, under a finger that is held, and by keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, loadState, queryOf, settled } from './support/figure.mjs'
import { finger } from './support/pointer.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const STATE = 'lab=optimizers&rule=sgd&lr=0.001&steps=100'

/** @typedef {import('playwright-core').Page} Page */

/** The lines of the box, if it is there. @param {Page} page */
const read = (page) =>
  page.locator('theta-flow .values').evaluate((box) => {
    if (getComputedStyle(box).display === 'none') return []
    return [...box.children].map((line) => (line.textContent ?? '').replace(/\s+/g, ' ').trim())
  })

/** Where a share of the picture's width and height is in the window. @param {Page} page */
async function places(page) {
  const box = await page.locator('theta-flow .figure').boundingBox()
  assert.ok(box)
  return (/** @type {number} */ x, /** @type {number} */ y) => ({ x: box.x + x * box.width, y: box.y + y * box.height })
}

/** The box stands within the figure and not over the ring that marks the place. @param {Page} page */
const covers = (page) =>
  page.locator('theta-flow').evaluate(({ shadowRoot }) => {
    const [figure, box, ring] = ['.figure', '.values', '.cursor'].map((name) => {
      const element = shadowRoot?.querySelector(name)
      if (!element) throw new Error(name)
      return element.getBoundingClientRect()
    })
    if (!figure || !box || !ring) throw new Error('nothing there')
    const isOver = box.left < ring.right && box.right > ring.left && box.top < ring.bottom && box.bottom > ring.top
    const isIn =
      box.left >= figure.left && box.right <= figure.right && box.top >= figure.top && box.bottom <= figure.bottom
    return { isOver, isIn }
  })

test('a chart shows all its curves at the step under the mouse', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const at = await places(page)
  const { x, y } = at(0.85, 0.2)
  await page.mouse.move(x, y)
  await page.locator('theta-flow .values.reads').waitFor()
  const lines = await read(page)
  const time = Number(/^t = nh = (.*)$/.exec(lines[0] ?? '')?.[1])
  const loss = Number(/^optimizer L − L\* = (.*)$/.exec(lines.find((line) => line.startsWith('optimizer')) ?? '')?.[1])
  const frame = /** @type {any} */ (await frameOf(page)).frame
  const run = frame.runs[0]
  const step = Math.round(time / run.time_step)
  assert.ok(Math.abs(step * run.time_step - time) < 1e-3 * time, `${time} is the time of a step`)
  assert.ok(Math.abs(run.loss[step] - loss) <= 0.006 * loss, `${loss} is the loss after ${step} steps`)
  assert.ok(
    lines.some((line) => line.startsWith('flow ')),
    lines.join(' | '),
  )
  assert.deepEqual(await covers(page), { isOver: false, isIn: true })
  await page.mouse.move(x, y + 2000)
  assert.deepEqual(await read(page), [])
})

test('a map shows the nearest step, and the loss where there is none', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const at = await places(page)
  for (const [x, y] of [
    [0.12, 0.2],
    [0.3, 0.75],
    [0.5, 0.1],
    [0.2, 0.85],
  ]) {
    const place = at(x ?? 0, y ?? 0)
    await page.mouse.move(place.x, place.y)
    await page.waitForTimeout(60)
    const lines = await read(page)
    assert.match(lines.at(-1) ?? '', /^loss L − L\* = /, lines.join(' | '))
    assert.deepEqual(await covers(page), { isOver: false, isIn: true })
  }
})

test('keys lead through the panels, and what is read there is said', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const cursor = page.locator('theta-flow .cursor')
  const query = await queryOf(page)
  // By the tab key, as one who has no mouse comes to it.
  for (let k = 0; k < 20; k++) {
    await page.keyboard.press('Tab')
    if (await cursor.evaluate((element) => element.matches(':focus-visible'))) break
  }
  assert.ok(await cursor.evaluate((element) => element.matches(':focus-visible')), 'the tab key finds it')
  assert.match((await read(page)).at(-1) ?? '', /L − L\*/, 'the middle of the map')
  await page.keyboard.press('PageDown')
  await page.waitForFunction(() => {
    const heard = document.querySelector('theta-flow')?.shadowRoot?.querySelector('.cursor [aria-live]')
    return /^t = nh = /.test(heard?.textContent ?? '')
  })
  const before = await read(page)
  for (let k = 0; k < 5; k++) await page.keyboard.press('Shift+ArrowLeft')
  await page.waitForTimeout(60)
  assert.notDeepEqual(await read(page), before)
  await page.keyboard.press('Tab')
  assert.deepEqual(await read(page), [])
  assert.equal(await queryOf(page), query, 'reading moves nothing')
})

test('a finger that is held reads, and one that taps or scrolls does not', async () => {
  const { page } = await site.article(
    `<theta-flow params="${STATE.replaceAll('&', '&amp;')}"></theta-flow><div style="height: 3000px"></div>`,
    { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true },
  )
  await settled(page)
  const touch = await finger(page)
  const at = (await places(page))(0.6, 0.3)
  const query = await queryOf(page)
  await touch.hold(at)
  await page.locator('theta-flow .values.reads').waitFor()
  assert.match((await read(page)).at(-1) ?? '', /L − L\*/)
  await touch.lift()
  await page.waitForTimeout(100)
  assert.deepEqual(await read(page), [])
  assert.equal(await queryOf(page), query, 'the start stays where it was')
  await touch.drag(at, 0, -120)
  assert.deepEqual(await read(page), [])
})

test('numbers follow the run that plays', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, `${STATE}&step=40`)
  const { x, y } = (await places(page))(0.97, 0.2)
  await page.mouse.move(x, y)
  await page.evaluate(() => document.querySelector('theta-flow')?.seek(100))
  await settled(page)
  await page.waitForTimeout(60)
  const lines = await read(page)
  assert.ok(
    lines.some((line) => line.startsWith('optimizer L − L* =')),
    lines.join(' | '),
  )
})
