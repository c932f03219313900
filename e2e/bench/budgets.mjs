// What a page costs its reader, as Chromium's own performance timeline and tracing tell it: bytes on the wire, time until
// the largest thing is there, how much of the layout moves, and for how long the page cannot answer.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { median } from '../support/measurement.mjs'
import { tasksDuring } from '../support/tasks.mjs'

/** @typedef {import('../support/measurement.mjs').Measurement} Measurement */

const RUNS = 3
/** A page is watched for so long after its first picture. */
const WATCHED_MS = 1500
/** Of a longer task the rest is time in which the page cannot answer. */
const LONG_TASK_MS = 50

const PAGES = [
  { name: 'embed', path: 'embed.html' },
  { name: 'site', path: 'index.html' },
]

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<Measurement[]>}
 */
export async function measure({ browser, base }) {
  const measurements = /** @type {Measurement[]} */ ([])
  for (const { name, path } of PAGES) {
    const runs = /** @type {Visit[]} */ ([])
    for (let run = 0; run < RUNS; run++) runs.push(await visit(browser, new URL(path, base).href))
    const of = (/** @type {keyof Visit} */ key) => median(runs.map((visit) => visit[key]))
    measurements.push(
      { name: `${name}: bytes before compression`, value: (of('bytes') ?? 0) / 1000, unit: 'kB' },
      { name: `${name}: requests`, value: of('requests'), unit: '' },
      { name: `${name}: largest contentful paint`, value: of('paint'), unit: 'ms', limit: 2500 },
      { name: `${name}: total blocking time`, value: of('blocked'), unit: 'ms', limit: 200 },
      { name: `${name}: layout shift`, value: of('shift'), unit: '', limit: 0.1, details: { runs } },
    )
  }
  return measurements
}

/** @typedef {{ bytes: number, requests: number, paint: number, blocked: number, shift: number }} Visit */

/**
 * A first visit, with an empty cache.
 * @param {import('playwright-core').Browser} browser
 * @param {string} address
 * @returns {Promise<Visit>}
 */
async function visit(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await recordFrames(page)
  await page.addInitScript(() => {
    const seen = { paint: 0, shift: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.paint = entry.startTime
    }).observe({ type: 'largest-contentful-paint', buffered: true })
    new PerformanceObserver((list) => {
      for (const entry of /** @type {any[]} */ (list.getEntries())) if (!entry.hadRecentInput) seen.shift += entry.value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const sizes = /** @type {Promise<number>[]} */ ([])
  context.on('response', (response) => {
    if (response.url().startsWith('http'))
      sizes.push(
        response.body().then(
          ({ length }) => length,
          () => 0,
        ),
      )
  })

  const tasks = await tasksDuring(session, async () => {
    await page.goto(address)
    await firstFrame(page)
    await page.waitForTimeout(WATCHED_MS)
  })
  const { paint, shift } = await page.evaluate(() => /** @type {any} */ (window).seen)
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await context.close()
  const blocked = tasks.reduce((sum, milliseconds) => sum + Math.max(0, milliseconds - LONG_TASK_MS), 0)
  return { bytes, requests: sizes.length, paint, blocked, shift }
}
