// However slow the engine and however fast the reader: a figure has at most one request under way, and asks for nothing
// while nobody can see it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, notes, playedTo, queryOf, settled, stepWanted, watchFigures } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** However late a picture comes, time goes on by a tenth of a second at most, which is six steps and a fraction. */
const LONGEST_STRIDE = 7

/**
 * Makes every answer of a worker wait until the test lets it through.
 * @param {import('playwright-core').Page} page
 */
async function holdAnswers(page) {
  await page.addInitScript(() => {
    const held = /** @type {(() => void)[]} */ ([])
    let holding = false
    Object.assign(window, {
      gate: {
        hold: () => {
          holding = true
        },
        get waiting() {
          return held.length
        },
        open: () => {
          holding = false
          for (const release of held.splice(0)) release()
        },
      },
    })
    const Original = window.Worker
    window.Worker = class extends Original {
      /** @param {ConstructorParameters<typeof Original>} args */
      constructor(...args) {
        super(...args)
        let passing = false
        this.addEventListener('message', (event) => {
          if (!holding || passing || event.data.type === 'loaded') return
          event.stopImmediatePropagation()
          held.push(() => {
            passing = true
            this.dispatchEvent(new MessageEvent('message', { data: event.data }))
            passing = false
          })
        })
      }
    }
  })
}

/** @param {import('playwright-core').Page} page @param {'hold' | 'open'} action */
const gate = (page, action) => page.evaluate((action) => /** @type {any} */ (window).gate[action](), action)

test('while one answer is awaited no other is asked for, and then only the latest value is computed', async () => {
  const { page } = await site.blank()
  await holdAnswers(page)
  await watchFigures(page)
  await page.goto(new URL('embed.html', site.base).href)
  await settled(page)
  const before = await notes(page)
  await gate(page, 'hold')
  const { slider, field } = control(page, 'lr')
  for (let press = 0; press < 12; press++) await slider.press('ArrowLeft')
  await page.locator('.handle').press('ArrowUp')
  await page.waitForFunction(() => /** @type {any} */ (window).gate.waiting > 0)
  assert.equal((await notes(page)).underway, 1)
  assert.equal((await notes(page)).frames, before.frames)
  assert.match(
    await queryOf(page),
    new RegExp(`lr=${await field.inputValue()}$`),
    'controls do not wait for the picture',
  )

  await gate(page, 'open')
  await settled(page, before.frames + 1)
  const after = await notes(page)
  const computed = after.queries.slice(before.queries.length)
  assert.equal(computed.length, 2, `the first value and the last: ${computed.join(' ')}`)
  assert.equal(computed.at(-1), await queryOf(page))
  assert.deepEqual(Object.values(after.most), [1])
})

test('while it plays and is dragged a figure has one request under way', async () => {
  const { page } = await site.show('embed.html#steps=5000')
  await page.getByRole('button', { name: 'Play' }).click()
  const box = await page.locator('.handle').boundingBox()
  assert.ok(box)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 90, box.y + 90, { steps: 40 })
  await page.mouse.up()
  await page.getByRole('button', { name: 'Pause' }).click()
  await settled(page)
  assert.deepEqual(Object.values((await notes(page)).most), [1])
})

test('a page that is busy does not pile up requests', async () => {
  const { page } = await site.show('embed.html')
  const before = (await notes(page)).queries.length
  await page.evaluate(async () => {
    const figure = document.querySelector('theta-flow')
    figure?.play()
    for (let round = 0; round < 8; round++) {
      const until = performance.now() + 60
      while (performance.now() < until);
      figure?.set('lr', String(0.01 + round / 100))
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
    figure?.pause()
  })
  await settled(page)
  const after = await notes(page)
  assert.deepEqual(Object.values(after.most), [1])
  const computed = after.queries.slice(before)
  assert.ok(computed.length <= 8, `eight values at most: ${computed.join(' ')}`)
  assert.equal(await queryOf(page), 'lr=0.08')
})

test('a figure that scrolls out of sight stops running and goes on when it comes back', async () => {
  const { page } = await site.article(
    '<theta-flow lab="optimizers" params="steps=5000" controls="none"></theta-flow><div style="height: 6000px"></div>',
  )
  await page.evaluate(() => document.querySelector('theta-flow')?.play())
  await playedTo(page, 10)
  await page.evaluate(() => scrollTo(0, 5000))
  await settled(page)
  const gone = await notes(page)
  const left = await stepWanted(page)
  const nobodyAsks = await page.evaluate(async () => {
    const { watch } = /** @type {any} */ (window)
    const { answers } = watch
    for (let picture = 0; picture < 20; picture++) await new Promise((resolve) => requestAnimationFrame(resolve))
    return watch.answers === answers && watch.underway === 0
  })
  assert.ok(nobodyAsks)
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForFunction((frames) => /** @type {any} */ (window).watch.frames > frames + 3, gone.frames)
  const { asked } = await notes(page)
  const next = asked[gone.asked.length] ?? 0
  assert.ok(left !== undefined && next >= left && next <= left + LONGEST_STRIDE, `goes on from ${left} at ${next}`)
})

test('a figure far down the page loads nothing until it comes near', async () => {
  /** @type {string[]} */
  const asked = []
  const { page } = await site.article('<div style="height: 6000px"></div><theta-flow lab="optimizers"></theta-flow>', {
    figures: 0,
    prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
  })
  await page.waitForLoadState('networkidle')
  assert.ok(!asked.some((url) => url.endsWith('.wasm')))
  await page.evaluate(() => scrollTo(0, 6000))
  await settled(page)
  assert.ok(asked.some((url) => url.endsWith('.wasm')))
})

test('a figure in a hidden part of the page waits until it is shown', async () => {
  const { page } = await site.article('<div id="tab" hidden><theta-flow lab="optimizers"></theta-flow></div>', {
    figures: 0,
  })
  await page.waitForLoadState('networkidle')
  assert.equal((await notes(page)).workers, 0)
  await page.evaluate(() => document.querySelector('#tab')?.removeAttribute('hidden'))
  await settled(page)
  assert.equal((await frameOf(page)).step, 500)
})

test('a figure in a tab that nobody looks at stands still', async () => {
  const { page } = await site.show('embed.html#steps=5000')
  await page.getByRole('button', { name: 'Play' }).click()
  await playedTo(page, 6)
  const quiet = await page.evaluate(async () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    const { watch } = /** @type {any} */ (window)
    await watch.rest()
    const { answers } = watch
    for (let picture = 0; picture < 20; picture++) await new Promise((resolve) => requestAnimationFrame(resolve))
    return watch.answers === answers
  })
  assert.ok(quiet)
  const { frames } = await notes(page)
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await page.waitForFunction((frames) => /** @type {any} */ (window).watch.frames > frames + 3, frames)
})
