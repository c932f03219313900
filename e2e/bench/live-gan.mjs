// How fast networks train in the worker: epochs per second of GAN Lab's own configuration (two updates of D and one of G on
// batches of 150), by width and depth. The measurements that the figure makes on the way are part of it.

import { secondsInWorker } from '../support/worker.mjs'

/** GAN Lab's losses, optimizer and batch, in the parameters of the figure. */
const CONFIGURATION = [
  'objective=nsgan&real_weight=0.95&r1=0',
  'rule_d=sgd&rule_g=sgd&lr_d=0.1&lr_g=0.1&n_d=2&n_g=1',
  'batch=150&latent=uniform&latents=2&output=tanh&activation_d=relu&activation_g=relu',
].join('&')
const UPDATES_AN_EPOCH = 3

/** Width, hidden layers, updates of a trial, and the epochs per second that are aimed at. */
const SIZES = /** @type {const} */ ([
  [8, 2, 99_000, 25_000],
  [32, 3, 9_000, 1_600],
  [100, 4, 600, 110],
])

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(new URL('embed.html#lab=gans&view=dirac', base).href)
  const measurements = []
  for (const [width, depth, updates, atLeast] of SIZES) {
    const shape = `width_d=${width}&width_g=${width}&depth_d=${depth}&depth_g=${depth}`
    const query = `${CONFIGURATION}&${shape}&steps=${updates}`
    const seconds = await secondsInWorker(page, base, { module: 'gans_compute', query, trials: 5 })
    measurements.push({
      name: `epochs of GAN Lab's configuration, width ${width}, ${depth} hidden layers`,
      value: updates / UPDATES_AN_EPOCH / seconds,
      unit: 'per second',
      atLeast,
    })
  }
  await context.close()
  return measurements
}
