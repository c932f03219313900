// Random settings in the browser, through the element: no error, nothing in a frame that is not a number, no task of the
// page so long that a reader would notice.

import { launchBrowser } from '../support/browser.mjs'
import { settled, watchFigures } from '../support/figure.mjs'
import { quantile } from '../support/measurement.mjs'
import { watchForProblems } from '../support/problems.mjs'
import { generator, randomSetting, schemas } from '../support/random-states.mjs'
import { serveDist } from '../support/server.mjs'
import { tasksDuring } from '../support/tasks.mjs'

/** What one frame may take from the page's own thread. */
const MOST_MS = 50
/** The longest run: all that is drawn is tried, and not how long a worker can compute. */
const STEPS = 100
/** A map or a sweep may take minutes in the worker; a setting is left when it has been looked at for so long. */
const PATIENCE_MS = 1500

/**
 * @param {{ count: number, seed: number }} options how many settings of all labs together
 * @returns {Promise<string[]>} what went wrong
 */
export async function settings({ count, seed }) {
  const server = await serveDist()
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 } })
    const page = await context.newPage()
    const problems = watchForProblems(page, [server.origin])
    await watchFigures(page)
    await page.goto(new URL('embed.html', server.base).href)
    await settled(page)
    const all = await schemas(page, server.base)
    const random = generator(seed)
    const session = await context.newCDPSession(page)

    /** The longest task of each setting. */
    const draws = /** @type {number[]} */ ([])
    const complaints = /** @type {string[]} */ ([])
    const states = Array.from({ length: count }, (_, at) => {
      const schema = all[at % all.length]
      if (!schema) throw new Error('there are no labs')
      const { lab, query } = randomSetting(schema, random, { steps: STEPS })
      return `lab=${lab}&${query}`
    })
    // One lab after the other: a change of labs is not what is measured.
    for (const state of states.sort((a, b) => labOf(a).localeCompare(labOf(b)))) {
      const seen = problems.length
      let wrong = /** @type {string[]} */ ([])
      const longestTask = async () =>
        Math.max(
          0,
          ...(await tasksDuring(session, async () => {
            wrong = await page.evaluate(tryOut, { state, patience: PATIENCE_MS })
          })),
        )
      let milliseconds = await longestTask()
      if (milliseconds > MOST_MS) {
        // The browser compiles code and collects garbage when it likes: only what is slow every time is ours.
        console.log(`${milliseconds.toFixed(1)} ms, once more: ${state}`)
        await page.evaluate(tryOut, { state: `lab=${labOf(state)}`, patience: PATIENCE_MS })
        milliseconds = Math.min(milliseconds, await longestTask())
        if (milliseconds > MOST_MS) wrong.push(`the page was busy for ${milliseconds.toFixed(1)} ms, twice`)
      }
      // Not while the page is being measured: a map has half a million numbers.
      wrong.push(...(await page.evaluate(inspect)))
      draws.push(milliseconds)
      complaints.push(...wrong.map((what) => `${what}: ${state}`))
      complaints.push(...problems.slice(seen).map((problem) => `${problem}: ${state}`))
      if (draws.length % 50 === 0) console.log(`${draws.length} settings, ${complaints.length} complaints`)
    }
    const at = (/** @type {number} */ share) => quantile(draws, share)?.toFixed(1)
    console.log(
      `${count} settings. The longest task of the page's thread took, in ms of that thread: median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, most ${at(1)}`,
    )
    return complaints
  } finally {
    await browser.close()
    await server.close()
  }
}

/** @param {string} state */
const labOf = (state) => new URLSearchParams(state).get('lab') ?? ''

/**
 * Runs in the page: shows a state and tells what is wrong with it.
 * @param {{ state: string, patience: number }} task
 */
async function tryOut({ state, patience }) {
  const { watch } = /** @type {any} */ (window)
  const figure = /** @type {any} */ (document.querySelector('theta-flow'))
  const wrong = /** @type {string[]} */ ([])
  const refused = (/** @type {CustomEvent} */ { detail }) => wrong.push(`refused: ${detail.sentences}`)
  figure.addEventListener('theta-error', refused)
  const frames = watch.frames
  figure.load(state)
  const drawn = async () => {
    while (watch.frames === frames) await new Promise(requestAnimationFrame)
    await watch.rest()
  }
  await Promise.race([drawn(), new Promise((resolve) => setTimeout(resolve, patience))])
  // What takes longer has to come all the same.
  const end = performance.now() + 60_000
  while (watch.frames === frames && performance.now() < end) await new Promise(requestAnimationFrame)
  if (watch.frames === frames) wrong.push('no picture within a minute')
  figure.removeEventListener('theta-error', refused)
  return wrong
}

/** What is wrong with what the figure shows. Runs in the page. */
function inspect() {
  const figure = /** @type {any} */ (document.querySelector('theta-flow'))
  const wrong = /** @type {string[]} */ ([])
  const { status, frame, readouts } = figure
  const holes = /** @type {string[]} */ ([])
  const visit = (/** @type {unknown} */ value, /** @type {string} */ path) => {
    if (typeof value === 'number' && !Number.isFinite(value)) holes.push(path)
    else if (value && typeof value === 'object')
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`)
  }
  visit(frame, 'frame')
  visit(readouts, 'readouts')
  if (holes.length > 0 && status?.id !== 'diverged')
    wrong.push(`${holes.length} values are no numbers, such as ${holes[0]}`)
  if (!['running', 'converged', 'diverged'].includes(status?.id)) wrong.push(`no status: ${JSON.stringify(status)}`)
  const text = figure.shadowRoot.textContent
  if (/NaN|undefined|Infinity/.test(text))
    wrong.push(`"${/.{0,20}(NaN|undefined|Infinity)/.exec(text)?.[0]}" can be read`)
  return wrong
}
