// How fast the second module of the optimizer lab is: steps of every rule in a worker, the computing time of a basin map,
// and how long a reader waits for one, from the changed parameter to the finished picture.

import { settled, watchFigures } from '../support/figure.mjs'
import { median } from '../support/measurement.mjs'
import { secondsInWorker } from '../support/worker.mjs'

/** Pixels along a side, and steps of each start. */
const SIDE = 512
const STEPS = 300
/** Of how many timings of pure computing the shortest is taken. */
const TRIALS = 5
const RUNS = 7

const MAP = `flow=none&map=basins&resolution=${SIDE}&steps=${STEPS}`
/** A rate at which every rule stays in the valley: a start that diverges is not followed to the end. */
const RATE = 1e-4

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } })
  const page = await context.newPage()
  await watchFigures(page)
  await page.goto(new URL(`embed.html#${MAP}`, base).href)
  await settled(page)

  const rules = await page
    .locator('[data-param=rule] option')
    .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''))
  /** Seconds of computing for a map. @param {string} query @param {number} trials */
  const seconds = (query, trials) => secondsInWorker(page, base, { module: 'optimizers_compute', query, trials })

  /** @type {Record<string, number>} */
  const rates = {}
  for (const rule of rules) {
    // A quarter of the starts is enough for a rate.
    const query = `rule=${rule}&lr=${RATE}&flow=none&map=basins&resolution=${SIDE / 2}&steps=${STEPS}`
    rates[rule] = ((SIDE / 2) ** 2 * STEPS) / (await seconds(query, rule === 'adam' ? TRIALS : 2))
    console.log(`${rule.padEnd(20)}${(rates[rule] / 1e6).toFixed(1).padStart(8)} million steps a second`)
  }
  const alone = await seconds(MAP, TRIALS)
  const shown = await page.evaluate(untilShown, { runs: RUNS })
  await context.close()

  return [
    {
      name: 'steps of Adam in a basin map of Rosenbrock, in the worker',
      value: (rates.adam ?? 0) / 1e6,
      unit: 'million per second',
      atLeast: 200,
      details: { rates },
    },
    {
      name: 'basin map of 512 × 512 starts, 300 steps of Adam: computing',
      value: alone * 1000,
      unit: 'ms',
      limit: 500,
    },
    {
      name: 'the same, from the changed parameter to the first, coarse picture',
      value: median(shown.first),
      unit: 'ms',
    },
    { name: 'the same, to the finished picture', value: median(shown.last), unit: 'ms', details: shown },
  ]
}

/**
 * Milliseconds from a change of the learning rate to the first picture and to the finished one. Runs in the page.
 * @param {{ runs: number }} task
 */
async function untilShown({ runs }) {
  const { watch } = /** @type {any} */ (window)
  const figure = document.querySelector('theta-flow')
  let pictures = /** @type {number[]} */ ([])
  figure?.addEventListener('theta-frame', () => pictures.push(performance.now()))
  const first = /** @type {number[]} */ ([])
  const last = /** @type {number[]} */ ([])
  const counts = /** @type {number[]} */ ([])
  for (let run = 0; run < runs; run++) {
    pictures = []
    const begin = performance.now()
    figure?.set('lr', String(0.04 + run / 1000))
    await watch.rest()
    first.push((pictures[0] ?? Number.NaN) - begin)
    last.push((pictures.at(-1) ?? Number.NaN) - begin)
    counts.push(pictures.length)
  }
  return { first, last, pictures: counts }
}
