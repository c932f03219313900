// A lab that this house knows nothing of: `examples/decay`, compiled by `cargo xtask wasm --lab`, served from elsewhere.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { frameOf, sentences, settled } from './support/figure.mjs'
import { serveDist } from './support/server.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const files = fileURLToPath(new URL('../examples/decay/dist', import.meta.url))

/** @type {Awaited<ReturnType<typeof serveDist>>} */
let elsewhere
before(async () => {
  elsewhere = await serveDist({ files, folder: '/decay/', headers: { 'access-control-allow-origin': '*' } })
})
after(() => elsewhere?.close())

/** What a page asks the other server for is no problem here. @param {string[]} problems */
function allowElsewhere(problems) {
  const others = problems.filter((problem) => !problem.startsWith(`request to ${elsewhere.base}`))
  problems.splice(0, problems.length, ...others)
}

test('it is shown, computed in a worker, in two languages, beside ours', async () => {
  const { page, problems } = await site.article(`
    <theta-flow lab="decay" src="${elsewhere.base}lab.json" params="h=0.5&steps=4"></theta-flow>
    <theta-flow lab="decay" src="${elsewhere.base}lab.json" params="h=1&steps=3" lang="zh"></theta-flow>
    <theta-flow lab="angles" params="samples=100"></theta-flow>`)
  const path = /** @type {any} */ (await frameOf(page)).path
  assert.deepEqual(path, [1, 0.5, 0.25, 0.125, 0.0625])
  const text = (/** @type {number} */ index) =>
    page.evaluate((index) => document.querySelectorAll('theta-flow')[index]?.shadowRoot?.textContent ?? '', index)
  const texts = JSON.parse(await readFile(new URL('../examples/decay/texts/en.json', import.meta.url), 'utf8'))
  assert.ok((await text(0)).includes(texts.param.h))
  assert.ok((await text(1)).includes('步长'))
  assert.equal((await page.workers()).length > 0, true)
  const states = await page.evaluate(() => [...document.querySelectorAll('theta-flow')].map((figure) => figure.state))
  assert.deepEqual(states, ['lab=decay&steps=4', 'lab=decay&h=1&steps=3', 'lab=angles&samples=100'])
  allowElsewhere(problems)
})

test('its parameters have controls, its refusals sentences, its run an end', async () => {
  const { page, problems } = await site.article(`<theta-flow lab="decay" src="${elsewhere.base}lab.json"></theta-flow>`)
  const set = (/** @type {string} */ id, /** @type {string} */ text) =>
    page.evaluate(
      ([id, text]) => document.querySelector('theta-flow')?.set(id, text),
      /** @type {const} */ ([id, text]),
    )
  assert.equal(await set('h', 'fast'), false)
  assert.match((await sentences(page)).join(' '), /fast/)
  assert.equal(await set('h', '4'), true)
  await settled(page)
  const status = await page.evaluate(() => document.querySelector('theta-flow')?.status)
  assert.equal(status?.id, 'diverged')
  allowElsewhere(problems)
})

test('an address without a lab is said to be one', async () => {
  const { page, problems } = await site.article(
    `<theta-flow lab="decay" src="${elsewhere.base}nothing.json"></theta-flow>`,
    { figures: 0 },
  )
  const sentence = page.locator('theta-flow [part=messages]')
  await sentence.getByText('nothing.json').waitFor()
  allowElsewhere(problems)
  assert.ok(problems.splice(0).every((problem) => /nothing\.json|lab_file/.test(problem)))
})
