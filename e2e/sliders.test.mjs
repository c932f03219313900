// Sliders: moved by keyboard or pointer they change the figure at once, and the value beside them says to what.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, notes, queryOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('arrow keys move a slider, its value and the figure', async () => {
  const { page } = await site.show('embed.html#rule=sgd')
  const { slider, field } = control(page, 'lr')
  const before = await frameOf(page)
  assert.equal(Number(await field.inputValue()), 5e-4)

  const position = await slider.inputValue()
  await slider.press('ArrowRight')
  await settled(page)
  const one = await frameOf(page)
  const text = await field.inputValue()
  assert.ok(Number(text) > 5e-4, text)
  assert.equal(await queryOf(page), `rule=sgd&lr=${text}`)
  assert.equal(await slider.getAttribute('aria-valuetext'), text)
  assert.notDeepEqual(one.runs[0]?.theta[1], before.runs[0]?.theta[1])
  assert.equal(one.runs[0]?.time_step, Number(text), 'plain gradient descent advances by its learning rate')

  await slider.press('ArrowLeft')
  await settled(page)
  assert.equal(await slider.inputValue(), position)
  assert.ok(Number(await field.inputValue()) < Number(text))
})

test('Home and End reach the ends of the range', async () => {
  const { page } = await site.show('embed.html#rule=momentum')
  const { slider, field } = control(page, 'momentum')
  await slider.press('Home')
  assert.equal(await field.inputValue(), '0')
  await slider.press('End')
  assert.equal(await field.inputValue(), '0.9999')
  await settled(page)
})

test('a drag is followed while it goes on and committed when it ends', async () => {
  const { page } = await site.show('optimizers.html')
  const { slider, field } = control(page, 'beta1')
  await slider.scrollIntoViewIfNeeded()
  const box = await slider.boundingBox()
  assert.ok(box)
  const y = box.y + box.height / 2
  await page.evaluate(() => {
    const commits = /** @type {boolean[]} */ ([])
    Object.assign(window, { commits })
    document.querySelector('theta-flow')?.addEventListener('theta-change', (event) => {
      commits.push(event.detail.committed)
    })
  })

  await page.mouse.move(box.x + box.width / 4, y)
  await page.mouse.down()
  await settled(page)
  const held = await field.inputValue()
  const frameHeld = await frameOf(page)
  for (const share of [0.4, 0.5, 0.6]) await page.mouse.move(box.x + box.width * share, y)
  await settled(page)
  const dragged = await field.inputValue()
  assert.ok(Number(dragged) > Number(held), `${held} to ${dragged}`)
  assert.notDeepEqual(await frameOf(page), frameHeld, 'the figure follows before the button is released')
  const whileHeld = await page.evaluate(() => [.../** @type {any} */ (window).commits])
  assert.ok(whileHeld.length > 1)
  assert.ok(!whileHeld.includes(true))

  await page.mouse.up()
  await settled(page)
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).commits.at(-1)), true)
  assert.equal(await page.evaluate(() => location.hash), `#lab=optimizers&beta1=${await field.inputValue()}`)
})

test('values that a drag passes over are not computed', async () => {
  const { page } = await site.show('embed.html')
  const before = (await notes(page)).queries.length
  await control(page, 'lr').slider.evaluate((slider) => {
    if (!(slider instanceof HTMLInputElement)) throw new Error('no slider')
    for (let position = 0; position < 100; position++) {
      slider.value = String(position)
      slider.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    }
  })
  await settled(page)
  const computed = (await notes(page)).queries.slice(before)
  assert.ok(computed.length <= 2, computed.join(' '))
  const { slider, field } = control(page, 'lr')
  assert.equal(await slider.inputValue(), '99')
  assert.equal(await queryOf(page), `lr=${await field.inputValue()}`)
})

test('the scrub bar moves through the run', async () => {
  const { page } = await site.show('embed.html#steps=40')
  const scrub = page.getByRole('slider', { name: 'Step', exact: true })
  await scrub.press('Home')
  await settled(page)
  assert.equal((await frameOf(page)).step, 0)
  await scrub.press('ArrowRight')
  await scrub.press('ArrowRight')
  await settled(page)
  const frame = await frameOf(page)
  assert.equal(frame.step, 2)
  assert.equal(frame.runs[0]?.theta.length, 3)
  assert.equal(await page.locator('.transport .count').textContent(), '2 / 40')
  await scrub.press('End')
  await settled(page)
  assert.equal((await frameOf(page)).step, 40)
})
