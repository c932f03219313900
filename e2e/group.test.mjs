// Linked figures: what the reader does to one of a group happens to all of it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, notes, playedTo, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const VIEWPORT = { width: 900, height: 3600 }

/** @param {string} params @param {string} [more] */
const figure = (params, more = '') =>
  `<theta-flow lab="optimizers" params="${params}" group="a" controls="lr,rule" ${more}></theta-flow>`

/** @param {import('playwright-core').Page} page */
const queries = (page) =>
  page.locator('theta-flow').evaluateAll((all) => all.map((figure) => /** @type {any} */ (figure).query))

/** @param {import('playwright-core').Page} page */
const linked = (page) =>
  page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /group-/.test(name)))

/** @param {import('playwright-core').Page} page @param {number} index @param {(figure: import('../www/theta-flow').ThetaFlow) => void} act */
const on = (page, index, act) =>
  page
    .locator('theta-flow')
    .nth(index)
    .evaluate(/** @type {any} */ (act))

test('a change in one is made in all of its group, and what was not changed stays apart', async () => {
  const { page } = await site.article(
    `${figure('rule=sgd&steps=50')}${figure('rule=momentum&steps=80')}
     <theta-flow lab="optimizers" params="rule=lion&steps=50" group="b" controls="none"></theta-flow>
     <theta-flow lab="estimators" group="a" controls="none"></theta-flow>`,
    { figures: 4, viewport: VIEWPORT },
  )
  await linked(page)
  await on(page, 0, (figure) => figure.set('landscape', 'himmelblau'))
  await settled(page, 6)
  assert.deepEqual(await queries(page), [
    'landscape=himmelblau&rule=sgd&steps=50',
    'landscape=himmelblau&rule=momentum&steps=80',
    'rule=lion&steps=50',
    '',
  ])
  // With the controls that a reader has, in either figure, one that the other does not even show included.
  await page.locator('theta-flow').nth(1).locator('.handle').press('ArrowUp')
  await settled(page, 8)
  assert.deepEqual((await frameOf(page, 0)).start, (await frameOf(page, 1)).start)
  assert.match(await queryOf(page, 0), /start=/)
  await page.locator('theta-flow').nth(0).locator('[data-param=lr] input[type=range]').press('ArrowRight')
  await settled(page, 10)
  const rates = (await queries(page)).slice(0, 2).map((query) => new URLSearchParams(query).get('lr'))
  assert.ok(rates[0] && rates[0] === rates[1], rates.join())
  // Back to the default, which is that of the figure in which it was asked for.
  await page.locator('theta-flow').nth(0).locator('[data-param=lr] button.default').click()
  await settled(page, 12)
  assert.doesNotMatch(await queryOf(page, 0), /lr=/)
})

test('nobody answers an answer: each figure tells of one change', async () => {
  const { page } = await site.article(figure('steps=50') + figure('steps=50') + figure('steps=50'), {
    figures: 3,
    viewport: VIEWPORT,
  })
  await linked(page)
  const before = (await notes(page)).events.length
  await on(page, 1, (figure) => figure.set('lr', '0.02'))
  await on(page, 0, (figure) => figure.set('rule', 'momentum'))
  assert.deepEqual((await notes(page)).events.slice(before), Array(6).fill('theta-change'))
  const kinds = await page.evaluate(() => {
    const kinds = /** @type {boolean[]} */ ([])
    document.addEventListener('theta-change', (event) =>
      kinds.push(/** @type {CustomEvent} */ (event).detail.committed),
    )
    document.querySelector('theta-flow')?.set('lr', '0.03', false)
    return kinds
  })
  assert.deepEqual(kinds, [false, false, false], 'a drag is a drag everywhere')
})

test('time is shared: the step, playing and standing still', async () => {
  const { page } = await site.article(figure('rule=sgd&steps=400') + figure('rule=momentum&steps=300'), {
    figures: 2,
    viewport: VIEWPORT,
  })
  await linked(page)
  const steps = async () => [(await frameOf(page, 0)).step, (await frameOf(page, 1)).step]
  await on(page, 0, (figure) => figure.seek(120))
  await settled(page, 4)
  assert.deepEqual(await steps(), [120, 120])
  await on(page, 1, (figure) => figure.step(-20))
  await settled(page, 6)
  assert.deepEqual(await steps(), [100, 100])
  await on(page, 0, (figure) => figure.seek(350))
  await settled(page, 8)
  assert.deepEqual(await steps(), [350, 300], 'no figure goes beyond its end')
  // So long that it does not end before the test stops it.
  await on(page, 1, (figure) => figure.set('steps', '5000'))
  await on(page, 1, (figure) => figure.reset())
  await on(page, 1, (figure) => figure.play())
  await playedTo(page, 3)
  await on(page, 0, (figure) => figure.pause())
  await settled(page, 10)
  const [one, other] = await steps()
  assert.equal(one, other)
  assert.deepEqual(
    await page.locator('theta-flow').evaluateAll((all) => all.map((f) => /** @type {any} */ (f).playing)),
    [false, false],
  )
})

test('a figure that has not been seen yet begins with what was done to the others', async () => {
  const { page } = await site.article(
    `${figure('rule=sgd&steps=50')}<div style="height: 6000px"></div>${figure('rule=momentum&steps=60&lr=0.01')}`,
    { viewport: { width: 900, height: 700 } },
  )
  await linked(page)
  await on(page, 0, (figure) => {
    figure.set('lr', '0.2')
    figure.set('lr', '0.0003')
    figure.set('start', '0.5,0.25')
    figure.seek(20)
  })
  await page.locator('theta-flow').nth(1).scrollIntoViewIfNeeded()
  await page.waitForFunction(() => /** @type {any} */ (document.querySelectorAll('theta-flow')[1])?.frame?.step === 20)
  assert.equal(await queryOf(page, 1), 'start=0.5,0.25&rule=momentum&lr=0.0003&steps=60')
})

test('one that leaves its group, or the page, is left alone', async () => {
  const { page } = await site.article(figure('steps=50') + figure('steps=50') + figure('steps=50'), {
    figures: 3,
    viewport: VIEWPORT,
  })
  await linked(page)
  await page.evaluate(async () => {
    const [first, second, third] = document.querySelectorAll('theta-flow')
    Object.assign(window, { second, third })
    if (second) second.group = 'elsewhere'
    third?.remove()
    await second?.updateComplete
    first?.set('rule', 'lion')
  })
  const others = () =>
    page.evaluate(() => [/** @type {any} */ (window).second.query, /** @type {any} */ (window).third.state])
  assert.deepEqual(await others(), ['steps=50', 'lab=optimizers&steps=50'])
  await page.evaluate(async () => {
    document.body.append(/** @type {any} */ (window).third)
    await /** @type {any} */ (window).third.updateComplete
  })
  await settled(page, 5)
  await on(page, 0, (figure) => figure.set('rule', 'nadam'))
  assert.deepEqual(await others(), ['steps=50', 'lab=optimizers&rule=nadam&steps=50'])
})
