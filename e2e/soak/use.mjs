// Four figures on one page, used for minutes: what the page holds on to does not grow after the first one.

import { launchBrowser } from '../support/browser.mjs'
import { settled, watchFigures } from '../support/figure.mjs'
import { builtLabs } from '../support/modules.mjs'
import { watchForProblems } from '../support/problems.mjs'
import { generator } from '../support/random-states.mjs'
import { serveDist } from '../support/server.mjs'
import { FLAGS, ISOLATED, watchMemory } from './memory.mjs'

const FIGURES = 4
/** Actions on each figure, the same ones in every round: what is new after the first minute is a leak. */
const ACTIONS = 8
const MOST_GROWTH = 0.05
/** In the first rounds the browser still compiles what is used often, and keeps that. */
const WARM_UP = 3
/** A few objects more or less are no leak. */
const ROUNDING = { heap: 200_000, all: 500_000, wasm: 0, nodes: 60, listeners: 20, workers: 0 }

/** @typedef {import('./memory.mjs').Memory} Memory */
/** @typedef {import('playwright-core').Page} Page */

/**
 * @param {{ minutes: number }} options
 * @returns {Promise<string[]>} what went wrong
 */
export async function use({ minutes }) {
  const labs = await builtLabs()
  const body = Array.from(
    { length: FIGURES },
    (_, at) => `<theta-flow lab="${labs[at % labs.length]}"></theta-flow><p>And so on.</p>`,
  ).join('\n')
  const server = await serveDist({
    headers: ISOLATED,
    pages: {
      '/article/': `<!doctype html><html lang="en"><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,">
        <body>${body}<script type="module" src="/some/folder/theta-flow.js"></script>`,
    },
  })
  const browser = await launchBrowser(FLAGS)
  try {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, reducedMotion: 'no-preference' })
    const page = await context.newPage()
    const problems = watchForProblems(page, [server.origin])
    await watchFigures(page)
    const measure = await watchMemory(page)
    await page.goto(`${server.origin}/article/`)
    await settled(page)

    /** @type {(Memory & { minute: number })[]} */
    const samples = []
    const begin = performance.now()
    const minute = () => (performance.now() - begin) / 60_000
    let rounds = 0
    while (minute() < minutes || samples.length < WARM_UP + 3) {
      await round(page)
      rounds += 1
      await rest(page)
      const sample = { minute: minute(), ...(await measure()) }
      samples.push(sample)
      console.log(line(sample))
    }
    const { frames } = await page.evaluate(() => ({ frames: /** @type {any} */ (window).watch.frames }))
    console.log(`${rounds} rounds of ${FIGURES * ACTIONS} actions, ${frames} pictures`)
    return [...problems, ...growth(samples)]
  } finally {
    await browser.close()
    await server.close()
  }
}

/** @param {Memory & { minute: number }} sample */
function line({ minute, heap, all, wasm, nodes, listeners, workers }) {
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`
  return `${minute.toFixed(1).padStart(5)} min: heap ${megabytes(heap)}, with workers ${megabytes(all)}, wasm ${megabytes(wasm)}, ${nodes} nodes, ${listeners} listeners, ${workers} workers`
}

/**
 * The first sample after the warm-up and a minute, against the median of the last three.
 * @param {(Memory & { minute: number })[]} samples
 */
function growth(samples) {
  const first = samples.find(({ minute }, at) => minute >= 1 && at >= WARM_UP - 1)
  if (!first) return ['nothing was measured']
  const complaints = []
  for (const [key, rounding] of Object.entries(ROUNDING)) {
    const of = (/** @type {Memory} */ sample) => sample[/** @type {keyof Memory} */ (key)]
    const last = samples
      .slice(-3)
      .map(of)
      .sort((a, b) => a - b)[1]
    const grown = (last ?? 0) - of(first)
    console.log(
      `${key}: ${of(first)} after the first minute, ${last} at the end, ${((100 * grown) / of(first)).toFixed(2)} %`,
    )
    if (grown > Math.max(rounding, MOST_GROWTH * of(first))) complaints.push(`${key} grew from ${of(first)} to ${last}`)
  }
  return complaints
}

/** Every figure is scrolled to and used. @param {Page} page */
async function round(page) {
  const random = generator(1)
  for (let index = 0; index < FIGURES; index++) {
    const figure = page.locator('theta-flow').nth(index)
    await figure.evaluate((element) => element.scrollIntoView())
    await page.waitForFunction((at) => document.querySelectorAll('theta-flow')[at]?.frame !== undefined, index)
    for (let action = 0; action < ACTIONS; action++) await act(page, figure, random)
  }
}

/**
 * One thing that a reader does.
 * @param {Page} page
 * @param {import('playwright-core').Locator} figure
 * @param {() => number} random
 */
async function act(page, figure, random) {
  const among = async (/** @type {string} */ selector) => {
    const found = figure.locator(selector)
    const count = await found.count()
    const one = found.nth(Math.floor(random() * count))
    return count > 0 && (await one.isVisible()) && (await one.isEnabled()) ? one : undefined
  }
  const which = random()
  if (which < 0.35) await drag(page, await among('.control .slider'), random)
  else if (which < 0.45) await drag(page, await among('.handle'), random)
  else if (which < 0.6) {
    const select = await among('.control select')
    const options =
      (await select
        ?.locator('option')
        .evaluateAll((all) => all.map((option) => /** @type {HTMLOptionElement} */ (option).value))) ?? []
    await select?.selectOption(options[Math.floor(random() * options.length)] ?? null)
  } else if (which < 0.7) await (await among('details.section summary'))?.click()
  else if (which < 0.85) {
    await (await among('.play'))?.click()
    await page.waitForTimeout(1000)
    await (await among('.play'))?.click()
  } else if (which < 0.95) await (await among('.control input[type=checkbox]'))?.click()
  else await page.mouse.wheel(0, random() < 0.5 ? 1500 : -1500)
}

/**
 * @param {Page} page
 * @param {import('playwright-core').Locator | undefined} what
 * @param {() => number} random
 */
async function drag(page, what, random) {
  await what?.scrollIntoViewIfNeeded()
  const box = await what?.boundingBox()
  if (!box) return
  const x = box.x + box.width * random()
  const y = box.y + box.height / 2
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 300 * (random() - 0.5), y + 10, { steps: 20 })
  await page.mouse.up()
}

/** All figures as they were at first: what is measured then does not depend on what was done before. @param {Page} page */
async function rest(page) {
  for (const figure of await page.locator('theta-flow').all()) {
    await figure.evaluate((element) => {
      element.scrollIntoView()
      const figure = /** @type {import('../../www/theta-flow.ts').ThetaFlow} */ (element)
      figure.pause()
      figure.load(`lab=${figure.lab}`)
      for (const details of figure.shadowRoot?.querySelectorAll('details') ?? []) details.open = false
    })
    await settled(page)
  }
  await page.evaluate(() => {
    scrollTo(0, 0)
    // What this test itself notes, and what the browser keeps for whoever wants to look at it.
    const { watch } = /** @type {any} */ (window)
    for (const notes of [watch.steps, watch.events, watch.queries]) notes.length = 0
    performance.clearMeasures()
    performance.clearResourceTimings()
  })
  await settled(page)
}
