// Several rules against each other: their controls, the table, and what a step is worth.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { board, control, frameOf, notes, queryOf, section, sentences, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** Where the gradients to the goal stand in a row of the table. */
const REACHED = 2

/** @param {import('playwright-core').Page} page @param {string} state */
const load = (page, state) => page.evaluate((state) => document.querySelector('theta-flow')?.load(state), state)

/** @param {import('playwright-core').Page} page */
const shownControls = (page) =>
  page.locator('.control').evaluateAll((all) => all.map((element) => element.getAttribute('data-param') ?? ''))

test('a section unfolds and folds by click and by keyboard, and stays as it was left', async () => {
  const { page } = await site.show('embed.html')
  const wrappers = section(page, 'wrappers')
  const { field } = control(page, 'clip_norm')
  assert.ok(!(await wrappers.isOpen()))
  assert.ok(await field.isHidden())

  await wrappers.summary.click()
  await field.waitFor({ state: 'visible' })
  assert.ok(await wrappers.isOpen())
  await wrappers.summary.click()
  await field.waitFor({ state: 'hidden' })

  for (const key of ['Enter', 'Space']) {
    await wrappers.summary.press(key)
    await field.waitFor({ state: 'visible' })
    await wrappers.summary.press(key)
    await field.waitFor({ state: 'hidden' })
  }

  await wrappers.summary.press('Enter')
  await field.fill('2')
  await field.press('Enter')
  await settled(page, 2)
  assert.equal(await queryOf(page), 'clip_norm=2')
  await wrappers.summary.click()
  await field.waitFor({ state: 'hidden' })
  await control(page, 'rule').select.selectOption('sgd')
  await settled(page, 3)
  assert.ok(!(await wrappers.isOpen()), 'what is in it is not at its default, and still the reader has closed it')
})

test('a section opens by itself when a link sets something in it', async () => {
  const { page } = await site.show('embed.html#rule_2=sgd&lookahead_k_2=5')
  for (const [group, isOpen] of /** @type {[string, boolean][]} */ ([
    ['wrappers', false],
    ['noise', false],
    ['rule_2', true],
    ['wrappers_2', true],
    ['rule_3', false],
  ])) {
    assert.equal(await section(page, group).isOpen(), isOpen, group)
  }
})

test('a second rule brings its own controls, the table and the next section, and takes them away again', async () => {
  const { page } = await site.show('embed.html#landscape=quadratic&rule=sgd')
  const before = await shownControls(page)
  assert.ok(before.includes('rule_2') && !before.includes('lr_2') && !before.includes('rule_3'))
  assert.deepEqual(await board(page), [])

  await section(page, 'rule_2').summary.click()
  await control(page, 'rule_2').select.selectOption('momentum')
  await settled(page, 2)
  const during = await shownControls(page)
  for (const id of ['lr_2', 'momentum_2', 'clip_norm_2', 'rule_3', 'tolerance', 'best_lr']) {
    assert.ok(during.includes(id), id)
  }
  for (const id of ['beta1_2', 'lr_3', 'rule_4', 'flow']) assert.ok(!during.includes(id), id)
  assert.match((await control(page, 'lr_2').root.locator('label').textContent()) ?? '', /^learning rate 2\b/)
  assert.ok(await control(page, 'lr_2').field.isVisible())
  assert.deepEqual(
    (await frameOf(page)).runs.map(({ rule }) => rule),
    ['sgd', 'momentum'],
  )
  const table = await board(page)
  assert.deepEqual(
    table.map(([name]) => name),
    ['rule', 'gradient descent (SGD)', 'momentum'],
  )

  await control(page, 'momentum_2').field.fill('0.5')
  await control(page, 'momentum_2').field.press('Enter')
  await settled(page, 3)
  assert.equal(await queryOf(page), 'landscape=quadratic&rule=sgd&rule_2=momentum&momentum_2=0.5')

  await control(page, 'rule_2').select.selectOption('none')
  await settled(page, 4)
  assert.deepEqual(await shownControls(page), before)
  assert.deepEqual(await board(page), [])
  assert.equal((await frameOf(page)).runs.length, 1)
})

test('the table says who reached the goal when, and follows the goal and the step', async () => {
  const { page } = await site.show(
    'embed.html#landscape=quadratic&rule=sgd&rule_2=rk4&rule_3=momentum&rule_4=sgd&lr_4=1&tolerance=0.01',
  )
  const { runs } = await frameOf(page)
  const reached = runs.map((run) => {
    const at = run.loss.findIndex((loss) => loss < 0.01)
    return at < 0 ? null : (run.gradients[at] ?? null)
  })
  assert.deepEqual(
    runs.map((run) => run.reached),
    reached,
  )
  assert.equal(reached[3], null)
  assert.ok(reached.slice(0, 3).every((gradients) => gradients !== null && gradients > 0))

  const [, ...rows] = await board(page)
  assert.deepEqual(
    rows.map((row) => row[REACHED]),
    reached.map((gradients) => (gradients === null ? '–' : String(gradients))),
  )
  assert.equal(rows[3]?.at(-1), 'diverged')

  const { field } = control(page, 'tolerance')
  await field.fill('0.0001')
  await field.press('Enter')
  await settled(page, 2)
  const later = (await frameOf(page)).runs.map((run) => run.reached)
  for (const at of [0, 1, 2]) assert.ok((later[at] ?? 0) > (reached[at] ?? 0), `rule ${at + 1}`)
  assert.equal((await board(page))[1]?.[REACHED], String(later[0]))

  await page.getByRole('slider', { name: 'Step', exact: true }).press('Home')
  await settled(page, 3)
  const atStart = (await board(page)).slice(1).map((row) => row[REACHED])
  assert.deepEqual(atStart, ['–', '–', '–', '–'], 'nobody has reached anything yet')
})

test('a step is one gradient for everybody: Runge–Kutta moves once in four, Heun in two', async () => {
  const { page } = await site.show('embed.html#landscape=himmelblau&rule=sgd&rule_2=rk4&rule_3=heun&steps=30')
  const scrub = page.getByRole('slider', { name: 'Step', exact: true })
  await scrub.press('Home')
  for (let step = 0; step <= 9; step++) {
    await page.waitForFunction(
      (step) => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.step === step,
      step,
    )
    const { runs } = await frameOf(page)
    assert.deepEqual(
      runs.map(({ theta }) => theta.length - 1),
      [1, 4, 2].map((cost) => Math.floor(step / cost)),
      `step ${step}`,
    )
    await scrub.press('ArrowRight')
  }
  assert.deepEqual(
    (await frameOf(page)).runs.map(({ gradients }) => gradients.slice(0, 3)),
    [
      [0, 1, 2],
      [0, 4, 8],
      [0, 2, 4],
    ],
  )
  assert.ok((await page.locator('.note').allTextContents()).some((note) => /one gradient for every rule/.test(note)))
})

test('the best learning rate of every rule is found and shown, by a tick in a box', async () => {
  const { page } = await site.show('embed.html#landscape=booth&rule=sgd&rule_2=momentum&rule_3=adam&steps=200')
  const before = await frameOf(page)
  await section(page, 'race').summary.click()
  const { checkbox, root } = control(page, 'best_lr')
  assert.ok(!(await checkbox.isChecked()))
  await root.locator('label').click()
  assert.ok(await checkbox.isChecked())
  await settled(page, 2)
  const best = await frameOf(page)
  assert.match(await queryOf(page), /&best_lr=on\b/)
  assert.equal(best.step, 200)
  for (const [at, run] of best.runs.entries()) {
    const usual = before.runs[at]
    assert.notEqual(run.learning_rate, usual?.learning_rate, run.rule)
    assert.ok((run.reached ?? Infinity) <= (usual?.reached ?? Infinity), run.rule)
  }
  const cells = (await board(page)).slice(1).map((row) => Number(row[1]))
  for (const [at, run] of best.runs.entries()) {
    assert.ok(Math.abs((cells[at] ?? 0) / run.learning_rate - 1) < 0.01, `${cells[at]} is ${run.learning_rate}`)
  }

  await checkbox.press('Space')
  await settled(page, 3)
  assert.deepEqual(await frameOf(page), before)
})

test('a race on a typed formula has a goal, and the table that its named twin has', async () => {
  const rules =
    'start=-1.5,1&rule=sgd&lr=0.001&rule_2=momentum&lr_2=0.0005&rule_3=adam&lr_3=0.05&steps=4000&tolerance=0.1'
  const { page } = await site.show(`embed.html?controls=none#landscape=rosenbrock&${rules}`)
  const named = await board(page)
  assert.ok(named.slice(1).every((row) => Number(row[REACHED]) > 0))
  const { frames } = await notes(page)
  await load(page, `landscape=custom&f=(1-x)^2%2B100(y-x^2)^2&${rules}`)
  await settled(page, frames + 1)
  const reached = (/** @type {string[][]} */ table) => table.map((row) => row.slice(0, REACHED + 1))
  assert.deepEqual(reached(await board(page)), reached(named))
  const said = await page.locator('.note').allTextContents()
  assert.ok(said.some((note) => /lowest minimum found in view/.test(note)))

  await load(page, 'landscape=saddle&rule=sgd&rule_2=momentum&tolerance=0.01')
  await settled(page, frames + 2)
  const instead = await page.locator('.note').allTextContents()
  assert.ok(
    instead.some((note) => /the goal is L < 0\.0100 itself/.test(note)),
    instead.join(' | '),
  )
  assert.ok(Number((await board(page))[1]?.[REACHED]) > 0)
})

const RACES = [
  'rule_2=sgd',
  'landscape=himmelblau&rule=heun&rule_2=rk4&rule_3=implicit_euler&rule_4=lion&steps=150',
  'landscape=quadratic&kappa=50&angle=30&rule=nesterov&rule_2=momentum&momentum_2=0.7&lr_2=0.01&rule_3=sgd&lr_3=10',
  'landscape=beale&rule=adamw&rule_2=sgd&clip_norm_2=1&accumulate_2=4&rule_3=adam&lookahead_k_3=5&rule_4=nadam&schedule_4=cosine&steps=200',
  'landscape=styblinski_tang&rule=momentum&weight_decay=0.1&decoupled=on&rule_2=adam&layer_adaptation_2=on&rule_3=rmsprop&average_3=polyak&steps=400',
  'landscape=logistic_regression&rule=sgd&batch=8&seed=5&rule_2=adam&rule_3=sgd&accumulate_3=4&steps=200',
  'noise=2&sparsity=0.3&seed=9&rule=adagrad&lazy=on&rule_2=adadelta&rule_3=radam&steps=150',
  'landscape=custom&f=log(1+x^2)+abs(y)&rule=sgd&rule_2=sign_sgd&tolerance=0.1',
  'landscape=booth&rule=sgd&rule_2=adam&rule_3=rk4&best_lr=on&steps=120',
  'landscape=monkey_saddle&rule=sgd&rule_2=adamax&step=77',
]

test('every number of a race is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none')
  for (const state of RACES) {
    const { frames } = await notes(page)
    await load(page, state)
    await settled(page, frames + 1)
    const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
    const wrong = differences(found, expected)
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
  }
  assert.deepEqual(await sentences(page), [])
})
