// What the page's own thread spends on a frame while a figure plays. The element reports each drawing as a performance
// measure named theta-draw; the browser reports tasks so long that readers notice.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { median, quantile } from '../support/measurement.mjs'

const SECONDS = 5

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  // Reduced motion would show the finished figure, which does not play.
  const context = await browser.newContext({ viewport: { width: 900, height: 700 }, reducedMotion: 'no-preference' })
  const page = await context.newPage()
  await recordFrames(page)
  await page.goto(new URL('embed.html?autoplay', base).href)
  await firstFrame(page)

  const { draws, longTasks } = await page.evaluate(async (seconds) => {
    const draws = /** @type {number[]} */ ([])
    const longTasks = /** @type {number[]} */ ([])
    const observer = new PerformanceObserver((list) => {
      for (const { name, entryType, duration } of list.getEntries()) {
        if (entryType === 'longtask') longTasks.push(duration)
        else if (name === 'theta-draw') draws.push(duration)
      }
    })
    observer.observe({ type: 'measure' })
    observer.observe({ type: 'longtask' })
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
    observer.disconnect()
    return { draws, longTasks }
  }, SECONDS)
  await context.close()

  console.log(`${draws.length} drawings in ${SECONDS} s`)
  return [
    { name: 'drawing a frame, median', value: median(draws), unit: 'ms', details: { count: draws.length } },
    { name: 'drawing a frame, 95 %', value: quantile(draws, 0.95), unit: 'ms', limit: 8 },
    { name: 'frames while playing', value: draws.length / SECONDS, unit: 'per second' },
    { name: 'tasks over 50 ms', value: longTasks.length, unit: '', limit: 0, details: { longTasks } },
  ]
}
