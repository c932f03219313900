// A figure that something around it magnifies, shrinks, turns or moves, as slides do: what is dragged stays under the
// pointer, what is clicked or drawn comes to where it was clicked or drawn, and pictures are as sharp as they are large.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, settled } from './support/figure.mjs'
import { finger } from './support/pointer.mjs'
import { generator } from './support/random-states.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** In the middle of the windows of these tests. */
const MIDDLE = { x: 640, y: 500 }
const WINDOW = { viewport: { width: 1280, height: 1000 } }
const FIGURE = '<theta-flow params="landscape=himmelblau&steps=20" controls="none"></theta-flow>'
const WRAPPED = `<div id="place"><div id="a"><div id="b"><div id="c" style="width: 480px">${FIGURE}</div></div></div></div>`
const HEAD =
  '<style>body { margin: 0; height: 3000px; overflow-x: hidden } #place { position: absolute; left: 0; top: 0 }</style>'

/** @typedef {import('playwright-core').Page | import('playwright-core').Frame} Place */

/**
 * Where the middle of the handle is, and where the pointer was last, both as the document of the figure says.
 * @param {Place} place
 */
function seen(place) {
  return place.evaluate(() => {
    const box = document.querySelector('theta-flow')?.shadowRoot?.querySelector('.handle')?.getBoundingClientRect()
    if (!box) throw new Error('there is no handle')
    const at = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    return { at, pointer: /** @type {any} */ (window).pointer ?? at }
  })
}

/** @param {Place} place */
const watchPointer = (place) =>
  place.evaluate(() => {
    for (const type of ['pointermove', 'pointerdown', 'pointerup']) {
      addEventListener(
        type,
        (event) => {
          const { clientX: x, clientY: y } = /** @type {PointerEvent} */ (event)
          Object.assign(window, { pointer: { x, y } })
        },
        true,
      )
    }
  })

/** @param {Place} place @param {string} what */
async function underPointer(place, what) {
  const { at, pointer } = await seen(place)
  const distance = Math.hypot(at.x - pointer.x, at.y - pointer.y)
  assert.ok(distance <= 1, `${what}: ${distance} px from the pointer`)
}

/**
 * Drags the handle and calls it by a click, and looks whether it is under the pointer each time.
 * @param {import('playwright-core').Page} page
 * @param {Place} place the document of the figure
 * @param {(at: { x: number, y: number }) => { x: number, y: number }} toWindow from its pixels to those of the page
 * @param {string} what
 */
async function dragAndClick(page, place, toWindow, what) {
  const from = toWindow((await seen(place)).at)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 9, from.y - 5)
  await page.mouse.move(from.x + 21, from.y - 13)
  await settled(place)
  await underPointer(place, `${what}, dragged`)
  await page.mouse.up()
  await settled(place)
  await underPointer(place, `${what}, dropped`)
  await page.mouse.click(from.x - 17, from.y + 24)
  await settled(place)
  await underPointer(place, `${what}, clicked`)
}

/**
 * Gives what is around the figure these styles and brings its handle to the middle of the window.
 * @param {import('playwright-core').Page} page
 * @param {string[]} styles
 */
async function surround(page, styles) {
  await page.evaluate((styles) => {
    for (const [index, id] of ['a', 'b'].entries()) {
      document.getElementById(id)?.setAttribute('style', styles[index] ?? '')
    }
    document.querySelector('theta-flow')?.set('start', '0.3,-0.4')
  }, styles)
  await settled(page)
  const { at } = await seen(page)
  await page.evaluate(
    ([x, y]) => {
      const place = /** @type {HTMLElement} */ (document.getElementById('place'))
      const now = place.getBoundingClientRect()
      place.style.left = `${now.left + (x ?? 0)}px`
      place.style.top = `${now.top + (y ?? 0)}px`
    },
    [MIDDLE.x - at.x, MIDDLE.y - at.y],
  )
}

const SURROUNDINGS = [
  [''],
  ['transform: scale(0.4)'],
  ['transform: scale(2.5)'],
  ['zoom: 0.5'],
  ['zoom: 2'],
  ['transform: scale(1.6); transform-origin: 0 0', 'transform: scale(0.5)'],
  ['zoom: 1.5', 'transform: scale(0.7)'],
  ['transform: rotate(0deg) translate(13.3px, 7px)', 'will-change: transform; contain: paint'],
  ['transform: matrix(1.3, 0, 0, 0.8, 5, 9)'],
  ['transform: rotate(90deg)'],
  ['transform: scaleX(-1)'],
  ['--theta-flow-font-size: 21px', 'transform: scale(0.8)'],
  ['scale: 1.4; rotate: 12deg; translate: 5% 3px', 'transform: skewX(10deg)'],
]

test('the handle is under the pointer whatever is around the figure', async () => {
  const { page } = await site.article(WRAPPED, { ...WINDOW, head: HEAD })
  await watchPointer(page)
  for (const styles of SURROUNDINGS) {
    await surround(page, styles)
    await dragAndClick(page, page, (at) => at, styles.join(' | '))
  }
})

test('the handle is under the pointer in random surroundings', async () => {
  const random = generator(20)
  const between = (/** @type {number} */ low, /** @type {number} */ high) => low + random() * (high - low)
  const kinds = [
    (/** @type {number} */ scale) => `transform: scale(${scale})`,
    (/** @type {number} */ scale) => `zoom: ${scale}`,
    (/** @type {number} */ scale) => `scale: ${scale}; transform: translate(${between(-9, 9)}px, ${between(-9, 9)}%)`,
    (/** @type {number} */ scale) => `transform: rotate(${between(0, 360)}deg) scale(${scale})`,
    (/** @type {number} */ scale) =>
      `transform-origin: ${between(0, 99)}% ${between(0, 99)}px; transform: scale(${scale}) skewY(${between(-15, 15)}deg)`,
  ]
  const { page } = await site.article(WRAPPED, { ...WINDOW, head: HEAD })
  await watchPointer(page)
  for (let cases = 0; cases < 25; cases++) {
    // Both together between 0.4 and 2.5.
    const total = Math.exp(between(Math.log(0.4), Math.log(2.5)))
    const first = Math.exp(between(Math.log(0.7), Math.log(1.4)))
    const styles = [first, total / first].map((scale) => kinds[Math.floor(random() * kinds.length)]?.(scale) ?? '')
    await surround(page, styles)
    await dragAndClick(page, page, (at) => at, styles.join(' | '))
  }
})

test('the handle is under the pointer in a frame that is scaled, and in a page that is pinched', async () => {
  const { page } = await site.article(
    `<iframe src="${new URL('embed.html?controls=none#steps=20', site.base).pathname}" width="700" height="700"
      style="border: 3px solid; transform: scale(0.6); transform-origin: 0 0"></iframe>`,
    { ...WINDOW, head: '<style>body { margin: 20px }</style>', figures: 0 },
  )
  const frame = page.frames()[1]
  assert.ok(frame)
  await settled(frame)
  await watchPointer(frame)
  await dragAndClick(page, frame, ({ x, y }) => ({ x: 20 + 0.6 * (3 + x), y: 20 + 0.6 * (3 + y) }), 'in a frame')

  const pinched = await site.article(WRAPPED, { ...WINDOW, head: HEAD })
  await watchPointer(pinched.page)
  const session = await pinched.page.context().newCDPSession(pinched.page)
  await session.send('Emulation.setPageScaleFactor', { pageScaleFactor: 1.8 })
  for (const style of ['', 'transform: scale(0.7)']) {
    await surround(pinched.page, [style])
    const scale = await pinched.page.evaluate(() => visualViewport?.scale ?? 1)
    assert.ok(scale > 1.7, `${scale}`)
    await pinched.page.evaluate(() => Object.assign(window, { pointer: undefined }))
    await dragAndClick(pinched.page, pinched.page, (at) => at, `pinched, ${style}`)
  }
})

test('points are drawn where the pointer is, and the sphere turns as far', async () => {
  const { page } = await site.article(
    `<div id="a" style="width: 560px; transform-origin: 0 0"><theta-flow lab="gans" params="data=points&steps=5" controls="points"></theta-flow></div>`,
    { ...WINDOW, head: '<style>body { margin: 0 }</style>' },
  )
  /** @type {(number | undefined)[][]} */
  const drawn = []
  for (const style of [
    '',
    'transform: scale(0.5)',
    'transform: scale(1.5)',
    'zoom: 0.7',
    '--theta-flow-font-size: 20px',
  ]) {
    await page
      .locator('#a')
      .evaluate((a, style) => a.setAttribute('style', `${style}; width: 560px; transform-origin: 0 0`), style)
    await page.evaluate(() => document.querySelector('theta-flow')?.set('points', ''))
    await settled(page)
    const draw = page.getByRole('button', { name: 'Draw' })
    await draw.click()
    const box = await page.locator('.easel').boundingBox()
    assert.ok(box)
    await page.mouse.click(box.x + 0.25 * box.width, box.y + 0.125 * box.height)
    await draw.click()
    await settled(page)
    const value = await page.evaluate(
      () => document.querySelector('theta-flow')?.values.find(({ id }) => id === 'points')?.text,
    )
    drawn.push((value ?? '').split(',').map(Number))
    if (style.includes('font')) {
      // The sheet lies on the panel: a point at its edge is one at the edge of the range that is shown.
      const wide = await page.locator('.figure').boundingBox()
      assert.ok(wide && box.x >= wide.x && box.x + box.width <= wide.x + wide.width + 1)
    }
  }
  const [[x = 0, y = 0] = []] = drawn
  assert.ok(x < 0 && y > 0)
  for (const [otherX = 9, otherY = 9] of drawn) {
    assert.ok(Math.abs(otherX - x) <= 0.03 && Math.abs(otherY - y) <= 0.03, JSON.stringify(drawn))
  }

  const { page: globe } = await site.article(
    `<div style="width: 700px; transform: scale(0.6); transform-origin: 0 0"><theta-flow lab="angles" params="figure=sphere&samples=100&yaw=0&pitch=0" controls="none"></theta-flow></div>`,
    WINDOW,
  )
  const box = await globe.locator('.handle.area').boundingBox()
  assert.ok(box)
  await globe.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await globe.mouse.down()
  await globe.mouse.move(box.x + 0.75 * box.width, box.y + box.height / 2)
  await globe.mouse.up()
  await settled(globe)
  assert.ok(Math.abs(Number(/yaw=([\d.]+)/.exec(await queryOf(globe))?.[1]) - 90) < 2, await queryOf(globe))
})

test('a figure that sticks in a zoomed page is dragged where it is, and under a transform none sticks', async () => {
  const options = { viewport: { width: 390, height: 700 }, hasTouch: true, head: '<style>body { margin: 0 }</style>' }
  const around = (/** @type {string} */ style) =>
    `<div style="width: 390px; ${style}"><theta-flow params="steps=20"></theta-flow></div>`
  const scrolled = async (/** @type {import('playwright-core').Page} */ page) => {
    await control(page, 'lr').root.evaluate((slider) => slider.scrollIntoView({ block: 'center' }))
    assert.ok((await page.evaluate(() => scrollY)) > 50)
  }
  const { page } = await site.article(around('zoom: 0.9'), options)
  await watchPointer(page)
  await scrolled(page)
  const { at } = await seen(page)
  assert.ok(at.y > 0, 'it sticks')
  await (await finger(page)).drag(at, 31, 40)
  await settled(page)
  await underPointer(page, 'by a finger')

  const { page: scaled } = await site.article(around('transform: scale(1.4); transform-origin: 0 0'), options)
  for (const id of ['lr', 'steps']) {
    const root = control(scaled, id).root
    await root.evaluate((slider) => slider.scrollIntoView({ block: 'center' }))
    const [stage, row] = await Promise.all([scaled.locator('.stage').boundingBox(), root.boundingBox()])
    assert.ok(stage && row && row.y >= stage.y + stage.height, `${id} is covered`)
  }
})

test('the picture is as sharp as it is large, and its export stays the same', async () => {
  const { page } = await site.article(WRAPPED, { ...WINDOW, head: HEAD })
  const look = () =>
    page.locator('theta-flow').evaluate(async (figure) => {
      const canvas = /** @type {HTMLCanvasElement} */ (figure.shadowRoot?.querySelector('canvas'))
      const svg = await /** @type {import('../www/theta-flow').ThetaFlow} */ (figure).exportSvg({ width: 'shown' })
      return { density: canvas.width / canvas.getBoundingClientRect().width, pixels: canvas.width, svg }
    })
  const plain = await look()
  assert.ok(Math.abs(plain.density - 1) < 0.01)
  for (const style of ['transform: scale(2)', 'zoom: 1.9', 'transform: rotate(0deg) scale(2.5)']) {
    // The window of a deck has another size, by which the slide is scaled.
    await page.evaluate((style) => {
      document.getElementById('a')?.setAttribute('style', style)
      dispatchEvent(new Event('resize'))
    }, style)
    await page.waitForFunction(() => {
      const canvas = document.querySelector('theta-flow')?.shadowRoot?.querySelector('canvas')
      return canvas && canvas.width / canvas.getBoundingClientRect().width >= 0.99
    })
    const magnified = await look()
    assert.ok(magnified.density >= 0.99 && magnified.density < 1.3, `${style}: ${magnified.density}`)
    assert.equal(magnified.svg, plain.svg, style)
  }
  await page.evaluate(() => {
    document.getElementById('a')?.setAttribute('style', 'transform: scale(0.5)')
    dispatchEvent(new Event('resize'))
  })
  await page.waitForFunction(
    (before) => document.querySelector('theta-flow')?.shadowRoot?.querySelector('canvas')?.width === before,
    plain.pixels,
  )
  assert.equal((await frameOf(page)).step, 20)
})
