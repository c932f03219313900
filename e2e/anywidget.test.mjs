// The widget for Jupyter, with a stand-in for the Python side: traits in, state and numbers out.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * Shows the widget for a model with these traits. The model is `window.model`; `saved` counts its messages to Python.
 * @param {import('playwright-core').Page} page
 * @param {Record<string, unknown>} traits
 */
async function show(page, traits) {
  await page.evaluate(
    async ([address, traits]) => {
      const model = Object.assign(new EventTarget(), {
        traits,
        saved: 0,
        listeners: 0,
        get: (/** @type {string} */ name) => /** @type {any} */ (traits)[name],
        set: (/** @type {string} */ name, /** @type {unknown} */ value) => Object.assign(traits, { [name]: value }),
        save_changes: () => {
          model.saved += 1
        },
        on: (/** @type {string} */ event, /** @type {() => void} */ callback) => {
          model.listeners += 1
          model.addEventListener(event, callback)
        },
        off: (/** @type {string} */ event, /** @type {() => void} */ callback) => {
          model.listeners -= 1
          model.removeEventListener(event, callback)
        },
        /** What Python does when a trait is assigned. */
        assign: (/** @type {string} */ name, /** @type {unknown} */ value) => {
          model.set(name, value)
          model.dispatchEvent(new Event(`change:${name}`))
        },
      })
      const { default: widget } = await import(address)
      const el = document.createElement('div')
      document.body.append(el)
      Object.assign(window, { model, close: widget.render({ model, el }) })
    },
    /** @type {[string, Record<string, unknown>]} */ ([`${site.base}anywidget.js`, traits]),
  )
  await settled(page)
}

/** Waits until Python has been told a state. @param {import('playwright-core').Page} page @param {string} state */
const told = (page, state) =>
  page.waitForFunction((state) => /** @type {any} */ (window).model.traits.state === state, state)

test('traits set the figure up, and the notebook is told its state and numbers', async () => {
  const { page } = await site.article('<main></main>', { figures: 0 })
  await show(page, {
    lab: 'optimizers',
    params: 'rule=sgd&steps=40',
    controls: 'lr',
    theme: 'auto',
    lang: '',
    state: '',
    readouts: {},
  })
  await told(page, 'lab=optimizers&rule=sgd&steps=40')
  const loss = await page.evaluate(() => /** @type {any} */ (window).model.traits.readouts.loss)
  assert.equal(loss, (await frameOf(page)).runs[0]?.loss.at(-1))
  assert.equal(await page.locator('.control').count(), 1)

  await page.locator('[data-param=lr] input.field').fill('0.001')
  await page.keyboard.press('Enter')
  await told(page, 'lab=optimizers&rule=sgd&lr=0.001&steps=40')
})

test('Python sets traits: attributes start over, the state is taken over', async () => {
  const { page } = await site.article('<main></main>', { figures: 0 })
  await show(page, { lab: 'optimizers', params: '', controls: '', state: 'lab=optimizers&rule=lion&steps=30&step=7' })
  await told(page, 'lab=optimizers&rule=lion&steps=30&step=7')
  assert.equal((await frameOf(page)).step, 7)
  await page.evaluate(() => /** @type {any} */ (window).model.assign('state', 'lab=optimizers&rule=rk4&steps=20'))
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.step === 20)
  assert.equal(await queryOf(page), 'rule=rk4&steps=20')
  await page.evaluate(() => /** @type {any} */ (window).model.assign('params', 'rule=heun&steps=10'))
  await told(page, 'lab=optimizers&rule=heun&steps=10')
  await page.evaluate(() => /** @type {any} */ (window).model.assign('controls', 'none'))
  await page.locator('.controls').waitFor({ state: 'detached' })
})

test('a closed view leaves nothing behind', async () => {
  const { page } = await site.article('<main></main>', { figures: 0 })
  await show(page, { lab: 'optimizers', params: 'steps=10' })
  await page.evaluate(() => /** @type {any} */ (window).close())
  assert.equal(await page.locator('theta-flow').count(), 0)
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).model.listeners), 0)
})
