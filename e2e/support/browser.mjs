// Starts the browser. The only place that knows how.

import { chromium } from 'playwright-core'
import { ensureBrowser } from '../../scripts/lib/browser.mjs'

const FLAGS = [
  '--no-sandbox', // containers often lack what the sandbox needs, and the pages are ours
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @param {string[]} [flags] further ones */
export async function launchBrowser(flags = []) {
  return chromium.launch({ executablePath: await ensureBrowser(), args: [...FLAGS, ...flags] })
}
