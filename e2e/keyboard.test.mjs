// Every figure of every lab without a mouse and without eyes: all is reached by the tab key, one sees where one is, the
// arrow keys move all that can be dragged, all has a name, and what is shown is said in words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryOf, settled } from './support/figure.mjs'
import { builtLabs } from './support/modules.mjs'
import { useSite } from './support/site.mjs'
import { views } from './support/views.mjs'

const site = useSite()
/** @type {Awaited<ReturnType<typeof views>> | undefined} */
let all

/** The states of a lab's figures. @param {string} lab */
async function statesOf(lab) {
  all ??= await views((await site.show('embed.html')).page, site.base)
  return all.filter((view) => view.lab === lab).map(({ state }) => state)
}

/** @typedef {{ name: string, isVisible: boolean, what: string }} Focus */

/**
 * What has the focus in the figure; null outside of it.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Focus | null>}
 */
function focused(page) {
  return page.evaluate(() => {
    const element = document.querySelector('theta-flow')?.shadowRoot?.activeElement
    if (!element) return null
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement
    const text = isField ? element.labels?.[0]?.textContent : element.textContent
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    // What can be dragged has a ring of its own.
    const handle = element.closest('.handle')
    const ring = getComputedStyle(handle ?? element, '::before')
    const hasRing = handle !== null && ring.borderTopColor !== 'rgba(0, 0, 0, 0)' && ring.opacity === '1'
    const box = element.getBoundingClientRect()
    return {
      name: (element.getAttribute('aria-label') ?? text ?? '').trim(),
      isVisible: handle ? hasRing : outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
      what: `${element.tagName} ${element.className} at ${Math.round(box.left)}, ${Math.round(box.top)}`,
    }
  })
}

for (const lab of await builtLabs()) {
  test(`${lab}: everything is reached by the tab key, has a name, and shows the focus`, async () => {
    for (const state of await statesOf(lab)) {
      const { page } = await site.show(`embed.html?lang=en#${state}`)
      await page.locator('theta-flow details').evaluateAll((all) => {
        for (const details of all) details.setAttribute('open', '')
      })
      await page.locator('theta-flow .numbers table').waitFor()
      const expected = await page.locator('theta-flow').evaluate((figure) => {
        const root = figure.shadowRoot
        const elements = [...(root?.querySelectorAll('button, input, select, textarea, summary, [tabindex]') ?? [])]
        return elements.filter((element) => element.checkVisibility() && !element.matches(':disabled, [tabindex="-1"]'))
          .length
      })
      assert.ok(expected > 8, state)
      /** @type {Focus[]} */
      const reached = []
      for (;;) {
        await page.keyboard.press('Tab')
        const focus = await focused(page)
        if (!focus) break
        reached.push(focus)
        assert.ok(reached.length <= expected, `${state}: ${JSON.stringify(reached)}`)
      }
      assert.equal(reached.length, expected, `${state}: ${JSON.stringify(reached)}`)
      assert.deepEqual(
        reached.filter(({ name, isVisible }) => name === '' || !isVisible),
        [],
        state,
      )
    }
  })

  test(`${lab}: the arrow keys move all that can be dragged`, async () => {
    for (const state of await statesOf(lab)) {
      const { page } = await site.show(`embed.html?lang=en#${state}`)
      for (const handle of await page.locator('.handle').all()) {
        assert.match((await handle.getAttribute('aria-label')) ?? '', /drag/)
        const heard = () => handle.locator('input[tabindex="0"]').getAttribute('aria-valuetext')
        for (const keys of [
          ['ArrowLeft', 'ArrowRight'],
          ['ArrowUp', 'ArrowDown'],
          ['Home', 'End'],
          ['PageUp', 'PageDown'],
          ['Alt+ArrowLeft', 'Alt+ArrowRight'],
        ]) {
          // At an end of its range it moves in one of the two directions.
          let moves = 0
          for (const key of keys) {
            const query = await queryOf(page)
            const value = await heard()
            await handle.press(key)
            await settled(page)
            if ((await queryOf(page)) === query) continue
            moves += 1
            assert.notEqual(await heard(), value, 'what it says follows')
          }
          assert.ok(moves > 0, `${state}: ${await handle.getAttribute('data-handle')}: ${keys}`)
        }
      }
    }
  })

  test(`${lab}: what is shown is said in words, in both languages`, async () => {
    for (const state of await statesOf(lab)) {
      for (const lang of ['en', 'zh']) {
        const { page } = await site.show(`embed.html?lang=${lang}#${state}`)
        const summary = page.getByRole('status').filter({ hasText: lang === 'en' ? /step/i : /步/ })
        await summary.waitFor({ state: 'attached' })
        const said = (await summary.textContent()) ?? ''
        const readouts = await page.evaluate(() => {
          const { readouts } = /** @type {any} */ (document.querySelector('theta-flow'))
          return readouts.filter((/** @type {any} */ { id, value }) => id !== 'step' && value !== null)
        })
        for (const { text } of readouts) assert.ok(said.includes(text), `${state}: ${text} in ${said}`)
        // A gap that stayed open, or a value that is none.
        assert.doesNotMatch(said, /[{}]|undefined|NaN/, `${state} ${lang}`)
        const label = await page.locator('canvas[role=img]').getAttribute('aria-label')
        assert.ok((label ?? '').length > 10 && !/[{}_]/.test(label ?? ''), `${state}: ${label}`)
        await page.close()
      }
    }
  })
}
