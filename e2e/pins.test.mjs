// An earlier run stays in sight while the reader changes something: on the figure, in its link, in its pictures.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadState, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../www/theta-flow.ts').ThetaFlow} ThetaFlow */

const pinButton = (/** @type {Page} */ page) => page.getByRole('button', { name: 'Pin this run' })
const letGo = (/** @type {Page} */ page) => page.getByRole('button', { name: /^Unpin / })
const names = (/** @type {Page} */ page) =>
  letGo(page).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.replace('Unpin ', '')))
/**
 * What the figure of the page answers.
 * @template Result
 * @param {Page} page
 * @param {(figure: ThetaFlow) => Result} ask
 */
const figure = async (page, ask) => {
  const handle = await page.waitForSelector('theta-flow')
  return /** @type {import('playwright-core').ElementHandle<ThetaFlow>} */ (handle).evaluate(ask)
}
const set = async (/** @type {Page} */ page, /** @type {string} */ state) => {
  await page.evaluate((state) => {
    const [id = '', value = ''] = state.split('=')
    document.querySelector('theta-flow')?.set(id, value)
  }, state)
  await settled(page)
}
const svg = (/** @type {Page} */ page) => figure(page, (figure) => figure.exportSvg())
test('a run is pinned by keys, named by what differs, comes back with the link, and is let go', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, 'lab=optimizers&rule=sgd&lr=0.001&steps=60')
  await pinButton(page).focus()
  await page.keyboard.press('Enter')
  assert.deepEqual(await names(page), ['same settings'])
  await set(page, 'lr=0.002')
  assert.deepEqual(await names(page), ['γ 0.001'])
  await pinButton(page).click()
  await set(page, 'rule=adam')
  const [first, second] = await names(page)
  assert.match(first ?? '', /^gradient descent/)
  assert.match(second ?? '', /^gradient descent/)
  const link = await figure(page, ({ state }) => state)
  assert.match(link, /&pin=rule%3Dsgd%26lr%3D0\.001&pin=rule%3Dsgd$/)
  const picture = await svg(page)
  assert.match(picture, /gradient descent/, 'the legend of the file has them')
  const other = await site.show('embed.html')
  await loadState(other.page, link)
  await other.page.waitForFunction(() => {
    const figure = document.querySelector('theta-flow')
    return figure?.shadowRoot?.querySelectorAll('.legend button').length === 2
  })
  await other.page.waitForFunction(
    async (wanted) => (await document.querySelector('theta-flow')?.exportSvg()) === wanted,
    picture,
  )
  await letGo(page).first().click()
  assert.equal((await names(page)).length, 1)
  await figure(page, (figure) => figure.unpin())
  assert.doesNotMatch(await figure(page, ({ state }) => state), /pin=/)
})

test('more than three runs are refused in a sentence, by the button and in a link', async () => {
  const { page } = await site.show('embed.html')
  await loadState(page, 'lab=optimizers&rule=sgd&steps=20')
  for (const lr of ['0.001', '0.002', '0.003', '0.004']) {
    await set(page, `lr=${lr}`)
    await pinButton(page).click()
  }
  assert.deepEqual(await sentences(page), ['At most 3 earlier runs can be pinned: the others are left out.'])
  assert.equal((await names(page)).length, 3)
  await loadState(page, 'lab=optimizers&pin=lr%3D1&pin=lr%3D2&pin=lr%3D3&pin=lr%3D4&pin=nonsense')
  const [said] = await sentences(page)
  assert.equal(said, 'At most 3 earlier runs can be pinned: the others are left out.')
})

test('every lab keeps a run in sight', async () => {
  const { page } = await site.show('embed.html')
  for (const [lab, other] of [
    ['angles', 'n=40'],
    ['estimators', 'sigma=1'],
    ['gans&view=dirac&start=2,1', 'start=1,2'],
    ['gans&steps=20', 'seed=7'],
  ]) {
    await loadState(page, `lab=${lab}&pin=${encodeURIComponent(other ?? '')}`)
    await letGo(page).waitFor()
    const grey = await page.locator('theta-flow .legend li:last-child line').getAttribute('stroke')
    // Once in the legend, and in the picture as well.
    let found = 0
    for (let turn = 0; turn < 100 && found < 2; turn++) found = (await svg(page)).split(grey ?? '?').length - 1
    assert.ok(found >= 2, `${lab}: ${grey} ${found} times`)
  }
})
