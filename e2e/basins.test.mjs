// The basin map: it appears coarsely, grows sharp, follows the sliders, and is the one that the command line computes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { control, frameOf, notes, queryOf, sentences, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** Marks in the place of a minimum: `BasinPicture` in labs/optimizers/src/frame.rs. */
const DIVERGED = 254
const UNKNOWN = 255

/** Work for many answers of the worker, however fast it is: 33 million steps of four gradients each. */
const LONG = 'landscape=styblinski_tang&rule=rk4&lr=0.001&flow=none&map=basins&steps=500'

/** @param {import('playwright-core').Page} page @param {string} state */
async function load(page, state) {
  const { frames } = await notes(page)
  await page.evaluate((state) => document.querySelector('theta-flow')?.load(state), state)
  await settled(page, frames + 1)
}

/**
 * Notes every picture of a map: how far it was, and how many of its pixels stood empty.
 * @param {import('playwright-core').Page} page
 */
const watchMaps = (page) =>
  page.evaluate((unknown) => {
    const maps = /** @type {{ query: string, progress: number, empty: number }[]} */ ([])
    Object.assign(window, { maps })
    const note = (/** @type {Event} */ { target }) => {
      const figure = /** @type {any} */ (target)
      const { basins } = figure.frame
      if (!basins) return
      const empty = basins.minimum.reduce(
        (/** @type {number} */ sum, /** @type {number} */ minimum) => sum + Number(minimum === unknown),
        0,
      )
      maps.push({ query: figure.query, progress: basins.progress, empty })
    }
    addEventListener('theta-frame', note, { capture: true })
  }, UNKNOWN)

/** @param {import('playwright-core').Page} page @returns {Promise<{ query: string, progress: number, empty: number }[]>} */
const mapsOf = (page) => page.evaluate(() => /** @type {any} */ (window).maps)

/** @param {import('playwright-core').Page} page */
async function assertSameMap(page) {
  const [found, expected] = await Promise.all([frameOf(page), runNative(await queryOf(page))])
  assert.equal(found.basins?.progress, 1)
  assert.deepEqual(differences(found, expected).slice(0, 3), [], await queryOf(page))
}

test('the map appears coarsely at first, grows sharp and is finished', async () => {
  const { page } = await site.show('embed.html?controls=none')
  await watchMaps(page)
  await load(page, LONG)
  const maps = await mapsOf(page)
  const progress = maps.map((map) => map.progress)
  assert.deepEqual(
    progress,
    progress.toSorted((a, b) => a - b),
    'it only ever grows',
  )
  assert.ok(new Set(progress.filter((share) => share > 0 && share < 1)).size >= 3, progress.join(' '))
  assert.equal(progress.at(-1), 1)
  const { basins } = await frameOf(page)
  const pixels = basins?.minimum.length ?? 0
  assert.equal(pixels, 256 * 256)
  for (const map of maps) {
    // The coarsest level, of 16 × 16 cells, covers the whole plane.
    if (map.progress >= 1 / 256) assert.equal(map.empty, 0, `at ${map.progress}`)
  }
  await assertSameMap(page)
})

test('a slider moved meanwhile begins the map anew, and the last value is the one that stays', async () => {
  const { page } = await site.show('embed.html?controls=lr,chart')
  await watchMaps(page)
  const slider = await control(page, 'lr').slider.elementHandle()
  // In the very task that has drawn the second picture, however fast the worker is.
  await page.evaluate(
    ([slider, state]) =>
      new Promise((resolve) => {
        if (!(slider instanceof HTMLInputElement)) throw new Error('no slider')
        const move = () => {
          if (/** @type {any} */ (window).maps.length < 2) return
          removeEventListener('theta-frame', move, { capture: true })
          for (let position = 1; position <= 3; position++) {
            slider.stepUp()
            slider.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
          }
          resolve(undefined)
        }
        addEventListener('theta-frame', move, { capture: true })
        document.querySelector('theta-flow')?.load(String(state))
      }),
    /** @type {const} */ ([slider, LONG]),
  )
  await settled(page)
  const query = await queryOf(page)
  assert.notEqual(query, LONG)
  const maps = await mapsOf(page)
  assert.equal(maps.at(-1)?.query, query)
  assert.ok(!maps.some((map) => map.query === LONG && map.progress === 1), 'the map left behind was given up')
  await assertSameMap(page)

  // What does not change the map leaves it as it is.
  const before = maps.length
  const { frames } = await notes(page)
  await control(page, 'chart').select.selectOption('internals')
  await settled(page, frames + 1)
  assert.ok((await mapsOf(page)).slice(before).every((map) => map.progress === 1))
})

test('a slider held with the pointer is followed while it moves', async () => {
  const { page } = await site.show(
    'embed.html?controls=lr#landscape=himmelblau&rule=sgd&map=basins&resolution=128&steps=60',
  )
  await watchMaps(page)
  const box = await control(page, 'lr').slider.boundingBox()
  assert.ok(box)
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width * 0.3, y)
  await page.mouse.down()
  const held = /** @type {number[][]} */ ([])
  for (const share of [0.4, 0.5, 0.6]) {
    await page.mouse.move(box.x + box.width * share, y)
    await settled(page)
    const { basins } = await frameOf(page)
    assert.equal(basins?.progress, 1)
    held.push(Array.from(basins?.minimum ?? []))
  }
  assert.notDeepEqual(held[0], held[1])
  assert.notDeepEqual(held[1], held[2])
  await page.mouse.up()
  await settled(page)
  await assertSameMap(page)
})

const STATES = [
  'landscape=rosenbrock&map=basins&resolution=128&steps=300&lr=0.02',
  'landscape=himmelblau&rule=momentum&map=basins&resolution=128&steps=200',
  'landscape=rastrigin&rule=sgd&map=basins&resolution=128&steps=100',
  'landscape=ackley&rule=nesterov&map=basins&resolution=128&steps=100',
  'landscape=styblinski_tang&rule=lion&map=basins&resolution=512&steps=50',
  'landscape=beale&rule=adam&clip_norm=1&schedule=cosine&lookahead_k=5&map=basins&resolution=128&steps=100',
  'landscape=three_hump_camel&rule=implicit_euler&map=basins&resolution=128&steps=30',
  'landscape=custom&f=log(x)^2+sqrt(y)*cos(3*y)&rule=sgd&map=basins&resolution=128&steps=60',
  'landscape=saddle&map=basins&resolution=128&steps=40',
]

test('every pixel is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none')
  for (const state of STATES) {
    await load(page, state)
    await assertSameMap(page)
  }
  assert.deepEqual(await sentences(page), [])
})

test('a rate that is too large empties the map, and a smaller one fills it again', async () => {
  const { page } = await site.show(
    'embed.html?controls=lr#landscape=himmelblau&rule=sgd&map=basins&resolution=128&steps=100',
  )
  const before = await frameOf(page)
  const share = (/** @type {typeof before} */ { basins }) => {
    const pixels = Array.from(basins?.minimum ?? [])
    return pixels.filter((minimum) => minimum === DIVERGED).length / pixels.length
  }
  assert.ok(share(before) < 0.5)
  const { slider, reset } = control(page, 'lr')
  await slider.press('End')
  await settled(page, 2)
  const after = await frameOf(page)
  assert.equal(after.status.id, 'diverged')
  assert.equal(await page.locator('.status').textContent(), `diverged at step ${after.status.step}`)
  assert.ok(share(after) > 0.99, `${share(after)}`)
  assert.equal(after.basins?.progress, 1)
  await assertSameMap(page)

  await reset.click()
  await settled(page, 3)
  assert.deepEqual(await frameOf(page), before)
  assert.deepEqual(await sentences(page), [])
})
