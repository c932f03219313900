// A run that leaves the finite numbers is a result like any other: it is shown, named, and one move brings it back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('a diverging run says at which step, its figure stays, and a smaller rate brings it back', async () => {
  const { page } = await site.show('embed.html#rule=sgd&lr=1')
  const frame = await frameOf(page)
  assert.equal(frame.status.id, 'diverged')
  assert.ok(frame.step < 500)
  assert.equal(await page.locator('.status').textContent(), `diverged at step ${frame.status.step}`)
  assert.ok(await page.locator('canvas').last().isVisible())
  assert.deepEqual(await sentences(page), [])
  assert.ok(frame.runs[0]?.theta.flat().every(Number.isFinite))

  const { field } = control(page, 'lr')
  await field.fill('4e-4')
  await field.press('Enter')
  await settled(page)
  const back = await frameOf(page)
  assert.equal(back.status.id, 'running')
  assert.equal(back.step, 500)
  assert.equal(await page.locator('.status.diverged').count(), 0)
})

test('playing a diverging run stops where it diverges', async () => {
  const { page } = await site.show('embed.html#rule=sgd&lr=1')
  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForFunction(() => /** @type {any} */ (window).watch.events.includes('theta-pause'))
  await settled(page)
  assert.equal((await frameOf(page)).status.id, 'diverged')
  assert.ok(await page.getByRole('button', { name: 'Play' }).isEnabled())
})

test('every rule at its largest rate leaves a figure that still works', async () => {
  const { page } = await site.show('embed.html#lr=10&noise=10&steps=200')
  const rules = await control(page, 'rule')
    .select.locator('option')
    .evaluateAll((all) => all.map((option) => option.getAttribute('value')))
  for (const rule of rules) {
    await page.evaluate(
      (rule) => document.querySelector('theta-flow')?.load(`rule=${rule}&lr=10&noise=10&steps=200`),
      rule,
    )
    await settled(page)
    const { runs, status, step } = await frameOf(page)
    assert.equal(runs[0]?.rule, rule)
    assert.ok(step === 200 || status.id === 'diverged', `${rule}: step ${step}, ${status.id}`)
  }
  assert.deepEqual(await sentences(page), [])
})
