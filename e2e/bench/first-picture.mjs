// How long a reader waits for the first picture, from an empty cache and from a full one.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { median } from '../support/measurement.mjs'

const RUNS = 7
/** A new window first loads pages of the browser's own, a hundred files, which take the processors from the figure. */
const SETTLE_MS = 1500

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const address = new URL('embed.html', base).href
  /** @type {number[]} */
  const first = []
  /** @type {number[]} */
  const again = []
  for (let run = 0; run < RUNS; run++) {
    // A new context has an empty cache.
    const context = await browser.newContext({ viewport: { width: 900, height: 700 } })
    const page = await context.newPage()
    await recordFrames(page)
    await page.waitForTimeout(SETTLE_MS)
    await page.goto(address)
    first.push(await firstFrame(page))
    await page.goto(address)
    again.push(await firstFrame(page))
    await context.close()
  }
  console.log(`first visit: ${list(first)} ms\nsecond visit: ${list(again)} ms`)
  return [
    {
      name: 'first picture, first visit, median',
      value: median(first),
      unit: 'ms',
      limit: 300,
      details: { runs: first },
    },
    { name: 'first picture, second visit, median', value: median(again), unit: 'ms', details: { runs: again } },
  ]
}

/** @param {number[]} values */
const list = (values) => values.map((value) => value.toFixed(0)).join(' ')
