// Dark and light: whatever way a page has to switch, the figure goes along, and its texts can be read.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { useSite } from './support/site.mjs'

const site = useSite()
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const FIGURE = '<theta-flow lab="optimizers" params="steps=20" controls="rule,lr"></theta-flow>'
const DARK = 'background: #111; color: #eee'

/**
 * The texts of the figure that stand out too little, as axe finds them, and the theme.
 * @param {import('playwright-core').Page} page
 */
function look(page) {
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run('theta-flow', { runOnly: ['color-contrast'] })
    const figure = document.querySelector('theta-flow')
    const root = figure?.shadowRoot?.querySelector('.root')
    return {
      theme: root?.getAttribute('data-theme'),
      own: root?.classList.contains('sheet'),
      faults: violations.flatMap((/** @type {any} */ { nodes }) => nodes.map((/** @type {any} */ { html }) => html)),
    }
  })
}

/**
 * Runs a switch in the page and waits until the next picture is on the screen, and no longer.
 * @param {import('playwright-core').Page} page
 * @param {string} script
 */
const switchBy = (page, script) =>
  page.evaluate(
    (script) =>
      new Promise((resolve) => {
        // Not in a frame's own time: a reader's press comes between two of them.
        setTimeout(() => {
          new Function(script)()
          requestAnimationFrame(() => setTimeout(resolve))
        })
      }),
    script,
  )

/** Each way begins and ends in a light page: what it needs, how it goes dark, how light. */
const SWITCHES = {
  class: [
    'html.dark body { background: #111; color: #eee }',
    "root.classList.add('dark')",
    "root.classList.remove('dark')",
  ],
  'data-theme': [
    '[data-theme=dark] { background: #111; color: #eee }',
    "root.setAttribute('data-theme', 'dark')",
    "root.setAttribute('data-theme', 'light')",
  ],
  'data-bs-theme': [
    '[data-bs-theme=dark] body { background: #111; color: #eee }',
    "root.setAttribute('data-bs-theme', 'dark')",
    "root.removeAttribute('data-bs-theme')",
  ],
  'data-md-color-scheme of body': [
    '[data-md-color-scheme=slate] { background: hsl(225 15% 14%); color: #ddd }',
    "body.setAttribute('data-md-color-scheme', 'slate')",
    "body.setAttribute('data-md-color-scheme', 'default')",
  ],
  theme: [
    '[theme=dark] { background: #111; color: #eee }',
    "body.setAttribute('theme', 'dark')",
    "body.removeAttribute('theme')",
  ],
  'data-mode': [
    '[data-mode=dark] main { background: #111; color: #eee }',
    "root.setAttribute('data-mode', 'dark')",
    "root.removeAttribute('data-mode')",
  ],
  'a class of a wrapper': [
    '.night { background: #111; color: #eee }',
    "wrapper.className = 'night'",
    "wrapper.className = ''",
  ],
  'a style of a wrapper, its background alone': [
    '',
    "wrapper.style.background = '#111'",
    "wrapper.style.background = ''",
  ],
  'an attribute that no rule knows, on a wrapper': [
    'main:has([aria-pressed=true]) { background: #111; color: #eee }',
    "wrapper.setAttribute('aria-pressed', 'true')",
    "wrapper.removeAttribute('aria-pressed')",
  ],
  'oklch()': ['', "body.style.background = 'oklch(0.15 0 0)'", "body.style.background = 'oklch(0.97 0.01 90)'"],
  'lab()': ['', "body.style.background = 'lab(10% 5 -20)'", "body.style.background = 'lab(95% 0 0)'"],
  'color()': [
    '',
    "body.style.background = 'color(display-p3 0.1 0.1 0.15)'",
    "body.style.background = 'color(srgb 1 1 1)'",
  ],
  'color-mix()': [
    '',
    "body.style.background = 'color-mix(in oklch, black 90%, white)'",
    "body.style.background = 'color-mix(in srgb, black 3%, white)'",
  ],
  'a gradient': [
    '',
    "body.style.background = 'linear-gradient(oklch(0.2 0.03 260), #000)'",
    "body.style.background = 'linear-gradient(white, #eee)'",
  ],
  'a dark veil over white': ['', "wrapper.style.background = 'rgb(0 0 0 / 92%)'", "wrapper.style.background = ''"],
  'a color-scheme alone': [
    '',
    "body.style.background = ''; root.style.colorScheme = 'dark'",
    "root.style.colorScheme = 'light'",
  ],
  'the meta element': [
    '',
    "root.style.colorScheme = ''; document.querySelector('meta[name=color-scheme]').content = 'dark'",
    "document.querySelector('meta[name=color-scheme]').content = 'light'",
  ],
  'a style sheet that is enabled': [
    '',
    "document.querySelector('#sheet').media = 'all'",
    "document.querySelector('#sheet').media = 'not all'",
  ],
  'a style element that is added': [
    '',
    "const style = document.createElement('style'); style.id = 'added'; style.textContent = 'body { background: #111; color: #eee }'; document.head.append(style)",
    "document.querySelector('#added').remove()",
  ],
}

test('whatever way a page has to switch, the figure goes along at once', async () => {
  const styles = Object.values(SWITCHES).map(([css]) => `<style>${css}</style>`)
  const { page } = await site.article(`<main><div id="wrapper">${FIGURE}</div></main>`, {
    head: `<meta name="color-scheme" content="light">${styles.join('')}
      <style id="sheet" media="not all">body { ${DARK} }</style>`,
  })
  await page.addScriptTag({ path: axe })
  await page.evaluate(() =>
    Object.assign(window, {
      root: document.documentElement,
      body: document.body,
      wrapper: document.querySelector('#wrapper'),
    }),
  )
  for (const [what, [, dark = '', light = '']] of Object.entries(SWITCHES)) {
    assert.deepEqual(await look(page), { theme: 'light', own: false, faults: [] }, what)
    await switchBy(page, dark)
    assert.deepEqual(await look(page), { theme: 'dark', own: false, faults: [] }, what)
    await switchBy(page, light)
    assert.deepEqual(await look(page), { theme: 'light', own: false, faults: [] }, `${what}, back`)
  }
})

/** Nothing in the document tells of these; the text of the page has another colour in the next frame. */
const UNSEEN = {
  'a sheet switched by script': 'document.styleSheets[0].disabled = !document.styleSheets[0].disabled',
  'a constructed sheet': `
    window.sheet ??= new CSSStyleSheet()
    const isIn = document.adoptedStyleSheets.length > 0
    sheet.replaceSync('body { background: oklch(0.2 0 0); color: #eee }')
    document.adoptedStyleSheets = isIn ? [] : [sheet]`,
}

test('a page may switch without a trace', async () => {
  const { page } = await site.article(FIGURE, {
    head: `<style>body { ${DARK} }</style><script>document.styleSheets[0].disabled = true</script>`,
  })
  await page.addScriptTag({ path: axe })
  for (const [what, script] of Object.entries(UNSEEN)) {
    for (const theme of ['dark', 'light']) {
      await switchBy(page, script)
      await page.locator(`theta-flow .root[data-theme=${theme}]`).waitFor()
      assert.deepEqual(await look(page), { theme, own: false, faults: [] }, what)
    }
  }
})

test('a style sheet that comes late, and one that takes its place', async () => {
  /** @type {Record<string, string>} */
  const sheets = { 'dark.css': `body { ${DARK} }`, 'light.css': 'body { background: #fff; color: #111 }' }
  const { page } = await site.article(FIGURE, {
    head: '<link id="sheet" rel="stylesheet" href="light.css">',
    prepare: (page) =>
      page.route('**/*.css', (route) =>
        route.fulfill({ contentType: 'text/css', body: sheets[route.request().url().split('/').at(-1) ?? ''] ?? '' }),
      ),
  })
  await page.evaluate(() => {
    const link = document.querySelector('link[rel=stylesheet]')
    link?.setAttribute('href', 'dark.css')
  })
  await page.locator('theta-flow .root[data-theme=dark]').waitFor()
  await switchBy(page, "document.querySelector('link[rel=stylesheet]').disabled = true")
  assert.equal(await page.locator('theta-flow .root').getAttribute('data-theme'), 'light')
})

test('while a background fades the texts can be read, and it ends right', async () => {
  const { page } = await site.article(`<main>${FIGURE}</main>`, {
    head: `<style>main { background: #fff; transition: background 0.6s linear } .dark main { ${DARK} }</style>`,
  })
  const worst = await page.evaluate(async () => {
    const light = (/** @type {string} */ colour) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const value = Number(part) / 255
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const main = /** @type {Element} */ (document.querySelector('main'))
    const root = /** @type {Element} */ (document.querySelector('theta-flow')?.shadowRoot?.querySelector('.root'))
    const text = /** @type {Element} */ (root.querySelector('.caption'))
    let [worst, seen] = [Infinity, 0]
    document.documentElement.classList.add('dark')
    for (let end = performance.now() + 1000; performance.now() < end; ) {
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      const own = getComputedStyle(root).backgroundColor
      const behind = light(own === 'rgba(0, 0, 0, 0)' ? getComputedStyle(main).backgroundColor : own)
      const ink = light(getComputedStyle(text).color)
      worst = Math.min(worst, (Math.max(ink, behind) + 0.05) / (Math.min(ink, behind) + 0.05))
      seen += 1
    }
    return { worst, seen, theme: root.getAttribute('data-theme'), own: root.classList.contains('sheet') }
  })
  assert.ok(worst.worst > 4, JSON.stringify(worst))
  assert.deepEqual([worst.theme, worst.own], ['dark', false])
})

/** Where no theme can be read on what the page has, or nobody knows what that is, the figure brings a paper. */
const UNREADABLE = {
  'a grey page': ['body { background: #888 }', 'light'],
  'a gradient from black to white': ['body { background: linear-gradient(#000, #fff) }', 'light'],
  'a dark picture under light text': [
    `body { background: url("data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg"/>')}"); color: #eee }`,
    'dark',
  ],
  'a dark layer behind the page': [
    'body { color: #eee } body::before { content: ""; position: fixed; inset: 0; z-index: -1; background: #111 }',
    'dark',
  ],
}

test('where nothing could be read the figure has a paper of its own', async () => {
  const { page } = await site.article(FIGURE, { head: '<style id="style"></style>' })
  await page.addScriptTag({ path: axe })
  for (const [what, [css = '', theme = '']] of Object.entries(UNREADABLE)) {
    await page.evaluate((css) => document.querySelector('#style')?.replaceChildren(css), css)
    assert.deepEqual(await look(page), { theme, own: true, faults: [] }, what)
  }
})

test('one observer serves all figures', async () => {
  const figures = Array.from({ length: 30 }, () => `<div><section>${FIGURE}</section></div>`).join('')
  const { page } = await site.article(`<main>${figures}</main>`, {
    head: `<style>.dark body { ${DARK} }</style>`,
    prepare: (page) =>
      page.addInitScript(() => {
        const observers = new Set()
        Object.assign(window, { observers })
        const { observe } = MutationObserver.prototype
        MutationObserver.prototype.observe = function (target, options) {
          if (target.nodeName === 'THETA-FLOW') observers.add(this)
          observe.call(this, target, options)
        }
      }),
  })
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).observers.size), 1)
  await switchBy(page, "document.documentElement.classList.add('dark')")
  const themes = () =>
    page
      .locator('theta-flow')
      .evaluateAll((all) => [
        ...new Set(all.map((figure) => figure.shadowRoot?.querySelector('.root')?.getAttribute('data-theme'))),
      ])
  assert.deepEqual(await themes(), ['dark'])
  // One that leaves, in the same breath as the page switches, takes nothing from the others.
  await switchBy(page, "document.documentElement.classList.remove('dark'); document.querySelector('section').remove()")
  assert.deepEqual(await themes(), ['light'])
})
