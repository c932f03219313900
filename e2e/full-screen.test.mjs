// A figure alone on the screen: for who sits far away from it, and then back in its article as if nothing had been.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { control, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const TEXT = '<p>A paragraph of the article.</p>'.repeat(30)

/** @param {import('playwright-core').Page} page */
const isFull = (page) => page.evaluate(() => document.fullscreenElement?.localName === 'theta-flow')

/** @param {import('playwright-core').Page} page @param {boolean} full */
async function untilFull(page, full) {
  await page.waitForFunction(
    (full) =>
      (document.fullscreenElement !== null) === full &&
      (document.querySelector('theta-flow')?.shadowRoot?.querySelector('.root.full') !== null) === full,
    full,
  )
  await settled(page)
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

/** @param {import('playwright-core').Page} page */
const layout = (page) =>
  page.evaluate(() => {
    const figure = /** @type {HTMLElement} */ (document.querySelector('theta-flow'))
    const find = (/** @type {string} */ part) => figure.shadowRoot?.querySelector(part)
    const box = (/** @type {string} */ part) => {
      const { x = 0, y = 0, right = 0, bottom = 0, width = 0, height = 0 } = find(part)?.getBoundingClientRect() ?? {}
      return { x, y, right, bottom, width, height }
    }
    const focused = figure.shadowRoot?.activeElement ?? document.activeElement
    return {
      type: Number.parseFloat(getComputedStyle(/** @type {Element} */ (find('.root'))).fontSize),
      paper: getComputedStyle(/** @type {Element} */ (find('.root'))).backgroundColor,
      root: box('.root'),
      stage: box('.stage'),
      transport: box('.transport'),
      controls: box('.controls'),
      hasControls: find('.controls') !== null,
      scrolled: [scrollY, document.querySelector('#scroller')?.scrollTop],
      focus: focused?.id || focused?.className || focused?.localName,
      size: [figure.offsetWidth, figure.offsetHeight],
    }
  })

test('the button fills the screen, and leaving puts all back: size, place, focus', async () => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    const { page } = await site.article(
      `${TEXT}<div id="scroller" style="height: 650px; overflow: auto">${TEXT}<theta-flow lab="optimizers"></theta-flow></div>${TEXT}`,
      {
        viewport: { width: 1280, height: 720 },
        colorScheme,
        head: '<meta name="color-scheme" content="light dark"><style>theta-flow { padding: 9px; border: 9px solid red }</style>',
        figures: 0,
      },
    )
    await page.locator('theta-flow').scrollIntoViewIfNeeded()
    await settled(page)
    const button = page.getByRole('button', { name: 'Full screen' })
    await button.scrollIntoViewIfNeeded()
    assert.equal(await button.getAttribute('aria-keyshortcuts'), 'F')
    assert.match((await button.getAttribute('title')) ?? '', /\(F\)$/)
    const before = await layout(page)
    assert.ok(
      before.scrolled.every((place) => (place ?? 0) > 100),
      'there is a place to come back to',
    )

    await button.click()
    await untilFull(page, true)
    const full = await layout(page)
    assert.deepEqual(
      [full.root.x, full.root.y, full.root.width, full.root.height],
      [0, 0, 1280, 720],
      'all of the screen',
    )
    assert.equal(full.paper, colorScheme === 'dark' ? 'rgb(22, 22, 22)' : 'rgb(255, 255, 255)')
    assert.ok(full.type >= 17 && full.type > before.type, `type of ${full.type}`)
    assert.ok(full.stage.x > 10 && full.stage.bottom < full.transport.bottom && full.transport.bottom < 720)
    assert.ok(full.controls.x > full.stage.right && full.controls.right < 1280, 'the controls stand beside the figure')
    await page.addScriptTag({ path: axe })
    const faults = await page.evaluate(async () => {
      const { violations } = await /** @type {any} */ (window).axe.run('theta-flow')
      return violations.map((/** @type {any} */ { id }) => id)
    })
    assert.deepEqual(faults, [])

    await page.keyboard.press('c')
    await settled(page)
    const alone = await layout(page)
    assert.ok(!alone.hasControls && alone.type > full.type, 'without controls the type is larger still')
    await page.getByRole('button', { name: 'Show the parameters' }).click()
    assert.ok((await layout(page)).hasControls)

    await page.keyboard.press('f')
    await untilFull(page, false)
    assert.deepEqual(await layout(page), { ...before, focus: 'icon full_screen' })
  }
})

test('what it takes comes with the pointer or the focus, and without it the figure still gets the screen', async () => {
  for (const come of ['hover', 'focus']) {
    /** @type {string[]} */
    const asked = []
    const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
      prepare: async (page) => void page.on('request', (request) => asked.push(request.url())),
    })
    const isThere = () => asked.some((url) => /screen-[^/]+\.js$/.test(url))
    assert.ok(!isThere(), 'not before')
    const came = page.waitForRequest(/screen-[^/]+\.js$/)
    const button = page.getByRole('button', { name: 'Play' })
    await (come === 'hover' ? button.hover() : button.focus())
    await came
  }
  const { page, problems } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
    prepare: (page) => page.route(/screen-[^/]+\.js$/, (route) => route.fulfill({ status: 404 })),
  })
  await page.getByRole('button', { name: 'Full screen' }).click()
  await page.waitForFunction(() => document.fullscreenElement?.localName === 'theta-flow')
  assert.ok(problems.splice(0).length > 0)
})

test('F and C act wherever the focus is in the figure, but for where one types', async () => {
  const { page } = await site.article('<p>Text</p><theta-flow lab="optimizers"></theta-flow>', {
    viewport: { width: 1280, height: 720 },
  })
  await page.keyboard.press('f')
  assert.equal(await isFull(page), false, 'the page has the focus')
  const { slider, field } = control(page, 'lr')
  await field.focus()
  await page.keyboard.press('f')
  await page.keyboard.press('c')
  assert.equal(await isFull(page), false)
  assert.match(await field.inputValue(), /fc/)
  await page.keyboard.press('Escape')
  await control(page, 'rule').select.focus()
  await page.keyboard.press('f')
  assert.equal(await isFull(page), false)
  await slider.focus()
  for (const held of ['Control', 'Alt', 'Meta']) await page.keyboard.press(`${held}+Shift+f`)
  assert.equal(await isFull(page), false)
  await page.keyboard.press('F')
  await untilFull(page, true)
  await page.keyboard.press('c')
  await page.waitForFunction(() => !document.querySelector('theta-flow')?.shadowRoot?.querySelector('.controls'))
  assert.match(String((await layout(page)).focus), /^root/, 'what had the focus is gone; the keys still come here')
  // A press beside everything leaves the keyboard with the figure, too.
  await page.mouse.click(5, 715)
  await page.keyboard.press('c')
  await page.locator('theta-flow .controls').waitFor()
  await page.keyboard.press('f')
  await untilFull(page, false)
})

test('a page that fills the screen with a figure by itself gets the same', async () => {
  const { page } = await site.article('<button id="own">Show</button><theta-flow lab="optimizers"></theta-flow>', {
    viewport: { width: 1024, height: 768 },
  })
  await page.evaluate(() =>
    document
      .querySelector('#own')
      ?.addEventListener('click', () => document.querySelector('theta-flow')?.requestFullscreen()),
  )
  const before = await layout(page)
  await page.click('#own')
  await untilFull(page, true)
  const full = await layout(page)
  assert.ok(
    full.controls.x > full.stage.right && full.transport.bottom < 768,
    'beside each other in the format of old projectors',
  )
  assert.match(String(full.focus), /^root/)
  await page.evaluate(() => document.exitFullscreen())
  await untilFull(page, false)
  assert.deepEqual(await layout(page), { ...before, focus: 'own' })
})

test('on a phone the figure scrolls, and without controls there is no button for them', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" controls="none"></theta-flow>', {
    viewport: { width: 390, height: 844 },
  })
  await page.getByRole('button', { name: 'Full screen' }).click()
  await untilFull(page, true)
  assert.equal(await page.getByRole('button', { name: 'Hide the parameters' }).count(), 0)
  const [width, wanted, overflow] = await page.evaluate(() => {
    const figure = /** @type {HTMLElement} */ (document.querySelector('theta-flow'))
    return [figure.clientWidth, figure.scrollWidth, getComputedStyle(figure).overflowY]
  })
  assert.deepEqual([width, wanted, overflow], [390, 390, 'auto'])
})

test('in a frame there is the button where the page allows it, and the frame keeps its height meanwhile', async () => {
  const frame = (/** @type {string} */ allow) =>
    `<iframe src="${site.base}embed.html#lab=optimizers&steps=20" ${allow} width="900" height="900" style="border: 0"></iframe>`
  const { page } = await site.article(frame('allow="fullscreen"') + frame('allow="fullscreen \'none\'"'), {
    figures: 0,
    viewport: { width: 1000, height: 900 },
  })
  const [allowed, forbidden] = [page.frameLocator('iframe >> nth=0'), page.frameLocator('iframe >> nth=1')]
  await page.evaluate(() => {
    const heights = /** @type {number[]} */ ([])
    addEventListener('message', ({ data, source }) => {
      if (source === document.querySelector('iframe')?.contentWindow) heights.push(data.height)
    })
    Object.assign(window, { heights })
  })
  const button = allowed.getByRole('button', { name: 'Full screen' })
  await button.click()
  await allowed.locator('.root.full').waitFor()
  await page.evaluate(() =>
    Object.assign(window, { heights: Object.assign(/** @type {any} */ (window).heights, { length: 0 }) }),
  )
  await allowed.getByRole('button', { name: 'Leave full screen' }).click()
  await allowed.locator('.root:not(.full)').waitFor()
  await forbidden.getByRole('button', { name: 'Play' }).waitFor()
  assert.equal(await forbidden.getByRole('button', { name: 'Full screen' }).count(), 0)
  const heights = await page.evaluate(() => /** @type {any} */ (window).heights)
  assert.ok(
    heights.every((/** @type {number} */ height) => height > 500),
    `${heights}`,
  )
})
