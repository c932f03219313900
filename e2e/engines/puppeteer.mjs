// Chromium and Firefox, driven by puppeteer: the former by its own protocol, the latter by WebDriver BiDi.

import { launch } from 'puppeteer-core'

/**
 * @param {'chrome' | 'firefox'} browser
 * @param {string} executablePath
 * @returns {Promise<import('./engines.mjs').Engine>}
 */
export async function launchPuppeteer(browser, executablePath) {
  const args = browser === 'chrome' ? ['--no-sandbox', '--disable-gpu'] : []
  const program = await launch({ browser, executablePath, args, protocolTimeout: 600_000 })
  const page = await program.newPage()
  return {
    version: await program.version(),
    async open(url, { width, height }) {
      await page.setViewport({ width, height })
      // Only the hash may differ from the page before, which would not be loaded again.
      await page.goto('about:blank')
      await page.goto(url, { waitUntil: 'load' })
    },
    evaluate: (body, arg) => page.evaluate(/** @type {any} */ (body), arg),
    press: (key) => page.keyboard.press(/** @type {any} */ (key === 'Space' ? ' ' : key)),
    async drag([x, y], [toX, toY]) {
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(toX, toY, { steps: 5 })
      await page.mouse.up()
    },
    screenshot: async () => Buffer.from(await page.screenshot()),
    close: () => program.close(),
  }
}
