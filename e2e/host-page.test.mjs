// The page around a figure: its styles stay out, the figure's stay in, and it decides theme and language.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { useSite } from './support/site.mjs'

const site = useSite()

const HOSTILE = `<style>
  * { all: unset !important; color: red !important; font: 40px/3 cursive !important; letter-spacing: 9px !important }
  div, span, p, canvas, input, select, button, label, dl, dt, dd { display: none !important; margin: 50px !important;
    border: 9px solid red !important; box-sizing: content-box !important; position: fixed !important }
  input[type=range] { width: 5px !important; transform: rotate(90deg) !important }
  .figure, .controls, .handle, .line, .hidden, .root { visibility: hidden !important; height: 3px !important }
  div::before, p::before, span::before, button::before { content: 'leak' !important }
  /* The one measure that a figure takes from a page: who has set larger type has a larger rem. */
  html { font-size: 16px !important }
  html { direction: rtl; text-align: right; text-transform: uppercase; white-space: pre; cursor: none; zoom: 1 }
  theta-flow { display: block !important }
  head, style, script, title { display: none !important }
</style>`

/**
 * What the parts of the figure look like: their places and the properties that a page could spoil.
 * @param {import('playwright-core').Page} page
 */
function appearance(page) {
  return page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    const origin = figure?.getBoundingClientRect()
    return [...(figure?.shadowRoot?.querySelectorAll('.root *') ?? [])].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const { color, fontFamily, fontSize, letterSpacing, direction, textTransform, display, visibility, whiteSpace } =
        getComputedStyle(element)
      return {
        element: `${element.localName}.${element.getAttribute('class') ?? ''}`,
        place: [left - (origin?.left ?? 0), top - (origin?.top ?? 0), width, height].map(Math.round).join(' '),
        style: [color, fontFamily, fontSize, letterSpacing, direction, textTransform, display, visibility, whiteSpace],
      }
    })
  })
}

test('hostile styles of the page do not reach into the figure', async () => {
  const figure =
    '<section style="all: initial !important; display: block !important"><theta-flow lab="optimizers"></theta-flow></section>'
  const calm = await site.article(figure, { head: '<style>body { margin: 0 }</style>' })
  const hostile = await site.article(figure, { head: HOSTILE })
  const [expected, found] = [await appearance(calm.page), await appearance(hostile.page)]
  assert.ok(expected.length > 100)
  assert.deepEqual(found, expected)
})

test('the figure adds nothing to the page around it', async () => {
  const body = '<main><h1>Title</h1><p>Text <button>b</button> <input type="range"></p>'
  const describe = () => {
    const elements = [...document.querySelectorAll('html, body, main, h1, p, button, input')]
    return {
      styles: elements.map((element) =>
        JSON.stringify(
          [...getComputedStyle(element)]
            .map((name) => [name, getComputedStyle(element).getPropertyValue(name)])
            .filter(([name]) => !/height|size|origin|width|inline|block/.test(name ?? '')),
        ),
      ),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      head: document.head.innerHTML.replace(/<link rel="modulepreload"[^>]*>/g, ''),
      children: document.body.querySelectorAll('*:not(theta-flow):not(theta-flow *)').length,
    }
  }
  const without = await site.article(`${body}</main>`, { figures: 0 })
  await without.page.waitForFunction(() => customElements.get('theta-flow'))
  const bare = await without.page.evaluate(describe)
  const withFigure = await site.article(`${body}<theta-flow lab="optimizers"></theta-flow></main>`)
  const full = await withFigure.page.evaluate(describe)
  assert.deepEqual(full, bare)
})

/** @param {import('playwright-core').Page} page */
const themeOf = (page) =>
  page.evaluate(() =>
    document.querySelector('theta-flow')?.shadowRoot?.querySelector('.root')?.getAttribute('data-theme'),
  )

for (const [what, head, html, expected] of [
  ['a color-scheme', '<style>:root { color-scheme: dark }</style>', '', 'dark'],
  ['a dark background', '<style>body { background: #222 }</style>', '', 'dark'],
  ['a class that darkens the background', '<style>.night body { background: #111 }</style>', 'class="night"', 'dark'],
  ['nothing', '', '', 'light'],
]) {
  test(`the figure takes its theme from ${what}`, async () => {
    const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
      head: head ?? '',
      html: html ?? '',
    })
    assert.equal(await themeOf(page), expected)
  })
}

test('the figure follows when the page changes its theme or language', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
    head: '<style>.night { color-scheme: dark }</style>',
  })
  assert.equal(await themeOf(page), 'light')
  const picture = () =>
    page
      .locator('theta-flow canvas')
      .first()
      .evaluate((canvas) => /** @type {any} */ (canvas).toDataURL())
  const light = await picture()
  await page.evaluate(() => document.documentElement.classList.add('night'))
  await page.locator('theta-flow .root[data-theme=dark]').waitFor()
  assert.notEqual(await picture(), light)

  await page.evaluate(() => document.documentElement.setAttribute('lang', 'zh-CN'))
  await page.getByRole('button', { name: '播放' }).waitFor()
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('lang', 'en'))
  await page.getByRole('button', { name: 'Play' }).waitFor()
})

test('custom properties of the page colour the figure', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', {
    head: '<style>theta-flow { --theta-flow-ink: rgb(1, 2, 3); --theta-flow-font-size: 21px }</style>',
  })
  const style = await page.locator('theta-flow .root').evaluate((root) => {
    const { color, fontSize } = getComputedStyle(root)
    return { color, fontSize }
  })
  assert.deepEqual(style, { color: 'rgb(1, 2, 3)', fontSize: '21px' })
})
