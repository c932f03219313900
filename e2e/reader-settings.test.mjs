// What readers set for all pages: contrast, a palette of their own, larger type. And what fingers need.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const FIGURE = '<theta-flow lab="optimizers" params="steps=100&chart=time&lr=0.001"></theta-flow>'

/**
 * How much is drawn in the colour of the path, and how bright the darkest and the brightest of the solid pixels of both are.
 * @param {import('playwright-core').Page} page
 */
const drawn = (page) =>
  page.evaluate(() => {
    const canvases = [...(document.querySelector('theta-flow')?.shadowRoot?.querySelectorAll('canvas') ?? [])]
    let [count, low, high] = [0, 255, 0]
    for (const canvas of canvases) {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
      copy?.drawImage(canvas, 0, 0)
      const pixels = copy?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      for (let i = 0; i < pixels.length; i += 4) {
        const [r = 0, g = 0, b = 0, alpha = 0] = [pixels[i], pixels[i + 1], pixels[i + 2], pixels[i + 3]]
        if (alpha < 250) continue
        if (r - b > 130 && g < 130) count += 1
        const brightness = 0.2126 * r + 0.7152 * g + 0.0722 * b
        low = Math.min(low, brightness)
        high = Math.max(high, brightness)
      }
    }
    return { count, low, high }
  })

/** @param {import('playwright-core').Page} page @param {string} selector @param {string} [pseudo] */
const style = (page, selector, pseudo) =>
  page.evaluate(
    ({ selector, pseudo }) => {
      const element = document.querySelector('theta-flow')?.shadowRoot?.querySelector(selector)
      const { color, opacity, borderTopWidth, outlineStyle, fontSize } = getComputedStyle(
        /** @type {any} */ (element),
        pseudo,
      )
      return { color, opacity, borderTopWidth, outlineStyle, fontSize }
    },
    { selector, pseudo },
  )

test('who asks for more contrast gets black ink, thicker curves and full handles, and loses them again', async () => {
  const { page } = await site.article(FIGURE)
  const usual = await drawn(page)
  assert.ok(usual.low > 10)
  await page.emulateMedia({ contrast: 'more' })
  await settled(page)
  const more = await drawn(page)
  assert.ok(more.count > 1.25 * usual.count, `${usual.count} pixels, ${more.count}`)
  assert.equal(Math.round(more.low), 0)
  assert.equal((await style(page, '.root')).color, 'rgb(0, 0, 0)')
  assert.equal((await style(page, '.handle', '::before')).opacity, '1')
  const colors = () =>
    page.locator('theta-flow .legend line').evaluateAll((all) => all.map((line) => line.getAttribute('stroke')))
  const legend = await colors()
  await page.emulateMedia({ contrast: 'no-preference' })
  await settled(page)
  assert.deepEqual(await drawn(page), usual)
  assert.notDeepEqual(await colors(), legend, 'the legend has the colours of the curves')
})

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`in a ${colorScheme} palette of the reader’s all can be seen, whatever the page looks like`, async () => {
    const other = colorScheme === 'light' ? 'dark' : 'light'
    const { page } = await site.article(
      `<theta-flow lab="optimizers" theme="${other}" params="steps=50&lr=0.001"></theta-flow>`,
      { colorScheme, forcedColors: 'active' },
    )
    assert.equal(await page.locator('.root').getAttribute('data-theme'), colorScheme)
    const { low, high } = await drawn(page)
    if (colorScheme === 'light') assert.equal(Math.round(low), 0)
    else assert.equal(Math.round(high), 255)
    for (const selector of ['.handle', '.play', '.scrub', '.choice', '.field']) {
      await page.locator(`theta-flow ${selector}`).first().focus()
      await page.keyboard.press('Shift')
      // Of a handle, one of its two sliders has the focus.
      const focused = selector === '.handle' ? '.handle:focus-within' : `${selector}:focus`
      assert.notEqual((await style(page, focused)).outlineStyle, 'none', selector)
    }
  })
}

test('type and picture follow the size that a reader has chosen, but not a page that makes its rem small', async () => {
  const sizes = []
  for (const size of ['16px', '24px', '10px']) {
    const { page } = await site.article(FIGURE, {
      head: `<style>html { font-size: ${size} } body { font-size: 16px }</style>`,
      viewport: { width: 1400, height: 900 },
    })
    const { fontSize } = await style(page, '.root')
    const [scale, width, scrolled] = await page.evaluate(() => {
      const root = document.querySelector('theta-flow')?.shadowRoot
      const stage = root?.querySelector('.stage')
      return [
        stage && getComputedStyle(stage).getPropertyValue('--scale'),
        root?.querySelector('.root')?.clientWidth,
        root?.querySelector('.root')?.scrollWidth,
      ]
    })
    assert.equal(scrolled, width, 'nothing is cut off')
    sizes.push([fontSize, scale])
  }
  assert.deepEqual(sizes, [
    ['14px', '1'],
    ['21px', '1.5'],
    ['14px', '1'],
  ])
})

test('whatever is pressed is 24 pixels high and wide, 36 for fingers', async () => {
  for (const [hasTouch, least] of /** @type {const} */ ([
    [false, 24],
    [true, 36],
  ])) {
    const { page } = await site.article(
      `<theta-flow lab="optimizers" params="rule=sgd&rule_2=adam&noise=0.1&steps=50&lazy=on&lr=0.001"></theta-flow>
       <theta-flow lab="gans" params="data=points&points=0,0&steps=1"></theta-flow>`,
      { hasTouch, isMobile: hasTouch, figures: 2, viewport: { width: 900, height: 3000 } },
    )
    await page.locator('theta-flow-points button').first().waitFor()
    await page.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '')
    })
    for (const button of await page.getByRole('button', { name: 'Export' }).all()) await button.click()
    await page.getByRole('button', { name: 'SVG' }).nth(1).waitFor()
    const small = await page.evaluate((least) => {
      const targets = [...document.querySelectorAll('theta-flow')].flatMap(({ shadowRoot }) => [
        ...(shadowRoot?.querySelectorAll('button, input:not(.axis), select, summary, .handle') ?? []),
      ])
      const sizes = targets.map((target) => {
        // A label is pressed for its box.
        const { width, height } = (target.closest('label.flag') ?? target).getBoundingClientRect()
        return { name: `${target.localName}.${target.className} ${target.textContent?.trim()}`, width, height }
      })
      if (sizes.length < 60) throw new Error(`only ${sizes.length}`)
      return sizes.filter(({ width, height }) => height > 0 && Math.min(width, height) < least)
    }, least)
    assert.deepEqual(small, [])
  }
})
