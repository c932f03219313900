// Where no worker can be had, the same figure is computed in the page; where nothing can be computed, a sentence says so.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, notes, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const strict = useSite({
  headers: {
    'content-security-policy':
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; worker-src 'none'",
  },
})

const STATE = '#landscape=himmelblau&rule=adamw&noise=0.5&steps=300'

/** @type {import('./support/figure.mjs').Frame} */
let expected

/** Waits for the last step: these figures have no worker whose answers could be counted. */
/** @param {import('playwright-core').Page} page */
async function finished(page) {
  await page.waitForFunction(() => {
    const frame = /** @type {any} */ (document.querySelector('theta-flow'))?.frame
    return frame && frame.step === frame.last_step
  })
}

test('a worker computes the figure', async () => {
  const { page } = await site.show(`embed.html${STATE}`)
  expected = await frameOf(page)
  const { workers, answers } = await notes(page)
  assert.ok(workers > 0 && answers > 0)
})

test('runner="page" computes the same in the page', async () => {
  const { page } = await site.show(`embed.html?runner=page${STATE}`)
  await finished(page)
  assert.equal((await notes(page)).workers, 0)
  assert.deepEqual(await frameOf(page), expected)
  await control(page, 'rule').select.selectOption('lion')
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.runs[0].rule === 'lion',
  )
  await page.evaluate(() => document.querySelector('theta-flow')?.load('step=3'))
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.step === 3)
})

for (const [what, block] of /** @type {[string, () => void][]} */ ([
  [
    'throws',
    () =>
      Object.assign(window, {
        Worker: class {
          constructor() {
            throw new Error('refused')
          }
        },
      }),
  ],
  [
    'is missing',
    () => {
      Reflect.deleteProperty(window, 'Worker')
    },
  ],
  [
    'fails to start',
    () => {
      const Original = window.Worker
      window.Worker = class extends Original {
        constructor() {
          super('/no/such/worker.js')
        }
      }
    },
  ],
])) {
  test(`the page computes the same where Worker ${what}`, async () => {
    const { page, problems } = await site.show(`embed.html${STATE}`, { prepare: (page) => page.addInitScript(block) })
    await finished(page)
    assert.deepEqual(await frameOf(page), expected)
    assert.deepEqual(await sentences(page), [])
    // The browser itself reports the file that is not there.
    for (const problem of problems.splice(0)) assert.match(problem, /no\/such\/worker|404/)
  })
}

test('the page computes the same where its security policy allows no worker', async () => {
  const { page, problems } = await strict.show(`embed.html${STATE}`)
  await finished(page)
  assert.deepEqual(await frameOf(page), expected)
  for (const problem of problems.splice(0)) assert.match(problem, /worker-src/)
})

test("a WebAssembly file that is missing is named, and the author's own picture shown", async () => {
  const { page, problems } = await site.article('<theta-flow lab="optimizers"><em>a picture</em></theta-flow>', {
    figures: 0,
    prepare: (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: 'no' })),
  })
  await page.locator('.messages p').waitFor()
  assert.match((await sentences(page)).join(), /its WebAssembly file did not arrive/)
  assert.ok(await page.getByText('a picture').isVisible())
  assert.ok(problems.splice(0).length > 0)
})

test('a browser without WebAssembly gets a sentence', async () => {
  const { page, problems } = await site.article(
    '<theta-flow lab="optimizers" lang="zh"><em>a picture</em></theta-flow>',
    {
      figures: 0,
      prepare: (page) =>
        page.addInitScript(() => {
          Reflect.deleteProperty(window, 'WebAssembly')
        }),
    },
  )
  await page.locator('.messages p').waitFor()
  assert.match((await sentences(page)).join(), /不允许 WebAssembly/)
  assert.ok(await page.getByText('a picture').isVisible())
  assert.ok(problems.splice(0).every((problem) => /theta-flow/.test(problem)))
})

test('a server that names the wrong type does not stop the figure', async () => {
  const { page } = await site.show('embed.html', {
    prepare: (page) =>
      page.route('**/*.wasm', async (route) => {
        const response = await route.fetch()
        await route.fulfill({
          response,
          headers: { ...response.headers(), 'content-type': 'application/octet-stream' },
        })
      }),
  })
  assert.equal((await frameOf(page)).step, 500)
  await settled(page)
})
