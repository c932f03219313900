// The browser computes what the command line computes, and what the reference implementations say.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { frameOf, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** How far stored paths are compared: the native tests follow them to the end, and know where rounding takes over. */
const STEPS = 60

test('the comparison itself notices what differs', () => {
  assert.deepEqual(differences({ a: [1, 2] }, { a: [1, 2 + 1e-12] }), [])
  assert.equal(differences({ a: [1, 2] }, { a: [1, 2 + 1e-8] }).length, 1)
  assert.equal(differences({ a: [1, 2] }, { a: [1] }).length, 1)
  assert.equal(differences({ a: null }, { a: 0 }).length, 1)
  assert.equal(differences({ gap: [1e-5] }, { gap: [1e-5 + 1e-8] }).length, 1)
  assert.deepEqual(differences({ path: [[3, 1e-8]] }, { path: [[3, 1.001e-8]] }), [])
})

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

test('the paths are those of the reference implementations', async () => {
  const golden = JSON.parse(await readFile(new URL('../tests/golden/optimizer_paths.json', import.meta.url), 'utf8'))
  const { page } = await site.show('embed.html?controls=none')
  let compared = 0
  for (const { landscape, rule, start, params, theta, wrapper } of golden) {
    // The surfaces and settings that the figure offers as they are.
    if (wrapper) continue
    const steps = Math.min(STEPS, theta.length - 1)
    // The stored quadratic is (x² + 10 y²)/2, or what the figure calls a condition number of 10.
    const shape = landscape === 'quadratic' ? { kappa: 10, angle: 0 } : {}
    const state = Object.entries({ landscape, ...shape, rule, start: start.join(','), ...params, steps })
      .map(([key, value]) => `${key}=${value}`)
      .join('&')
    const errors = await page.evaluate((state) => {
      let errors = /** @type {string[]} */ ([])
      const figure = document.querySelector('theta-flow')
      const listen = (/** @type {CustomEvent} */ { detail }) => {
        errors = detail.sentences
      }
      figure?.addEventListener('theta-error', listen)
      figure?.load(state)
      figure?.removeEventListener('theta-error', listen)
      return errors
    }, state)
    assert.deepEqual(errors, [], state)
    await settled(page)
    const found = (await frameOf(page)).runs[0]?.theta
    const wrong = differences(found, theta.slice(0, steps + 1))
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
    compared += 1
  }
  assert.ok(compared >= 20, `${compared} paths`)
})
