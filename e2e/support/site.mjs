// What a test file needs: a server for dist/, a browser, and pages that are watched and closed after each test.
//
//   const site = useSite()
//   test('...', async () => {
//     const { page } = await site.open('embed.html?lab=angles', { reducedMotion: 'reduce' })
//   })
//
// A test fails when one of its pages had a problem (see problems.mjs) that it did not take out of `problems`.

import assert from 'node:assert/strict'
import { after, afterEach, before } from 'node:test'
import { launchBrowser } from './browser.mjs'
import { watchForProblems } from './problems.mjs'
import { serveDist } from './server.mjs'

/** @typedef {{ page: import('playwright-core').Page, problems: string[] }} Opened */

/** @param {import('./server.mjs').ServerOptions} [options] */
export function useSite(options) {
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let server
  /** @type {import('playwright-core').Browser} */
  let browser
  /** @type {Opened[]} */
  let opened = []

  before(async () => {
    server = await serveDist(options)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await server?.close()
  })
  afterEach(async () => {
    const pages = opened
    opened = []
    for (const { page } of pages) await page.context().close()
    assert.deepEqual(
      pages.flatMap(({ problems }) => problems),
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
    const page = await context.newPage()
    const entry = { page, problems: watchForProblems(page, [server.origin]) }
    opened.push(entry)
    return entry
  }

  return {
    blank,
    /** The address of dist/, with a slash at its end. */
    get base() {
      return server.base
    },
    get origin() {
      return server.origin
    },
    /**
     * Opens an address relative to dist/, or an absolute path such as those in `pages`.
     * @param {string} path
     * @param {import('playwright-core').BrowserContextOptions} [contextOptions] viewport, colorScheme, locale ...
     */
    async open(path, contextOptions) {
      const entry = await blank(contextOptions)
      await entry.page.goto(new URL(path, server.base).href)
      return entry
    },
  }
}
