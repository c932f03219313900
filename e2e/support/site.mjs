// What a test file needs: a server for dist/, a browser, and pages that are watched and closed after each test.
//
//   const site = useSite()
//   test('...', async () => {
//     const { page } = await site.show('embed.html#rule=adam', { reducedMotion: 'reduce' })
//     const { page } = await site.article('<theta-flow controls="none"></theta-flow>')
//   })
//
// A test fails when one of its pages had a problem (see problems.mjs) that it did not take out of `problems`.

import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import { launchBrowser } from './browser.mjs'
import { settled, watchFigures } from './figure.mjs'
import { watchForProblems } from './problems.mjs'
import { serveDist } from './server.mjs'

/** Tests wait for what happens, however slow the computer. Only what never comes takes this long. */
const PATIENCE_MS = 180_000

/** @typedef {{ page: import('playwright-core').Page, problems: string[] }} Opened */

/**
 * @typedef {object} ShowOptions
 * @property {number} [figures] how many pictures to wait for; 0 waits for nothing. One by default
 * @property {(page: import('playwright-core').Page) => Promise<unknown>} [prepare] before the page goes anywhere
 */

/** @typedef {import('playwright-core').BrowserContextOptions & ShowOptions} Options viewport, colorScheme, locale ... */

/** @param {import('./server.mjs').ServerOptions} [options] */
export function useSite(options) {
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let server
  /** @type {import('playwright-core').Browser} */
  let browser
  /** @type {Opened[]} */
  let opened = []
  const pages = { ...options?.pages }

  before(async () => {
    server = await serveDist({ ...options, pages })
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })
  afterEach(async () => {
    const closing = opened
    opened = []
    for (const { page } of closing) await page.context().close()
    assert.deepEqual(
      closing.flatMap(({ problems }) => problems),
      [],
      'the page had problems',
    )
  })

  /**
   * A page that has not gone anywhere yet, for tests that prepare it first.
   * @param {import('playwright-core').BrowserContextOptions} [contextOptions]
   * @returns {Promise<Opened>}
   */
  async function blank(contextOptions) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 800 }, ...contextOptions })
    context.setDefaultTimeout(PATIENCE_MS)
    const page = await context.newPage()
    const entry = { page, problems: watchForProblems(page, [server.origin]) }
    opened.push(entry)
    return entry
  }

  /**
   * Opens an address relative to dist/, or an absolute path, and waits until its figures are at rest.
   * @param {string} path
   * @param {Options} [options]
   * @returns {Promise<Opened>}
   */
  async function show(path, { figures = 1, prepare, ...contextOptions } = {}) {
    const entry = await blank(contextOptions)
    await watchFigures(entry.page)
    await prepare?.(entry.page)
    await entry.page.goto(new URL(path, server.base).href)
    if (figures > 0) await settled(entry.page, figures)
    return entry
  }

  return {
    blank,
    show,
    /**
     * The same for an author's article: a page of its own beside dist/, with the element's script in it.
     * @param {string} body
     * @param {Options & { head?: string, html?: string, script?: string }} [options] `html` are attributes of the root
     *   element; `script` is the address of the element's script, if not that of dist/
     */
    article(body, { head = '', html = 'lang="en"', script, ...showOptions } = {}) {
      const path = `/article/${Object.keys(pages).length}/`
      pages[path] = `<!doctype html>
<html ${html}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Article</title>
    <link rel="icon" href="data:,">
    ${head}
  </head>
  <body>
    ${body}
    <script type="module" src="${script ?? new URL('theta-flow.js', server.base).pathname}"></script>
  </body>
</html>`
      return show(path, showOptions)
    },
    /** The address of dist/, with a slash at its end. */
    get base() {
      return server.base
    },
    get origin() {
      return server.origin
    },
  }
}
