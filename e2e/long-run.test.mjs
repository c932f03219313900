// A run of many thousand steps: it is drawn, goes back and forth without being computed anew, and leaves the page whole.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { frameOf, openExport, settled } from './support/figure.mjs'
import { runNative, tableNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

const STEPS = 30_000
const STATE = `landscape=quadratic&kappa=20&rule=adam&rule_2=momentum&rule_3=rk4&rule_4=sgd&steps=${STEPS}`

/** Moves the figure to a step and waits for its picture. @param {import('playwright-core').Page} page @param {number} step */
async function seek(page, step) {
  await page.evaluate((step) => document.querySelector('theta-flow')?.seek(step), step)
  await page.waitForFunction(
    (step) => /** @type {any} */ (document.querySelector('theta-flow'))?.frame?.step === step,
    step,
  )
  await settled(page)
}

test('a long race is drawn thinned, scrubbed, and exported with every step', async () => {
  const { page } = await site.show(`embed.html#lab=optimizers&${STATE}`)
  const native = /** @type {any} */ (await runNative(`lab=optimizers&${STATE}`))
  const end = /** @type {any} */ (await frameOf(page))
  assert.equal(end.step, STEPS)
  assert.equal(native.runs[0].loss.length, STEPS + 1)
  for (const [index, run] of end.runs.entries()) {
    assert.ok(run.loss.length < 5000 && run.loss.length === run.kept.length, `${run.loss.length} entries`)
    assert.equal(run.reached, native.runs[index].reached)
    assert.equal(run.kept.at(-1), native.runs[index].theta.length - 1)
  }
  // Back and forth by the scrub bar: the same pictures as before.
  const scrub = page.locator('.scrub')
  assert.equal(await scrub.getAttribute('max'), String(STEPS))
  await seek(page, 12_345)
  const before = await frameOf(page)
  await seek(page, 77)
  const early = /** @type {any} */ (await frameOf(page)).runs[3]
  assert.equal(early.kept.at(-1), 77)
  await seek(page, 12_345)
  assert.deepEqual(await frameOf(page), before)
  await scrub.press('End')
  await settled(page)
  await page.waitForFunction(
    (step) => /** @type {any} */ (document.querySelector('theta-flow'))?.frame?.step === step,
    STEPS,
  )

  // Files have every step.
  await openExport(page)
  const save = async (/** @type {string} */ name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    return readFile(await download.path(), 'utf8')
  }
  const rows = (/** @type {string} */ text) => text.trimEnd().split('\n')
  const [mine, theirs] = [rows(await save('CSV')), rows(await tableNative(`lab=optimizers&${STATE}`))]
  assert.equal(mine.length, STEPS + 2)
  assert.equal(mine[0], theirs[0])
  // Before rounding decides: the library functions of a browser are others.
  const numbers = (/** @type {string[]} */ table) => table.slice(1, 200).map((row) => row.split(',').map(Number))
  assert.deepEqual(differences(numbers(mine), numbers(theirs)), [])
  const exported = JSON.parse(await save('JSON'))
  assert.equal(exported.frame.runs[0].theta.length, STEPS + 1)
  assert.deepEqual(exported.frame.runs[0].kept, [])
  // Adam's late burst is in the picture, where and as high as it is.
  const late = (/** @type {number[]} */ losses, /** @type {(entry: number) => number} */ step) =>
    losses.reduce(
      (/** @type {[number, number]} */ most, loss, entry) => {
        return step(entry) > 5000 && loss > most[1] ? /** @type {[number, number]} */ ([step(entry), loss]) : most
      },
      [0, 0],
    )
  const burst = late(exported.frame.runs[0].loss, (entry) => entry)
  assert.ok(burst[1] > 1e-4)
  assert.deepEqual(
    late(end.runs[0].loss, (entry) => end.runs[0].kept[entry]),
    burst,
  )
})

test('a long Dirac-GAN is the one of the command line, and its table has every step', async () => {
  const state = 'lab=gans&view=dirac&objective=wgan&method=alternating&lr=0.3&steps=20000'
  const { page } = await site.show(`embed.html#${state}`)
  const native = /** @type {any} */ (await runNative(state))
  const found = /** @type {any} */ (await frameOf(page))
  assert.equal(found.runs[0].kept.at(-1), 20_000)
  const kept = found.runs[0].kept.map((/** @type {number} */ step) => native.runs[0].path[step])
  assert.deepEqual(differences(found.runs[0].path.slice(0, 200), kept.slice(0, 200)), [])
  const table = await page.evaluate(() => document.querySelector('theta-flow')?.exportCsv())
  assert.equal(table?.trimEnd().split('\n').length, 20_002)
})
