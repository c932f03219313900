// The browser computes what the command line computes, bit for bit. The native tests compare that with references.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { frameOf, loadState, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { generator, randomSetting, schemas } from './support/random-states.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('the comparison itself notices what differs', () => {
  assert.deepEqual(differences({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), [])
  assert.equal(differences({ a: [1, 0.1 + 0.2] }, { a: [1, 0.3] }).length, 1)
  assert.equal(differences({ a: [1, 2] }, { a: [1] }).length, 1)
  assert.equal(differences({ a: null }, { a: 0 }).length, 1)
  assert.equal(differences([0], [-0]).length, 1)
})

/** Of each lab. */
const RANDOM_SETTINGS = 12

const RULES = [
  'adam',
  'sgd',
  'momentum',
  'nesterov',
  'nesterov_convex',
  'adagrad',
  'rmsprop',
  'rmsprop_eps_inside',
  'adadelta',
  'adamw',
  'amsgrad',
  'nadam',
  'radam',
  'adamax',
  'lion',
  'sign_sgd',
  'heun',
  'rk4',
  'implicit_euler',
]
const SURFACES = [
  'quadratic',
  'himmelblau',
  'beale',
  'booth',
  'styblinski_tang',
  'three_hump_camel',
  'rastrigin',
  'ackley',
  'saddle',
  'monkey_saddle',
  'logistic_regression',
  'custom',
]
const STATES = [
  '',
  ...RULES.map((rule) => `rule=${rule}&steps=120`),
  ...SURFACES.map((landscape, at) => `landscape=${landscape}&rule=${RULES[at % 3]}&steps=120`),
  'rule=sgd&lr=1',
  'rule=momentum&noise=2&seed=42&steps=200',
  'landscape=logistic_regression&rule=adamw&noise=1&seed=7&steps=100',
  'landscape=custom&f=sin(x)*exp(-y^2/4)+0.1*x^2&steps=100',
  'steps=5000&step=3210',
]

test('every number of a frame is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none')
  for (const state of STATES) {
    await page.evaluate((state) => document.querySelector('theta-flow')?.load(state), state)
    await settled(page)
    const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
    const wrong = differences(found, expected)
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
  }
})

/** The largest maps only take longer. */
test('so it is at random settings of every lab', async () => {
  const { page } = await site.show('embed.html?controls=none')
  const random = generator(20)
  for (const schema of await schemas(page, site.base)) {
    for (let k = 0; k < RANDOM_SETTINGS; k += 1) {
      const { lab, query } = randomSetting(schema, random, { steps: 60, fixed: { resolution: '128' } })
      const state = `lab=${lab}&${query}`
      await loadState(page, state)
      const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
      const wrong = differences(found, expected)
      assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
    }
  }
})
