// "Numbers of this run": the picture's data as a table, made when it is opened.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** @param {import('playwright-core').Page} page */
const table = (page) =>
  page.locator('theta-flow .numbers').evaluate((details) => ({
    caption: details.querySelector('caption')?.textContent,
    head: [...details.querySelectorAll('thead th')].map(({ textContent }) => textContent),
    names: [...details.querySelectorAll('thead th')].map((cell) => cell.getAttribute('title')),
    rows: [...details.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    ),
  }))

/** @param {import('playwright-core').Page} page @param {RegExp} caption */
const captioned = (page, caption) => page.locator('theta-flow .numbers caption').filter({ hasText: caption }).waitFor()

test('the numbers are there when they are asked for, in words, and follow the run', async () => {
  /** @type {string[]} */
  const fetched = []
  const { page } = await site.article(
    '<theta-flow lab="optimizers" params="rule=sgd&steps=200&lr=0.001" controls="lr"></theta-flow>',
    { prepare: async (page) => page.on('request', (request) => fetched.push(new URL(request.url()).pathname)) },
  )
  assert.ok(!fetched.some((path) => /_compute|table-/.test(path)), 'nothing of it before')
  const summary = page.getByText('Numbers of this run')
  await summary.focus()
  await page.keyboard.press('Enter')
  await captioned(page, /^Step 200 of 200, rounded to 5 digits: 20 of 201 rows/)
  const { head, names, rows } = await table(page)
  assert.deepEqual(head.slice(0, 9), [
    'step',
    'time',
    'x',
    'y',
    'loss',
    'flow: x',
    'flow: y',
    'flow: loss',
    'gap to the flow',
  ])
  assert.deepEqual(names.slice(4, 7), ['loss', 'flow_x', 'flow_y'])
  assert.equal(rows.length, 20)
  const csv = await page.evaluate(() => document.querySelector('theta-flow')?.exportCsv())
  const lines =
    csv
      ?.trimEnd()
      .split('\n')
      .map((line) => line.split(',')) ?? []
  for (const row of rows) {
    const line = lines[1 + Number(row[0])] ?? []
    for (const [at, cell] of row.entries()) {
      assert.ok(
        Math.abs(Number(cell) - Number(line[at])) <= 5e-5 * Math.abs(Number(line[at])),
        `${cell} for ${line[at]}`,
      )
    }
  }
  assert.deepEqual([rows[0]?.[0], rows[19]?.[0]], ['0', '200'])

  await page.evaluate(() => document.querySelector('theta-flow')?.seek(12))
  await captioned(page, /^Step 12 of 200, rounded to 5 digits$/)
  assert.equal((await table(page)).rows.length, 13)
  assert.ok(await page.getByRole('region', { name: 'Step 12 of 200' }).isVisible(), 'a keyboard can scroll it')

  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('lang', 'zh'))
  await captioned(page, /^第 12 步，共 200 步；保留 5 位有效数字$/)
  assert.deepEqual((await table(page)).head.slice(4, 9), ['损失', '流：x', '流：y', '流：损失', '与流的偏差'])

  await page.evaluate(() => document.querySelector('theta-flow')?.load('rule=sgd&rule_2=adam&steps=3&flow=none'))
  await settled(page)
  await captioned(page, /^第 3 步/)
  // In a race, steps are gradients and stand for no time.
  assert.deepEqual((await table(page)).head.slice(1), ['x 1', 'y 1', '损失 1', 'x 2', 'y 2', '损失 2'])

  // Closed, it costs nothing and says nothing.
  await page.getByText('本次运行的数值').click()
  await page.evaluate(() => document.querySelector('theta-flow')?.seek(1))
  await settled(page)
  assert.equal(await page.locator('theta-flow .numbers table').count(), 0)
})

test('where the numbers cannot be had, a sentence says so and the figure goes on', async () => {
  const { page, problems } = await site.article('<theta-flow lab="optimizers" params="steps=20"></theta-flow>', {
    prepare: (page) => page.route(/optimizers_compute/, (route) => route.fulfill({ status: 404, body: '' })),
  })
  await page.getByText('Numbers of this run').click()
  await page.getByText('The numbers could not be collected').waitFor()
  assert.ok(
    problems.length > 0 && problems.every((problem) => /404|theta-flow:|preload/.test(problem)),
    problems.join('\n'),
  )
  problems.length = 0
  await page.unroute(/optimizers_compute/)
  await page.getByText('Numbers of this run').click()
  await page.getByText('Numbers of this run').click()
  await captioned(page, /^Step 20 of 20/)
})
