// The browser computes what the command line computes, bit for bit. The native tests compare that with references.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { frameOf, loadState } from './support/figure.mjs'
import { fingerprints, fingerprintsNative, stateOf } from './support/fingerprints.mjs'
import { builtModules } from './support/modules.mjs'
import { runNative } from './support/native.mjs'
import { everyOption, generator, randomSetting, schemas } from './support/random-states.mjs'
import { useSite } from './support/site.mjs'
import { modulesFor } from './support/which-module.mjs'

const site = useSite()

test('the comparison itself notices what differs', () => {
  assert.deepEqual(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), [])
  assert.equal(differences({ a: [1, 0.1 + 0.2] }, { a: [1, 0.3] }).length, 1)
  assert.equal(differences({ a: [1, 2] }, { a: [1] }).length, 1)
  assert.equal(differences({ a: null }, { a: 0 }).length, 1)
  assert.equal(differences([0], [-0]).length, 1)
})

/** Random settings of each module. */
const SETTINGS = 200
/** Of each lab, through the whole page. */
const SHOWN_SETTINGS = 4
/** A thousand settings are to take no more than a minute. */
const LIMITS = {
  ...{ steps: 16, resolution: 128, samples: 30, d: 4 },
  ...{ n_d: 3, n_g: 3, width_d: 16, width_g: 16, depth_d: 2, depth_g: 2, batch: 32 },
}

const STATES = [
  'rule=sgd&lr=1',
  'rule=momentum&noise=2&seed=42&steps=200',
  'landscape=logistic_regression&rule=adamw&noise=1&seed=7&steps=100',
  'landscape=custom&f=sin(x)*exp(-y^2/4)+0.1*x^2&steps=100',
  'steps=5000&step=3210',
]

/** @param {import('playwright-core').Page} page @param {string} state */
async function wrongNumbers(page, state) {
  await loadState(page, state)
  const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
  return differences(found, expected)
}

test('every number of a frame is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none')
  const random = generator(20)
  const states = [...STATES]
  for (const schema of await schemas(page, site.base)) {
    const settings = Array.from({ length: SHOWN_SETTINGS }, () => randomSetting(schema, random, LIMITS).query)
    states.push(...[`steps=${LIMITS.steps}`, ...settings].map((query) => stateOf({ lab: schema.lab, query })))
  }
  for (const state of states) {
    const wrong = await wrongNumbers(page, state)
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
  }
})

test('so is every byte of the frames of each module, at every option and at random settings', async (t) => {
  const { page } = await site.show('embed.html?controls=none')
  const random = generator(21)
  /** @type {import('./support/fingerprints.mjs').Task[]} */
  const tasks = []
  for (const schema of await schemas(page, site.base)) {
    const { lab } = schema
    const add = async (/** @type {string[]} */ queries) => {
      const modules = await modulesFor(page, site.base, lab, queries)
      return queries.map((query, at) => ({ module: modules[at] ?? lab, lab, query }))
    }
    tasks.push(...(await add(everyOption(schema, LIMITS.steps))))
    const wanted = new Map(
      (await builtModules())
        .filter((name) => name === lab || name === `${lab}_compute`)
        .map((name) => [name, SETTINGS]),
    )
    // Few of a lab's settings may be for one of its modules.
    for (let draw = 0; draw < 40 && [...wanted.values()].some((count) => count > 0); draw += 1) {
      const drawn = Array.from({ length: SETTINGS }, () => randomSetting(schema, random, LIMITS).query)
      for (const task of await add(drawn)) {
        const left = wanted.get(task.module) ?? 0
        if (left > 0) tasks.push(task)
        wanted.set(task.module, left - 1)
      }
    }
    for (const [module, left] of wanted) assert.ok(left <= 0, `${left} settings for ${module} have not been found`)
  }
  const [found, expected] = await Promise.all([fingerprints(page, site.base, tasks), fingerprintsNative(tasks)])
  assert.ok(new Set(expected).size > tasks.length / 2, 'different settings have different frames')
  t.diagnostic(`${tasks.length} frames compared`)
  const different = tasks.filter((_, at) => found[at] !== expected[at])
  const [first] = different
  const numbers = first ? await wrongNumbers(page, stateOf(first)) : []
  assert.deepEqual(
    different.map((task) => `${task.module}: ${stateOf(task)}`).slice(0, 3),
    [],
    `${different.length} frames differ, the first in ${numbers.slice(0, 3)}`,
  )
})
