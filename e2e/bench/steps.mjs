// How fast a changed parameter is in the picture: runs of 5000 steps, from the change to the drawn frame, and what the
// page's own thread spends on it.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { median, quantile } from '../support/measurement.mjs'

const STEPS = 5000
const RUNS = 30

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } })
  const page = await context.newPage()
  await recordFrames(page)
  await page.goto(new URL(`embed.html#steps=${STEPS}`, base).href)
  await firstFrame(page)

  const { draws, withFlow, alone } = await page.evaluate(
    async ({ steps, runs }) => {
      const figure = /** @type {any} */ (document.querySelector('theta-flow'))
      const draws = /** @type {number[]} */ ([])
      const observer = new PerformanceObserver((list) => {
        draws.push(...list.getEntries().flatMap(({ name, duration }) => (name === 'theta-draw' ? [duration] : [])))
      })
      observer.observe({ type: 'measure' })
      /** Milliseconds from each change of the learning rate to the frame at the last step. */
      const time = async () => {
        const times = /** @type {number[]} */ ([])
        for (let run = 0; run < runs; run++) {
          const finished = new Promise((resolve) => {
            const listen = (/** @type {any} */ { detail }) => {
              if (detail.step !== steps) return
              figure.removeEventListener('theta-frame', listen)
              resolve(undefined)
            }
            figure.addEventListener('theta-frame', listen)
          })
          const begin = performance.now()
          figure.set('lr', String(0.04 + run * 1e-4))
          await finished
          times.push(performance.now() - begin)
        }
        return times
      }
      const withFlow = await time()
      figure.set('flow', 'none')
      await new Promise((resolve) => figure.addEventListener('theta-frame', resolve, { once: true }))
      const alone = await time()
      observer.disconnect()
      return { draws, withFlow, alone }
    },
    { steps: STEPS, runs: RUNS },
  )
  await context.close()

  const perSecond = (/** @type {number | null} */ ms) => ms && (1000 * STEPS) / ms
  return [
    { name: 'steps of Adam with its flow, to the picture', value: perSecond(median(withFlow)), unit: 'per second' },
    { name: 'steps of Adam alone, to the picture', value: perSecond(median(alone)), unit: 'per second' },
    { name: 'drawing a changed run of 5000 steps, 95 %', value: quantile(draws, 0.95), unit: 'ms', limit: 8 },
  ]
}
