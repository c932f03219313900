// From a phone to a wall: nothing sticks out, nothing lies on something else, and nothing jumps while it loads.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

const WIDTHS = [360, 390, 768, 1280, 2560]
/** The state with the most controls, and with sentences under them. */
const STATE = '#landscape=quadratic&rule=nadam&noise=1&lr=0.2&beta1=0.8&angle=20&nonsense'

/**
 * What is wrong with the layout, one line each.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
function layoutFaults(page) {
  return page.evaluate(() => {
    const faults = /** @type {string[]} */ ([])
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth - clientWidth} px too wide`)

    const shadow = document.querySelector('theta-flow')?.shadowRoot
    const selector = 'button, input, select, output, .name, .count, .readouts > div, .legend li, .status, .messages p'
    const parts = [
      ...(shadow?.querySelectorAll(selector) ?? []),
      ...document.querySelectorAll('h1, p, label, nav select'),
    ]
      .filter((element) => element instanceof HTMLElement && element.checkVisibility() && !element.matches('.hidden'))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
    const name = (/** @type {Element} */ element) =>
      element.getAttribute('aria-label') || element.textContent?.trim().slice(0, 30) || element.outerHTML.slice(0, 60)
    for (const [at, { element, box }] of parts.entries()) {
      if (box.left < -0.5 || box.right > clientWidth + 0.5) faults.push(`${name(element)} sticks out of the page`)
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        element.matches('.name, .status, .readouts > div, .legend li')
      ) {
        faults.push(`${name(element)} is wider than its place`)
      }
      for (const other of parts.slice(at + 1)) {
        if (element.contains(other.element) || other.element.contains(element)) continue
        const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
        const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
        if (width > 1 && height > 1) faults.push(`${name(element)} and ${name(other.element)} overlap`)
      }
    }
    return faults
  })
}

for (const path of ['optimizers.html', 'embed.html']) {
  for (const locale of ['en', 'zh-CN']) {
    test(`${path} (${locale}) fits from 360 to 2560 pixels`, async () => {
      const { page } = await site.show(`${path}${STATE}`, { locale, viewport: { width: 1000, height: 900 } })
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        await settled(page)
        assert.deepEqual(await layoutFaults(page), [], `${width} px`)
      }
    })
  }
}

test('with coarse pointers, targets are large and still do not overlap', async () => {
  const { page } = await site.show(`optimizers.html${STATE}`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  assert.deepEqual(await layoutFaults(page), [])
  const small = await page
    .locator('theta-flow')
    .evaluate(
      (figure) =>
        [...(figure.shadowRoot?.querySelectorAll('.transport button, .handle, .slider') ?? [])]
          .map((element) => element.getBoundingClientRect())
          .filter(({ height }) => height < 44).length,
    )
  assert.equal(small, 0)
})

test('the picture has the density of the screen', async () => {
  const { page } = await site.show('embed.html', { deviceScaleFactor: 3, viewport: { width: 600, height: 900 } })
  const ratio = await page
    .locator('theta-flow canvas')
    .last()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
      return canvas.width / canvas.clientWidth
    })
  assert.ok(Math.abs(ratio - 3) < 0.01, `${ratio}`)
})

/**
 * Keeps the module back until the page without a picture has been painted, as over a slow line.
 * @param {import('playwright-core').Page} page
 */
async function delayModule(page) {
  await page.route('**/*.wasm', async (route) => {
    await page.locator('theta-flow .transport').waitFor({ state: 'attached' })
    await page.evaluate(async () => {
      for (let picture = 0; picture < 3; picture++) await new Promise((resolve) => requestAnimationFrame(resolve))
    })
    await route.continue()
  })
}

/**
 * Notes every time that something moves without the reader having moved it.
 * @param {import('playwright-core').Page} page
 */
async function recordShifts(page) {
  await page.addInitScript(() => {
    const shifts = /** @type {{ value: number, what: string }[]} */ ([])
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) {
        const what = entry.sources.map((/** @type {any} */ { node }) => node?.className || node?.nodeName).join(', ')
        shifts.push({ value: entry.value, what })
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

for (const path of ['optimizers.html', 'embed.html']) {
  for (const width of [360, 1000, 1280]) {
    test(`${path} does not jump while it loads, at ${width} pixels`, async () => {
      const { page } = await site.show(path, {
        viewport: { width, height: 900 },
        prepare: async (page) => {
          await recordShifts(page)
          await delayModule(page)
        },
      })
      const shifts = await page.evaluate(() => /** @type {{ value: number }[]} */ (/** @type {any} */ (window).shifts))
      const score = shifts.reduce((sum, { value }) => sum + value, 0)
      assert.ok(score <= 0.02, `${score}: ${JSON.stringify(shifts)}`)
    })
  }
}

test('a figure in an article hardly pushes its text when it loads', async () => {
  const { page } = await site.article(
    '<p>Before.</p><theta-flow lab="optimizers"></theta-flow><p id="after">After.</p>',
    {
      viewport: { width: 800, height: 3000 },
      prepare: async (page) => {
        await recordShifts(page)
        await delayModule(page)
      },
    },
  )
  // The text moves by less than a row of controls; its share of the viewport is what the browser weighs.
  const shifts = await page.evaluate(() => /** @type {{ value: number }[]} */ (/** @type {any} */ (window).shifts))
  const score = shifts.reduce((sum, { value }) => sum + value, 0)
  assert.ok(score <= 0.02, `${score}: ${JSON.stringify(shifts)}`)
})
