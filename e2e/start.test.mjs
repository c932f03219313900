// The starting point: a mouse, a finger and the arrow keys all move it, and a finger elsewhere scrolls the article.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, loadState, queryOf, settled } from './support/figure.mjs'
import { finger, middle } from './support/pointer.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }

/** @param {import('playwright-core').Page} page */
const handleOf = (page) => page.locator('.handle[data-handle=start]')

test('a mouse drags the start', async () => {
  const { page } = await site.show('embed.html')
  const before = await frameOf(page)
  const at = await middle(handleOf(page))
  await page.mouse.move(at.x + 3, at.y + 2)
  await page.mouse.down()
  await page.mouse.move(at.x + 43, at.y + 2)
  await settled(page)
  const sideways = await frameOf(page)
  assert.ok(sideways.start[0] > before.start[0], 'the figure follows while the button is held')
  assert.ok(Math.abs(sideways.start[1] - before.start[1]) < 0.02, 'the handle does not jump to the pointer')
  await page.mouse.move(at.x + 43, at.y + 42)
  await page.mouse.up()
  await settled(page)
  const after = await frameOf(page)
  assert.ok(after.start[1] < sideways.start[1])
  assert.equal(await queryOf(page), `start=${after.start.join(',')}`)
  assert.deepEqual(after.runs[0]?.theta[0], after.start)
  const now = await middle(handleOf(page))
  assert.ok(Math.hypot(now.x - at.x - 40, now.y - at.y - 40) < 1.5, 'the handle is where it was dropped')
  const [x, y] = after.start
  assert.equal(await handleOf(page).getByRole('slider').first().getAttribute('aria-valuetext'), `x ${x}, y ${y}`)
})

test('a drag beyond the edge of the map stops at the edge', async () => {
  const { page } = await site.show('embed.html')
  const at = await middle(handleOf(page))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.mouse.move(-50, -50)
  await page.mouse.up()
  await settled(page)
  const [x, y] = (await frameOf(page)).start
  assert.ok(x >= -10 && y <= 10)
  assert.match(await queryOf(page), /^start=/)
  assert.ok(await handleOf(page).isVisible())
})

test('another button than the first does not drag', async () => {
  const { page } = await site.show('embed.html')
  const at = await middle(handleOf(page))
  await page.mouse.move(at.x, at.y)
  await page.mouse.down({ button: 'middle' })
  await page.mouse.move(at.x + 40, at.y)
  await page.mouse.up({ button: 'middle' })
  assert.equal(await queryOf(page), '')
})

test('a finger drags the start and the page stands still', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  await handleOf(page).scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  const before = (await frameOf(page)).start
  const touch = await finger(page)
  await touch.drag(await middle(handleOf(page)), 30, 60)
  await settled(page)
  const after = (await frameOf(page)).start
  assert.ok(after[0] > before[0] && after[1] < before[1], `${before} to ${after}`)
  assert.equal(await page.evaluate(() => scrollY), scrolled)
})

test('a finger beside the start scrolls the page', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  await handleOf(page).scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  const box = await page.locator('.figure').boundingBox()
  assert.ok(box)
  const touch = await finger(page)
  await touch.drag({ x: box.x + box.width / 2, y: Math.min(box.y + box.height / 2, 600) }, 0, -200)
  await page.waitForFunction((from) => scrollY > from + 50, scrolled)
  assert.equal(await queryOf(page), '', 'scrolling moves no point')
})

test('a finger on a slider scrolls the page when it moves up or down', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  const { slider } = control(page, 'lr')
  await slider.scrollIntoViewIfNeeded()
  const scrolled = await page.evaluate(() => scrollY)
  const touch = await finger(page)
  await touch.drag(await middle(slider), 0, scrolled > 300 ? 200 : -200)
  await page.waitForFunction((from) => Math.abs(scrollY - from) > 50, scrolled)
})

test('a tap in the map brings the start there', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  await page.locator('.figure').evaluate((figure) => figure.scrollIntoView())
  const at = await middle(handleOf(page))
  await page.touchscreen.tap(at.x + 90, at.y + 70)
  await settled(page)
  const now = await middle(handleOf(page))
  assert.ok(Math.hypot(now.x - at.x - 90, now.y - at.y - 70) < 2)
  assert.match(await queryOf(page), /^start=[-.\d]+,[-.\d]+$/)
})

test('a click in a chart beside the map moves nothing', async () => {
  const { page } = await site.show('embed.html')
  const box = await page.locator('.figure').boundingBox()
  assert.ok(box)
  await page.mouse.click(box.x + box.width - 60, box.y + 60)
  assert.equal(await queryOf(page), '')
})

test('arrow keys move the start, and the shift key moves it further', async () => {
  const { page } = await site.show('embed.html')
  const handle = handleOf(page)
  const [x0, y0] = (await frameOf(page)).start
  /** @param {string} key */
  const press = async (key) => {
    await handle.press(key)
    await settled(page)
    return (await frameOf(page)).start
  }
  const [x1] = await press('ArrowRight')
  assert.ok(x1 > x0)
  const [, y1] = await press('ArrowUp')
  assert.ok(y1 > y0)
  const [x2] = await press('Shift+ArrowRight')
  assert.ok(Math.abs((x2 - x1) / (x1 - x0) - 10) < 0.5, `${x2 - x1} is ten times ${x1 - x0}`)
  await press('Shift+ArrowLeft')
  await press('ArrowLeft')
  const [xEnd, yEnd] = await press('ArrowDown')
  assert.ok(Math.abs(xEnd - x0) < 1e-9 && Math.abs(yEnd - y0) < 1e-9)
  const fine = async (/** @type {string} */ key) => {
    for (let presses = 0; presses < 10; presses++) await handle.press(`Alt+${key}`)
    await settled(page)
    return (await frameOf(page)).start
  }
  const [x3] = await fine('ArrowRight')
  assert.ok(Math.abs((x3 - x0) / (x1 - x0) - 1) < 0.2, 'with Alt ten steps are one')
  await fine('ArrowLeft')
  const [, y3] = await press('PageUp')
  assert.ok(Math.abs((y3 - y0) / (y1 - y0) - 10) < 0.5, 'a page is ten steps upwards')
  await press('PageDown')
  const { scrolled, focused } = await page.evaluate(() => ({
    scrolled: scrollY,
    focused: document.querySelector('theta-flow')?.shadowRoot?.activeElement?.parentElement?.className,
  }))
  assert.equal(scrolled, 0, 'the keys do not scroll the page as well')
  assert.equal(focused, 'handle dot', 'the handle keeps the focus')

  const [left] = await press('Home')
  const [right, y4] = await press('End')
  const area = await page.evaluate(() => {
    const handle = document.querySelector('theta-flow')?.shadowRoot?.querySelector('.handle')
    const canvas = document.querySelector('theta-flow')?.shadowRoot?.querySelector('canvas')
    return { handle: handle?.getBoundingClientRect().right ?? 0, canvas: canvas?.getBoundingClientRect().right ?? 0 }
  })
  assert.ok(left < x0 && right > x0 && Math.abs(y4 - y0) < 1e-9, `${left}, ${right}`)
  assert.ok(area.handle < area.canvas, 'the edge is that of the map')
})

test('assistive technology hears both coordinates, and sets either of them', async () => {
  const { page } = await site.show('embed.html#start=0.5,-0.25')
  const handle = handleOf(page)
  assert.equal(await handle.getAttribute('role'), 'group')
  const sliders = await page
    .getByRole('group', { name: /start.*drag/i })
    .getByRole('slider')
    .all()
  const [across, upright] = sliders
  assert.ok(across && upright && sliders.length === 2)
  const heard = () =>
    handle.evaluate((handle) => {
      const { activeElement } = /** @type {ShadowRoot} */ (handle.getRootNode())
      const slider = /** @type {HTMLInputElement} */ (activeElement)
      const attribute = (/** @type {string} */ name) => slider.getAttribute(name)
      const [label, value, role] = ['aria-label', 'aria-valuetext', 'aria-roledescription'].map(attribute)
      return { label, value, role, now: slider.valueAsNumber, min: slider.min, max: slider.max, tab: slider.tabIndex }
    })
  await across.focus()
  const role = 'slider in two directions'
  assert.deepEqual(await heard(), {
    label: 'starting point, x',
    value: 'x 0.5, y -0.25',
    role,
    now: 0.5,
    min: '-10',
    max: '10',
    tab: 0,
  })
  await page.keyboard.press('Shift+ArrowUp')
  await settled(page)
  const up = await heard()
  assert.equal(up.label, 'starting point, y', 'the coordinate that moves is the one that is heard')
  assert.ok(up.now > -0.25 && up.value === `x 0.5, y ${up.now}` && up.tab === 0, JSON.stringify(up))
  assert.equal(await across.getAttribute('tabindex'), '-1', 'a handle is one stop of the tab key')
  await page.keyboard.press('Shift+ArrowRight')
  await settled(page)
  const right = await heard()
  assert.ok(right.label === 'starting point, x' && right.now > 0.5, JSON.stringify(right))

  // Voice and gestures set the value of a slider itself.
  await upright.evaluate((slider) => {
    const input = /** @type {HTMLInputElement} */ (slider)
    input.value = '1.1000000000000001'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settled(page)
  assert.deepEqual((await frameOf(page)).start, [right.now, 1.1])

  // Two numbers are heard by their names.
  await loadState(page, 'landscape=quadratic&rule=momentum&lr=0.1&momentum=0.5&chart=stability')
  const setting = page.locator('.handle[data-handle=lr]').getByRole('slider')
  assert.equal(await setting.first().getAttribute('aria-valuetext'), 'learning rate 0.1, momentum 0.5')
  await setting.last().evaluate((slider) => {
    const input = /** @type {HTMLInputElement} */ (slider)
    input.value = '0.75'
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await settled(page)
  assert.match(await queryOf(page), /momentum=0\.75\b/)
})
