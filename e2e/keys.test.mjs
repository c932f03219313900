// Keys and fingers in the figure mean the figure: a page around it with shortcuts of its own, or a deck of slides, does
// not hear of them. What leads out of the figure, and what is pressed with Ctrl, Meta or Alt, it does hear.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { control, frameOf, openExport, queryOf, settled } from './support/figure.mjs'
import { finger, middle } from './support/pointer.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const { resolve } = createRequire(import.meta.url)

const OF_THE_FIGURE = [
  ...'aZ0.5-+,?/f ',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
].concat(['PageDown', 'Enter', 'Backspace', 'Delete', 'é', '学', 'Process'])
const OF_THE_PAGE = [
  'Escape',
  'Tab',
  'F1',
  'F11',
  'Shift',
  'Control+s',
  'Meta+k',
  'Alt+x',
  'Control+ArrowLeft',
  'Alt+Home',
]

/** A page that acts on every key that it hears of, whatever has the focus. */
const HOSTILE = `<script>
  window.heard = []
  for (const type of ['keydown', 'keypress', 'keyup'])
    for (const place of [window, document, document.documentElement])
      place.addEventListener(type, (event) => {
        heard.push(type + ' ' + event.key)
        if (!event.ctrlKey && event.key !== 'Tab') event.preventDefault()
      })
</script>`

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
const heard = (page) => page.evaluate(() => /** @type {any} */ (window).heard.splice(0))

/**
 * Sends keys to everything in the figure that can have the focus, and tells which of them the page heard of where.
 * @param {import('playwright-core').Page} page
 * @param {string[]} keys
 */
function heardOf(page, keys) {
  return page.evaluate((keys) => {
    const root = document.querySelector('theta-flow')?.shadowRoot
    const all = root?.querySelectorAll('button, input, select, textarea, summary, [tabindex]') ?? []
    const places = [...all].filter((place) => place.checkVisibility())
    const found = /** @type {string[]} */ ([])
    for (const place of places) {
      for (const name of keys) {
        const [modifier, key = ''] = name.includes('+') && name.length > 1 ? name.split('+') : ['', name]
        const init = { key, bubbles: true, composed: true, cancelable: true }
        const held = { ctrlKey: modifier === 'Control', metaKey: modifier === 'Meta', altKey: modifier === 'Alt' }
        for (const type of ['keydown', 'keypress', 'keyup']) {
          place.dispatchEvent(new KeyboardEvent(type, { ...init, ...held }))
          const count = /** @type {any} */ (window).heard.splice(0).length
          if (count > 0) found.push(`${type} ${name} in ${place.localName}.${place.className}`)
        }
      }
    }
    return { places: places.length, found }
  }, keys)
}

test('keys mean the figure wherever they are pressed in it', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="landscape=quadratic"></theta-flow>', {
    head: HOSTILE,
  })
  await page.locator('details.section').evaluateAll((all) => {
    for (const details of all) details.setAttribute('open', '')
  })
  await openExport(page)
  await page.locator('.panel textarea').evaluate((area) => area.removeAttribute('hidden'))
  const inside = await heardOf(page, OF_THE_FIGURE)
  assert.ok(inside.places > 30, `${inside.places}`)
  assert.deepEqual(inside.found, [])
})

test('what leads out of the figure reaches the page', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow>', { head: HOSTILE })
  const { places, found } = await heardOf(page, OF_THE_PAGE)
  assert.ok(places > 10)
  assert.equal(found.length, places * OF_THE_PAGE.length * 3)
})

test('a page that acts on every key does not hinder what is done in the figure', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=5000"></theta-flow>', {
    head: HOSTILE,
  })
  const { slider, field, select } = control(page, 'lr')
  assert.equal(await select.count(), 0)
  await field.fill('')
  await field.pressSequentially('0.002')
  await field.press('Enter')
  await settled(page)
  assert.match(await queryOf(page), /lr=0\.002\b/)
  await slider.press('ArrowRight')
  await slider.press('Home')
  const scrub = page.locator('.scrub')
  await scrub.press('End')
  await scrub.press('PageDown')
  await scrub.press('PageDown')
  await settled(page)
  const { step, last_step } = await frameOf(page)
  assert.ok(step < last_step, `${step}`)
  await page.locator('.handle').press('ArrowRight')
  await settled(page)
  assert.match(await queryOf(page), /start=/)
  const rule = control(page, 'rule').select
  await rule.focus()
  await page.keyboard.type('ad')
  const play = page.getByRole('button', { name: 'Play' })
  await play.press('Space')
  await page.getByRole('button', { name: 'Pause' }).press('Enter')
  await openExport(page)
  const width = page.locator('.panel select').first()
  await width.press('End')
  assert.deepEqual(await heard(page), [])

  await width.press('Escape')
  assert.equal(await page.locator('.panel').count(), 0)
  assert.deepEqual(await heard(page), ['keyup Escape', 'keyup Escape', 'keyup Escape'], 'the key has closed the panel')
  await play.press('Escape')
  await play.press('Control+b')
  const commands = (await heard(page)).filter((key) => /^keydown (Escape|b)$/.test(key))
  assert.equal(commands.length, 6)
})

test('the points, their sheet and their dialog keep what is typed in them', async () => {
  const { page } = await site.article(
    '<theta-flow lab="gans" params="data=points&steps=5" controls="points"></theta-flow>',
    {
      head: HOSTILE,
    },
  )
  const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true })
  await button('Draw').press('Enter')
  for (const key of ['Enter', 'ArrowRight', 'Shift+ArrowDown', 'Space', 'Home', 'x']) await page.keyboard.press(key)
  await settled(page)
  assert.deepEqual(
    (await heard(page)).filter((key) => !key.endsWith('Shift')),
    [],
  )
  await page.keyboard.press('Alt+q')
  assert.equal((await heard(page)).filter((key) => key === 'keydown q').length, 3)
  await page.keyboard.press('Escape')
  await heard(page)

  await button('Paste data …').press('Space')
  const table = page.getByRole('textbox', { name: 'Table of points' })
  await table.press('ControlOrMeta+a')
  await heard(page)
  await table.pressSequentially('1,2')
  for (const key of ['Enter', 'Home', 'ArrowUp', 'End', 'PageDown', 'Delete']) await table.press(key)
  await table.pressSequentially('-1,0.5')
  await page
    .getByRole('checkbox', { name: /bring/i })
    .or(page.locator('dialog input[type=checkbox]'))
    .first()
    .press('Space')
  assert.deepEqual(await heard(page), [])
  await button('Use these points').press('Enter')
  await settled(page)
  assert.equal((await queryOf(page)).match(/;/g)?.length, 1, await queryOf(page))
  assert.deepEqual(await heard(page), [])
})

for (const name of ['embedding.md', 'embedding.zh.md']) {
  test(`${name}: a listener that hears keys first leaves them to the figure`, async () => {
    const text = await readFile(new URL(`../docs/${name}`, import.meta.url), 'utf8')
    const [, code = ''] = /^```js\n(document\.addEventListener\('keydown'[\s\S]*?)^```/m.exec(text) ?? []
    assert.match(code, /capture: true/)
    const { page } = await site.article('<theta-flow lab="optimizers"></theta-flow><p tabindex="0">Text</p>', {
      head: `<script>heard = []; nextSlide = ({ key }) => heard.push(key); ${code}</script>`,
    })
    await control(page, 'lr').slider.press('ArrowRight')
    await page.locator('.handle').press('PageUp')
    assert.deepEqual(await heard(page), [])
    await page.locator('.handle').press('Control+e')
    await page.getByText('Text').press('ArrowRight')
    assert.deepEqual((await heard(page)).slice(-2), ['e', 'ArrowRight'])
    await settled(page)
  })
}

test("the children of the element are the page's", async () => {
  const { page, problems } = await site.article('<theta-flow lab="nothing"><a href="#here">picture</a></theta-flow>', {
    head: HOSTILE,
    figures: 0,
  })
  await page.locator('theta-flow a').waitFor({ state: 'attached' })
  await page.locator('theta-flow a').dispatchEvent('keydown', { key: 'ArrowRight', bubbles: true, composed: true })
  assert.equal((await heard(page)).length, 3)
  problems.length = 0
})

const DECK = `<div class="reveal"><div class="slides">
  <section><h2>One</h2></section>
  <section><theta-flow params="landscape=himmelblau&steps=20" controls="lr,rule" style="text-align: left"></theta-flow></section>
  <section><h2>Three</h2></section>
</div></div>`

/** Slides as authors make them, with the figure on the second. @param {object} [options] */
async function deck(options) {
  const { page } = await site.article(DECK, { viewport: { width: 1180, height: 860 }, ...options, figures: 0 })
  await page.addStyleTag({ path: resolve('reveal.js/reveal.css') })
  await page.addScriptTag({ path: resolve('reveal.js') })
  await page.evaluate(async () => {
    const { Reveal } = /** @type {any} */ (window)
    await Reveal.initialize({ transition: 'none', backgroundTransition: 'none', hash: false })
    Reveal.slide(1)
  })
  await settled(page)
  const state = () =>
    page.evaluate(() => {
      const { Reveal } = /** @type {any} */ (window)
      const { h } = Reveal.getIndices()
      return { slide: h, scale: Reveal.getScale(), paused: Reveal.isPaused(), overview: Reveal.isOverview() }
    })
  return { page, state }
}

test('a figure on a slide of reveal.js', async () => {
  const { page, state } = await deck()
  const { scale } = await state()
  assert.ok(scale > 1.1, `${scale}`)
  const expected = { slide: 1, scale, paused: false, overview: false }
  const { slider, field, select } = control(page, 'lr')
  assert.equal(await select.count(), 0)
  await field.fill('')
  await field.pressSequentially('0.5')
  await field.press('ArrowLeft')
  await field.press('Enter')
  await settled(page)
  assert.match(await queryOf(page), /lr=0\.5\b/)
  await slider.press('ArrowLeft')
  await settled(page)
  assert.match(await queryOf(page), /lr=0\.[34]/, 'the slider moves')
  await page.locator('.handle').press('ArrowRight')
  await page.locator('.handle').press('ArrowUp')
  await page.locator('.handle').press('PageDown')
  await page.getByRole('button', { name: 'Play' }).press('Space')
  await page.waitForFunction(() => /** @type {any} */ (window).watch.events.includes('theta-pause'))
  await page.locator('.scrub').press('Home')
  await settled(page)
  assert.equal((await frameOf(page)).step, 0)
  for (const key of ['b', 'o', 'f', 'n', 'p', '.', 'End', 'ArrowDown']) await page.locator('.scrub').press(key)
  assert.deepEqual(await state(), expected)

  const handle = page.locator('.handle')
  const from = await middle(handle)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 30, from.y - 20)
  await page.mouse.up()
  await settled(page)
  const to = await middle(handle)
  assert.ok(Math.hypot(to.x - from.x - 30, to.y - from.y + 20) <= 1, `${JSON.stringify([from, to])}`)
  assert.deepEqual(await state(), expected)

  // Who is done with the figure goes on with the slides.
  await page.locator('.scrub').press('Escape')
  assert.equal((await state()).overview, true)
  await page.keyboard.press('Escape')
  await page.locator('.scrub').evaluate((element) => /** @type {HTMLElement} */ (element).blur())
  await page.keyboard.press('ArrowRight')
  assert.equal((await state()).slide, 2)
})

test('a finger that drags in the figure does not turn the slide', async () => {
  const { page, state } = await deck({ hasTouch: true })
  const touch = await finger(page)
  const at = await middle(page.locator('.handle'))
  const query = await queryOf(page)
  await touch.drag(at, 90, 10)
  await settled(page)
  assert.notEqual(await queryOf(page), query)
  assert.equal((await state()).slide, 1)
  const scrub = page.locator('.scrub')
  await touch.drag(await middle(scrub), -120, 0)
  await settled(page)
  assert.equal((await state()).slide, 1)
  const box = await page.locator('.figure').boundingBox()
  assert.ok(box)
  await touch.drag({ x: box.x + box.width - 30, y: box.y + box.height - 30 }, -120, 0)
  await page.waitForFunction(() => /** @type {any} */ (window).Reveal.getIndices().h === 2)
})
