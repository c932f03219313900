// Where the controls stand below the figure, the figure stays in sight while the reader moves them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const PHONE = { viewport: { width: 390, height: 664 }, hasTouch: true, isMobile: true }

/**
 * The part of the figure that is in the window, after scrolling so far that `selector` is in its middle.
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 */
function seenAt(page, selector) {
  return page.locator('theta-flow').evaluate(async (figure, selector) => {
    const root = figure.shadowRoot
    const [at, stage, picture] = [selector, '.stage', '.figure'].map((each) => root?.querySelector(each))
    if (!at || !stage || !picture) throw new Error('something is not there')
    at.scrollIntoView({ block: 'center' })
    await new Promise(requestAnimationFrame)
    const [outer, inner] = [stage.getBoundingClientRect(), picture.getBoundingClientRect()]
    const { top } = at.getBoundingClientRect()
    return { top: inner.top, bottom: outer.bottom, height: inner.height, control: top, scrolled: scrollY }
  }, selector)
}

test('on a phone the first part of the figure stays above the controls', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  const { top, bottom, height, control: slider } = await seenAt(page, '[data-param=eps] .slider')
  assert.ok(height > 400, 'the whole figure would hide the controls')
  assert.equal(Math.round(top), 0)
  assert.equal(Math.round(bottom), 332)
  assert.ok(slider > bottom)
})

test('on a tablet the whole figure stays', async () => {
  const { page } = await site.show('optimizers.html', { viewport: { width: 768, height: 1024 }, hasTouch: true })
  const { top, bottom, height } = await seenAt(page, '[data-param=steps] .slider')
  assert.deepEqual([top, bottom], [0, height])
})

for (const [what, viewport] of /** @type {const} */ ([
  ['beside its controls', { width: 1280, height: 500 }],
  ['in a low window', { width: 390, height: 400 }],
  ['that is wide and higher than most of the window', { width: 800, height: 500 }],
])) {
  test(`a figure ${what} scrolls with the page`, async () => {
    const { page } = await site.show('optimizers.html', { viewport, figures: 0 })
    // It may begin below a window this low, and then waits until it is near.
    await page.locator('theta-flow').evaluate((figure) => figure.scrollIntoView())
    await settled(page)
    const { top } = await seenAt(page, '[data-param=steps] .slider')
    assert.ok(top < 0, `${top}`)
  })
}

test('a page with a header of its own says how high it is', async () => {
  const { page } = await site.article(
    '<theta-flow lab="optimizers" style="--theta-flow-sticky-top: 50px"></theta-flow>',
    PHONE,
  )
  assert.equal(Math.round((await seenAt(page, '[data-param=eps] .slider')).top), 50)
})

test('the figure hides what scrolls below it behind the colour of the page', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
    ...PHONE,
    head: '<style>body { background: rgb(20, 40, 60) }</style>',
  })
  const colour = () => page.locator('.stage').evaluate((stage) => getComputedStyle(stage).backgroundColor)
  assert.equal(await colour(), 'rgb(20, 40, 60)')
  await page.evaluate(() => {
    document.body.style.transition = 'background-color 0.2s'
    document.body.style.backgroundColor = 'rgb(250, 240, 230)'
  })
  const stage = await page.locator('.stage').elementHandle()
  await page.waitForFunction(
    (element) => element instanceof Element && getComputedStyle(element).backgroundColor === 'rgb(250, 240, 230)',
    stage,
  )
})

test('the keyboard reaches no control that is hidden behind the figure', async () => {
  const { page } = await site.show('optimizers.html', { viewport: { width: 390, height: 664 } })
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await control(page, 'steps').slider.focus()
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press('Shift+Tab')
    const { name, top, covered } = await page.locator('theta-flow').evaluate(({ shadowRoot }) => {
      const active = shadowRoot?.activeElement
      const stage = shadowRoot?.querySelector('.stage')
      if (!active?.matches('.controls *')) return { name: '', top: 1, covered: 0 }
      const covered = stage?.getBoundingClientRect().bottom ?? 0
      return { name: active.outerHTML.slice(0, 80), top: active.getBoundingClientRect().top, covered }
    })
    assert.ok(top >= covered, `${name} at ${top}, behind the figure down to ${covered}`)
  }
})

test('nothing moves when the picture of a new size comes', async () => {
  const { page } = await site.show('optimizers.html', PHONE)
  await seenAt(page, '[data-param=eps] .slider')
  const { slider } = control(page, 'eps')
  const before = await slider.boundingBox()
  await slider.press('ArrowRight')
  await settled(page)
  assert.deepEqual(await slider.boundingBox(), before)
})
