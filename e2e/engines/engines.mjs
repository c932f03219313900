// The engines that browsers are made of, behind the few commands that the checks need, so that each check is written once.

import { readdir } from 'node:fs/promises'
import { findBrowser, findProgram } from '../../scripts/lib/browser.mjs'
import { launchPuppeteer } from './puppeteer.mjs'
import { launchWebKit } from './webkit.mjs'

/**
 * A browser with one page.
 * @typedef {object} Engine
 * @property {string} version
 * @property {(url: string, size: { width: number, height: number }) => Promise<void>} open in a window of this size
 * @property {<A, R>(body: (arg: A) => R | Promise<R>, arg: A) => Promise<R>} evaluate in the page
 * @property {(key: string) => Promise<void>} press a key by its name in the DOM; what has the focus gets it
 * @property {(from: [number, number], to: [number, number]) => Promise<void>} drag with the mouse, in pixels of the window
 * @property {() => Promise<Buffer>} screenshot
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Found
 * @property {string} name
 * @property {(() => Promise<Engine>) | undefined} launch undefined where it is not installed
 * @property {string} advice how to get it
 */

const LIBRARIES = '/usr/lib'

/** @returns {Promise<Found[]>} */
export async function findEngines() {
  const [chromium, firefox, driver, display, browser] = await Promise.all([
    findBrowser(),
    findProgram(['firefox-esr', 'firefox']),
    findProgram(['WebKitWebDriver']),
    findProgram(['xvfb-run']),
    findMiniBrowser(),
  ])
  return [
    {
      name: 'Chromium',
      launch: chromium ? () => launchPuppeteer('chrome', chromium) : undefined,
      advice: 'On Debian: apt-get install chromium.',
    },
    {
      name: 'Firefox',
      launch: firefox ? () => launchPuppeteer('firefox', firefox) : undefined,
      advice: 'On Debian: apt-get install firefox-esr.',
    },
    {
      name: 'WebKit',
      launch: driver && display && browser ? () => launchWebKit({ driver, display, browser }) : undefined,
      advice: 'On Debian: apt-get install webkit2gtk-driver xvfb.',
    },
  ]
}

/** The browser that comes with WebKitGTK lies beside its library, not on the path. */
async function findMiniBrowser() {
  for (const folder of await readdir(LIBRARIES).catch(() => [])) {
    if (!folder.endsWith('-linux-gnu')) continue
    const found = await findProgram(['MiniBrowser'], [`${LIBRARIES}/${folder}/webkit2gtk-4.1`])
    if (found) return found
  }
  return undefined
}
