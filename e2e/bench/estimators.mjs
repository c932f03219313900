// How many estimates of a gradient a worker makes a second: all estimators of a figure together.

import { secondsInWorker } from '../support/worker.mjs'

const FIGURES = [
  ['two of a Gaussian', 'show=pair'],
  ['all of a Gaussian', 'show=all'],
  ['all of a Bernoulli variable', 'family=bernoulli&show=all'],
  ['all of three classes', 'family=categorical&show=all'],
]

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const measurements = []
  for (const [name = '', query = ''] of FIGURES) {
    const whole = `${query}&steps=2000`
    await page.goto(new URL(`embed.html#lab=estimators&${whole}`, base).href)
    await page.reload()
    const drawn = await page.waitForFunction(() => {
      const figure = document.querySelector('theta-flow')
      const frame = /** @type {any} */ (figure?.frame)
      const rows = /** @type {{ count: number }[]} */ (frame?.estimators ?? [])
      return frame?.step === 2000 ? rows.reduce((sum, { count }) => sum + count, 0) : 0
    })
    const seconds = await secondsInWorker(page, base, { module: 'estimators', query: whole })
    measurements.push({
      name: `estimates of a gradient, ${name}`,
      value: Number(await drawn.jsonValue()) / seconds / 1e6,
      unit: 'million per second',
    })
  }
  await context.close()
  return measurements
}
