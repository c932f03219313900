// Several figures in one article: each on its own, all from one download.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, notes, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('two figures are independent', async () => {
  const { page } = await site.article(
    `<theta-flow lab="optimizers" params="rule=sgd&lr=0.0005" controls="lr"></theta-flow>
     <p>Some text.</p>
     <theta-flow lab="optimizers" params="landscape=himmelblau" controls="rule"></theta-flow>`,
    { figures: 2, viewport: { width: 1000, height: 2000 } },
  )
  const second = await frameOf(page, 1)
  await page.locator('theta-flow').nth(0).locator('[data-param=lr] input[type=range]').press('ArrowRight')
  await settled(page, 3)
  assert.match(await queryOf(page, 0), /^rule=sgd&lr=/)
  assert.equal(await queryOf(page, 1), 'landscape=himmelblau')
  assert.deepEqual(await frameOf(page, 1), second)

  const first = await frameOf(page, 0)
  await page.locator('theta-flow').nth(1).locator('.handle').press('ArrowUp')
  await settled(page, 4)
  assert.notDeepEqual((await frameOf(page, 1)).start, second.start)
  assert.deepEqual(await frameOf(page, 0), first)
})

test('five figures come from one module, and each file is fetched once', async () => {
  /** @type {string[]} */
  const fetched = []
  const figures = ['sgd', 'momentum', 'adam', 'lion', 'rk4'].map(
    (rule) => `<theta-flow lab="optimizers" params="rule=${rule}&steps=50" controls="none"></theta-flow>`,
  )
  const { page } = await site.article(figures.join('\n'), {
    figures: 5,
    viewport: { width: 500, height: 6000 },
    prepare: async (page) => page.context().on('request', (request) => fetched.push(new URL(request.url()).pathname)),
  })
  const rules = await page
    .locator('theta-flow')
    .evaluateAll((all) => all.map((figure) => /** @type {any} */ (figure).frame.runs[0].rule))
  assert.deepEqual(rules, ['sgd', 'momentum', 'adam', 'lion', 'rk4'])
  assert.equal(fetched.filter((path) => path.endsWith('.wasm')).length, 1)
  const { workers, most } = await notes(page)
  assert.ok(workers >= 1 && workers <= 4, `${workers} workers`)
  const scripts = fetched.filter((path) => path.endsWith('.js'))
  // A worker asks by itself for its script and for what that shares with the page.
  const repeated = scripts.filter((path, at) => scripts.indexOf(path) !== at && !/worker|optimizers/.test(path))
  assert.deepEqual(repeated, [])
  assert.deepEqual(new Set(Object.values(most)), new Set([1]))
})

test('the script may be in the page twice, under two addresses', async () => {
  const script = new URL('theta-flow.js', site.base).pathname
  const { page } = await site.article(
    `<script type="module" src="${script}?copy"></script>
     <script type="module" src="${script}"></script>
     <theta-flow lab="optimizers"></theta-flow>`,
  )
  assert.equal((await frameOf(page)).step, 500)
})

test('a figure that is taken out and put back goes on as it was', async () => {
  const { page } = await site.article(
    '<div id="one"><theta-flow lab="optimizers"></theta-flow></div><div id="two"></div>',
  )
  await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    figure?.set('rule', 'nadam')
    figure?.step(-100)
  })
  await settled(page)
  const before = await frameOf(page)
  assert.equal(before.step, 400)

  await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    if (figure) document.querySelector('#two')?.append(figure)
  })
  await settled(page)
  assert.deepEqual(await frameOf(page), before, 'moved within the page')

  const { frames } = await notes(page)
  await page.evaluate(async () => {
    const figure = document.querySelector('theta-flow')
    figure?.remove()
    await new Promise((resolve) => setTimeout(resolve))
    if (figure) document.querySelector('#one')?.append(figure)
  })
  await settled(page, frames + 1)
  assert.deepEqual(await frameOf(page), before, 'taken out for a while')
  assert.equal(await queryOf(page), 'rule=nadam')
  await page.locator('[data-param=lr] input[type=range]').press('ArrowRight')
  await settled(page, frames + 2)
  assert.match(await queryOf(page), /lr=/)
})

test('a figure made by a script works like one in the markup', async () => {
  const { page } = await site.article('<main></main>', { figures: 0 })
  await page.evaluate(async () => {
    await customElements.whenDefined('theta-flow')
    const figure = document.createElement('theta-flow')
    figure.lab = 'optimizers'
    figure.params = 'rule=heun&steps=20'
    figure.controls = 'none'
    document.querySelector('main')?.append(figure)
  })
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.rule, 'heun')
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('params', 'rule=rk4&steps=10'))
  await settled(page, 2)
  assert.equal((await frameOf(page)).last_step, 10)
})
