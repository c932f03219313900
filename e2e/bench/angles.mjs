// How many angles between random vectors a worker samples a second. NumPy with SFC64 on a comparable core makes 4.2, 3.3,
// 0.40 and 0.040 million in 2, 10, 100 and 1000 dimensions; the aim is twice as many.

import { secondsInWorker } from '../support/worker.mjs'

/** @type {[n: number, samples: number, numpy: number][]} */
const GAUSSIAN = [
  [2, 8_000_000, 4.2e6],
  [10, 4_000_000, 3.3e6],
  [100, 400_000, 4.0e5],
  [1000, 40_000, 4.0e4],
]

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(new URL('embed.html#lab=angles', base).href)
  /** @param {string} query @param {number} samples */
  const rate = async (query, samples) => {
    const task = { module: 'angles_compute', query: `sampler=vectors&samples=${samples}&${query}` }
    return samples / (await secondsInWorker(page, base, task))
  }
  const measurements = []
  for (const [n, samples, numpy] of GAUSSIAN) {
    measurements.push({
      name: `angles between Gaussian vectors, n = ${n}`,
      value: (await rate(`n=${n}`, samples)) / 1e6,
      unit: 'million per second',
      atLeast: (2 * numpy) / 1e6,
    })
  }
  measurements.push({
    name: 'angles between vectors of signs, n = 1000',
    value: (await rate('n=1000&distribution=rademacher', 1_000_000)) / 1e6,
    unit: 'million per second',
  })
  await context.close()
  return measurements
}
