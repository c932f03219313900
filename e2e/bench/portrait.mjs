// What the page's own thread spends on a picture while a slider of the GAN lab moves: every position is another field,
// with other streamlines, nullclines, paths and eigenvalues.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { median, quantile } from '../support/measurement.mjs'

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 } })
  const page = await context.newPage()
  await recordFrames(page)
  await page.goto(new URL('embed.html#lab=gans&view=dirac&objective=nsgan', base).href)
  await firstFrame(page)

  const { draws, seconds } = await page
    .locator('[data-param="r1"].control input[type=range]')
    .evaluate(async (slider) => {
      if (!(slider instanceof HTMLInputElement)) throw new Error('no slider')
      const draws = /** @type {number[]} */ ([])
      const observer = new PerformanceObserver((list) => {
        for (const { name, duration } of list.getEntries()) if (name === 'theta-draw') draws.push(duration)
      })
      observer.observe({ type: 'measure' })
      const begin = performance.now()
      for (let round = 0; round < 2; round++) {
        for (let position = 0; position <= Number(slider.max); position++) {
          slider.value = String(round === 0 ? position : Number(slider.max) - position)
          slider.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
          await new Promise((resolve) => requestAnimationFrame(resolve))
        }
      }
      const seconds = (performance.now() - begin) / 1000
      observer.disconnect()
      return { draws, seconds }
    })
  await context.close()

  return [
    { name: 'drawing a moved portrait, median', value: median(draws), unit: 'ms', details: { count: draws.length } },
    { name: 'drawing a moved portrait, 95 %', value: quantile(draws, 0.95), unit: 'ms', limit: 8 },
    { name: 'portraits while a slider moves', value: draws.length / seconds, unit: 'per second' },
  ]
}
