// A race of four over 100,000 gradients: how long it takes in a worker, how much memory it has then, how fast it goes back,
// and what drawing it costs the page's own thread.

import { firstFrame, recordFrames } from '../support/frames.mjs'
import { quantile } from '../support/measurement.mjs'
import { moduleFiles } from '../support/modules.mjs'
import { answerOfWorker } from '../support/worker.mjs'

const STEPS = 100_000
const SEEKS = 40
const RACE = 'landscape=quadratic&kappa=100&rule=adam&rule_2=momentum&rule_3=rmsprop&rule_4=sgd'
const NOISY = `${RACE}&noise=1`

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } })
  const page = await context.newPage()
  await recordFrames(page)
  const draws = /** @type {number[]} */ ([])
  for (const query of [RACE, NOISY]) {
    await page.goto(new URL(`embed.html?controls=none#${query}&steps=${STEPS}`, base).href)
    await page.reload()
    await firstFrame(page)
    draws.push(...(await page.evaluate(drawnWhileMoved, { steps: STEPS, seeks: SEEKS })))
  }
  const { glue, code } = await moduleFiles('optimizers_compute', base)
  const run = await page.evaluate(
    answerOfWorker,
    `
    const { default: start, Session } = await import(${JSON.stringify(glue)})
    const { memory } = await start({ module_or_path: ${JSON.stringify(code)} })
    const begin = performance.now()
    const session = new Session(${JSON.stringify(`${RACE}&steps=${STEPS}`)})
    session.advance(${STEPS}, 1e6)
    const computed = performance.now()
    const picture = session.picture().length
    session.advance(${STEPS / 2}, 1e6)
    session.picture()
    postMessage({ seconds: (computed - begin) / 1000, picture, back: performance.now() - computed, memory: memory.buffer.byteLength })`,
  )
  await context.close()
  return [
    { name: 'a race of four over 100,000 gradients: computing', value: run.seconds, unit: 's' },
    { name: 'the same: memory of the module', value: run.memory / 1e6, unit: 'MB', limit: 60 },
    { name: 'the same: bytes of a picture', value: run.picture / 1000, unit: 'kB' },
    { name: 'the same: two pictures, and back to the middle', value: run.back, unit: 'ms' },
    { name: 'the same: drawing, 95 %', value: quantile(draws, 0.95), unit: 'ms', limit: 8, details: { draws } },
  ]
}

/**
 * What the drawings take while the run is scrubbed from end to end. Runs in the page.
 * @param {{ steps: number, seeks: number }} task
 */
async function drawnWhileMoved({ steps, seeks }) {
  const figure = /** @type {any} */ (document.querySelector('theta-flow'))
  const shown = (/** @type {number} */ step) =>
    new Promise((resolve) => {
      const listen = (/** @type {any} */ { detail }) => {
        if (detail.step !== step) return
        figure.removeEventListener('theta-frame', listen)
        resolve(undefined)
      }
      figure.addEventListener('theta-frame', listen)
    })
  while (figure.frame.step < steps) await new Promise((resolve) => setTimeout(resolve, 50))
  const draws = /** @type {number[]} */ ([])
  const observer = new PerformanceObserver((list) => {
    draws.push(...list.getEntries().flatMap(({ name, duration }) => (name === 'theta-draw' ? [duration] : [])))
  })
  observer.observe({ type: 'measure' })
  for (let seek = 1; seek <= seeks; seek++) {
    const step = Math.round((steps * (1 + ((seek * 17) % seeks))) / seeks) - (seek % 2)
    const there = shown(step)
    figure.seek(step)
    await there
  }
  observer.disconnect()
  return draws
}
