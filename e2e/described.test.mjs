// A figure says in words what it shows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadState } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const STATE = 'lab=optimizers&rule=sgd&lr=0.001&steps=100'

/** What the figure says, once it has stood still for a moment. @param {import('playwright-core').Page} page @param {RegExp} words */
async function description(page, words) {
  const line = page.locator('theta-flow #description').filter({ hasText: words })
  await line.waitFor({ state: 'attached', timeout: 20_000 })
  return (await line.textContent()) ?? ''
}

test('the description of a figure has its numbers and its curves', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  const said = await description(page, /falls from/)
  assert.match(said, /^Step 100 of 100, end of the run\. /)
  assert.match(said, /optimizer θₙ: L − L\* falls from 12\.5 to \d/)
  assert.match(said, /optimizer θₙ leads from \(−1\.50, 2\.00\) to \(/)
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.description), said)
  await page.evaluate((state) => document.querySelector('theta-flow')?.load(state), `${STATE}&pin=lr%3D0.002`)
  assert.match(await description(page, /In grey/), /In grey: γ 0\.002\.$/)
})

test('an author can have it shown below the figure, in the language of the page', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, STATE)
  await description(page, /falls from/)
  const line = page.locator('theta-flow #description')
  const height = () => line.evaluate((element) => element.getBoundingClientRect().height)
  assert.ok((await height()) < 2, 'it is for screen readers alone')
  await page.evaluate(() => document.querySelector('theta-flow')?.toggleAttribute('describe', true))
  await page.waitForFunction(() => {
    const line = document.querySelector('theta-flow')?.shadowRoot?.querySelector('#description')
    return (line?.getBoundingClientRect().height ?? 0) > 10
  })
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('lang', 'zh'))
  assert.match(await description(page, /降至/), /^第 100 步，共 100 步，.*优化器 θₙ：/)
})
