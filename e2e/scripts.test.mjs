// "PyTorch" among the exports: what is on show as a script, the same that the command line writes.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openExport, settled } from './support/figure.mjs'
import { scriptNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const PERMISSIONS = ['clipboard-read', 'clipboard-write']
const STATE = 'rule=momentum&lr=0.002&steps=80&step=30'

/** @param {import('playwright-core').Page} page */
const copied = (page) => page.evaluate(() => navigator.clipboard.readText())

test('the keyboard copies the run on show, and the module for it comes with the first copy', async () => {
  /** @type {string[]} */
  const asked = []
  const { page } = await site.show(`embed.html#${STATE}`, {
    permissions: PERMISSIONS,
    prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
  })
  const isCompute = (/** @type {string} */ url) => /_compute_bg-.*\.wasm$/.test(url)
  assert.ok(!asked.some(isCompute))
  await openExport(page)
  await page.getByRole('button', { name: 'PyTorch' }).press('Enter')
  await page.getByText('PyTorch copied').waitFor()
  assert.equal(asked.filter(isCompute).length, 1)
  assert.equal(await copied(page), await scriptNative(STATE))

  await page.evaluate(() => document.querySelector('theta-flow')?.set('rule', 'sgd'))
  await settled(page, 2)
  assert.equal(await page.getByText('PyTorch copied').count(), 0, 'it was another run')
  await page.getByRole('button', { name: 'PyTorch' }).click()
  await page.getByText('PyTorch copied').waitFor()
  assert.equal(asked.filter(isCompute).length, 1)
  const state = await page.evaluate(() => document.querySelector('theta-flow')?.state ?? '')
  assert.equal(await copied(page), await scriptNative(state))
})

test('in Chinese too', async () => {
  const { page } = await site.show('embed.html?lang=zh', { permissions: PERMISSIONS })
  await openExport(page, '导出')
  await page.getByRole('button', { name: 'PyTorch 代码' }).click()
  await page.getByText('已复制 PyTorch 代码').waitFor()
  assert.equal(await copied(page), await scriptNative(''))
})

test('where copying is not allowed the script is shown', async () => {
  const { page } = await site.show(`embed.html#${STATE}`, {
    prepare: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
      }),
  })
  await openExport(page)
  await page.getByRole('button', { name: 'PyTorch' }).click()
  await page.getByText(/Copying was not allowed/).waitFor()
  assert.equal(await page.getByLabel('PyTorch', { exact: true }).inputValue(), await scriptNative(STATE))
})

test('a script that cannot be made is said to be missing, and the figure stays', async () => {
  const { page, problems } = await site.show('embed.html', {
    permissions: PERMISSIONS,
    prepare: (page) => page.route('**/optimizers_compute_bg*.wasm', (route) => route.fulfill({ status: 404 })),
  })
  await openExport(page)
  await page.getByRole('button', { name: 'PyTorch' }).click()
  await page.getByText('PyTorch could not be made').waitFor()
  assert.ok(await page.locator('.figure').isVisible())
  assert.ok(problems.splice(0).length > 0)
})
