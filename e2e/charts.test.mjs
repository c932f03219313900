// What stands beside the map: stability with a setting that can be dragged, and the order plot; and a box to tick.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { control, frameOf, queryOf, section, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

const STABILITY = 'landscape=quadratic&rule=momentum&lr=0.1&momentum=0.5&chart=stability'

/**
 * The value of a parameter in a text of many.
 * @param {string} query
 * @param {string} id
 */
const valueIn = (query, id) => Number(new URLSearchParams(query).get(id))

/** @param {import('playwright-core').Page} page */
const hashOf = (page) => page.evaluate(() => location.hash.slice(1))

/** @param {import('playwright-core').Page} page */
const readouts = (page) =>
  page
    .locator('.readouts > div')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [one.querySelector('dt')?.textContent, one.querySelector('dd')?.textContent]),
      ),
    )

/** The picture, whichever of its layers has what. @param {import('playwright-core').Page} page */
const pictureOf = (page) => page.evaluate(() => document.querySelector('theta-flow')?.exportSvg())

test('arrow keys on the plane of settings move the learning rate and the momentum', async () => {
  const { page } = await site.show(`embed.html#${STABILITY}`)
  const handle = page.locator('.handle[data-handle=lr]')
  assert.match((await handle.getAttribute('aria-label')) ?? '', /learning rate, momentum/)
  const heard = await handle.getByRole('slider').first().getAttribute('aria-valuetext')
  assert.match(heard ?? '', /0\.1\b.*0\.5\b/)

  await handle.press('ArrowRight')
  await settled(page, 2)
  const right = await queryOf(page)
  assert.ok(valueIn(right, 'lr') > 0.1, right)
  assert.equal(valueIn(right, 'momentum'), 0.5)
  await handle.press('Shift+ArrowUp')
  await settled(page, 3)
  const up = await queryOf(page)
  assert.equal(valueIn(up, 'lr'), valueIn(right, 'lr'))
  assert.ok(valueIn(up, 'momentum') > 0.5, up)
  assert.equal(await hashOf(page), `lab=optimizers&${up}`)
  assert.equal(await control(page, 'lr').field.inputValue(), String(valueIn(up, 'lr')), 'the sliders follow')
  assert.equal(await control(page, 'momentum').field.inputValue(), String(valueIn(up, 'momentum')))

  await handle.press('ArrowLeft')
  await handle.press('Shift+ArrowDown')
  await settled(page, 4)
  const back = await queryOf(page)
  assert.ok(Math.abs(valueIn(back, 'lr') - 0.1) < 1e-9 && valueIn(back, 'momentum') === 0.5, back)
})

test('the setting is dragged over the plane, and one step back undoes the drag', async () => {
  const { page } = await site.show(`optimizers.html#lab=optimizers&${STABILITY}`)
  await page.locator('theta-flow').evaluate((figure) => figure.scrollIntoView())
  const before = await hashOf(page)
  const box = await page.locator('.handle[data-handle=lr]').boundingBox()
  assert.ok(box)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 10, y - 10)
  await page.mouse.move(x + 20, y - 20)
  await settled(page)
  const held = await frameOf(page)
  assert.ok((held.stability?.learning_rate ?? 0) > 0.1, 'the figure follows before the button is released')
  assert.ok((held.stability?.momentum ?? 0) > 0.5)
  await page.mouse.up()
  await settled(page)

  const query = await queryOf(page)
  const frame = await frameOf(page)
  assert.equal(frame.stability?.learning_rate, valueIn(query, 'lr'))
  assert.equal(frame.stability?.momentum, valueIn(query, 'momentum'))
  assert.equal(await hashOf(page), `lab=optimizers&${query}`)
  const wrong = differences(frame, await runNative(query))
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} numbers differ`)

  await page.goBack()
  await page.waitForFunction((hash) => location.hash.slice(1) === hash, before)
  await settled(page)
  assert.equal(await queryOf(page), STABILITY)
})

test('only rules with a momentum have a setting to drag', async () => {
  const { page } = await site.show(`embed.html#landscape=quadratic&rule=sgd&chart=stability`)
  assert.equal(await page.locator('.handle').count(), 1)
  await control(page, 'rule').select.selectOption('nesterov')
  await page.locator('.handle[data-handle=lr]').waitFor()
  await control(page, 'rule').select.selectOption('adam')
  await page.locator('.handle[data-handle=lr]').waitFor({ state: 'detached' })
  await settled(page)
  assert.equal((await frameOf(page)).stability, null)
  assert.ok((await page.locator('.note').allTextContents()).some((note) => /no linear recurrence/.test(note)))
})

test('the order plot shows the slopes, and says what is held', async () => {
  const { page } = await site.show('embed.html#landscape=rosenbrock&b=1&rule=momentum&lr=0.0064&steps=50')
  assert.ok(!('slope of the gap' in (await readouts(page))))
  await control(page, 'chart').select.selectOption('order')
  await page.waitForFunction(() => {
    const { readouts } = /** @type {any} */ (document.querySelector('theta-flow'))?.frame ?? {}
    return readouts?.order_slope
  })
  await settled(page)
  const frame = await frameOf(page)
  for (const [line, expected] of /** @type {const} */ ([
    [frame.order?.leading, 1],
    [frame.order?.modified, 2],
  ])) {
    assert.equal(line?.expected, expected)
    assert.ok(Math.abs((line?.slope ?? 0) - expected) < 0.12 * expected, `${line?.slope} is not ${expected}`)
    assert.ok((line?.points.length ?? 0) >= 6)
  }
  const shown = (await readouts(page))['slope of the gap'] ?? ''
  assert.match(shown, /^p/)
  assert.ok(Math.abs(Number(shown.split('=').at(-1)) - (frame.order?.leading?.slope ?? 0)) < 0.006, shown)
  assert.ok(
    (await page.locator('.note').allTextContents()).some((note) => /damping c = \(1 − μ\)\/√γ is held/.test(note)),
  )
  const wrong = differences(frame, await runNative(await queryOf(page)))
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} numbers differ`)
})

test('a box is ticked by click, by its label and by the space bar, and the map shows it', async () => {
  const { page } = await site.show('embed.html#steps=50')
  const { root, checkbox, reset } = control(page, 'arrows')
  const plain = await pictureOf(page)
  /** @type {[() => Promise<void>, boolean][]} */
  const ways = [
    [() => checkbox.click(), true],
    [() => root.locator('label').click(), false],
    [() => checkbox.press('Space'), true],
    [() => reset.click(), false],
  ]
  let pictures = 1
  for (const [tick, isOn] of ways) {
    await tick()
    pictures += 1
    await settled(page, pictures)
    assert.equal(await checkbox.isChecked(), isOn)
    assert.equal((await frameOf(page)).arrows, isOn)
    assert.equal(await queryOf(page), isOn ? 'steps=50&arrows=on' : 'steps=50')
    assert.equal((await pictureOf(page)) !== plain, isOn)
  }
})

test('a cloud shows its spread beside the exact one', async () => {
  const state = 'landscape=quadratic&rule=sgd&noise=1&cloud=100&steps=300'
  const { page } = await site.show(`embed.html#${state}`)
  assert.ok(await section(page, 'noise').isOpen())
  const [head, ...rows] = await page
    .locator('.board tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))
  assert.equal(head?.length, 3)
  assert.equal(rows.length, 2)
  for (const row of rows) {
    const [curvature = 0, , exact = 0] = row.map(Number)
    // γσ²/(λ(2 − γλ)) with γ = 0.1.
    assert.ok(Math.abs(exact / (0.1 / (curvature * (2 - 0.1 * curvature))) - 1) < 0.01, row.join(' '))
  }
  const wrong = differences(await frameOf(page), await runNative(state))
  assert.deepEqual(wrong.slice(0, 3), [], `${wrong.length} numbers differ`)
})
