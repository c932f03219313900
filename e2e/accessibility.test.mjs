// What an automatic check can know of accessibility: every lab on every page, in both themes and languages, wide and narrow.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { openExport, sentences, settled } from './support/figure.mjs'
import { builtLabs } from './support/modules.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 390, height: 844 }
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/**
 * The serious faults of the page as it stands, one line each.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
function faults(page) {
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] })
    return violations
      .filter((/** @type {any} */ { impact }) => impact === 'serious' || impact === 'critical')
      .flatMap((/** @type {any} */ { id, nodes }) =>
        nodes.map(
          (/** @type {any} */ { target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`,
        ),
      )
  })
}

for (const lab of await builtLabs()) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const locale of ['en', 'zh-CN']) {
      test(`the pages of ${lab} have no serious fault: ${colorScheme}, ${locale}`, async () => {
        for (const path of ['embed.html', 'index.html']) {
          const { page } = await site.show(`${path}#lab=${lab}`, { colorScheme, locale, viewport: WIDE })
          await page.locator('details.section').evaluateAll((all) => {
            for (const details of all) details.setAttribute('open', '')
          })
          await page.addScriptTag({ path: axe })
          assert.deepEqual(await faults(page), [], path)
          await page.setViewportSize(NARROW)
          await settled(page)
          assert.deepEqual(await faults(page), [], path)
        }
      })
    }
  }
}

/** With a refused value, so that its sentence is checked as well. */
const REFUSED = 'lr=banana&noise=1&steps=50'
/** With a table, two handles, and every kind of section. */
const RACE = 'landscape=quadratic&rule=momentum&rule_2=sgd&lr_2=1&rule_3=adam&noise=0.1&chart=stability&steps=50'

for (const [path, what, state] of /** @type {const} */ ([
  ['optimizers.html', 'a refused value', REFUSED],
  ['embed.html', 'a refused value', REFUSED],
  ['optimizers.html', 'a race with all sections open', RACE],
])) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const locale of ['en', 'zh-CN']) {
      test(`${path} with ${what} has no serious fault: ${colorScheme}, ${locale}`, async () => {
        const { page } = await site.show(`${path}#lab=optimizers&${state}`, {
          colorScheme,
          locale,
          viewport: WIDE,
        })
        if (state === RACE) {
          const sections = page.locator('details.section')
          await sections.evaluateAll((all) => {
            for (const details of all) details.setAttribute('open', '')
          })
          assert.ok((await sections.count()) >= 8)
          assert.ok(await page.locator('.board table').isVisible())
          assert.equal(await page.locator('.handle').count(), 2)
        }
        await openExport(page, locale === 'en' ? 'Export' : '导出')
        await page.locator('.panel button[aria-expanded=false]').click()
        await page.locator('.animation').waitFor()
        await page.addScriptTag({ path: axe })
        assert.deepEqual(await faults(page), [])
        await page.setViewportSize(NARROW)
        await settled(page)
        assert.deepEqual(await faults(page), [])
      })
    }
  }
}

for (const name of ['index', ...(await builtLabs())]) {
  for (const path of [`${name}.html`, `zh/${name}.html`]) {
    test(`${path} has no serious fault, light and dark, and its headings are in order`, async () => {
      const { page } = await site.show(path, { reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } })
      await page.addScriptTag({ path: axe })
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({ colorScheme })
        await settled(page)
        assert.deepEqual(await faults(page), [], colorScheme)
      }
      const levels = await page.getByRole('heading').evaluateAll((all) => all.map(({ tagName }) => Number(tagName[1])))
      assert.ok(levels[0] === 1 && levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 0) + 1))
      assert.equal(levels.filter((level) => level === 1).length, 1)
    })
  }
}

test('a page of docs/ has no serious fault', async () => {
  const { page } = await site.show('docs/optimizers.html', { figures: 0, viewport: { width: 390, height: 844 } })
  await page.addScriptTag({ path: axe })
  assert.deepEqual(await faults(page), [])
})

test('the first press of the tab key leads past the menu', async () => {
  const { page } = await site.show('gans.html', { figures: 0 })
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to the content' })
  assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0))
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await settled(page)
  assert.deepEqual(await sentences(page), [], 'it is no permalink')
})

test('the focus is visible wherever it is', async () => {
  const { page } = await site.show('optimizers.html')
  for (const locator of [
    page.getByRole('button', { name: 'Play' }),
    page.locator('[data-param=lr] input[type=range]'),
    page.locator('[data-param=lr] input.field'),
    page.locator('[data-param=rule] select'),
    page.getByRole('button', { name: 'Export' }),
    page.locator('#theme'),
    page.locator('a.try').first(),
    page.getByRole('button', { name: 'Export' }),
  ]) {
    await locator.focus()
    // The browser shows the focus of a button only to those who came by keyboard.
    await page.keyboard.press('Shift')
    const outline = await locator.evaluate((element) => getComputedStyle(element).outlineStyle)
    assert.notEqual(outline, 'none')
  }
})
