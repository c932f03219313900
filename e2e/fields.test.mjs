// Values that are typed: Enter or leaving the field commits, Escape restores, and a refused value is explained while the
// figure keeps the last good one.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('typing and Enter sets the value', async () => {
  const { page } = await site.show('embed.html#landscape=quadratic&rule=sgd')
  const { slider, field } = control(page, 'lr')
  const position = await slider.inputValue()
  await field.fill('  2.50e-02 ')
  assert.equal(await queryOf(page), 'landscape=quadratic&rule=sgd', 'typing alone changes nothing')
  await field.press('Enter')
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.time_step, 0.025)
  assert.equal(await field.inputValue(), '0.025', 'the field shows the canonical text')
  assert.ok(Number(await slider.inputValue()) < Number(position), 'the slider follows')
})

test('leaving the field sets the value', async () => {
  const { page } = await site.show('embed.html#landscape=quadratic&rule=sgd')
  const { field } = control(page, 'lr')
  await field.fill('0.025')
  await field.press('Tab')
  await settled(page)
  assert.equal(await queryOf(page), 'landscape=quadratic&rule=sgd&lr=0.025')
})

test('Escape restores the value and forgets what was said about it', async () => {
  const { page } = await site.show('embed.html')
  const { field } = control(page, 'lr')
  await field.fill('0.5')
  await field.press('Escape')
  assert.equal(await field.inputValue(), '0.05')
  await field.fill('fast')
  await field.press('Enter')
  await page.locator('.messages p').waitFor()
  await field.press('Escape')
  assert.equal(await field.inputValue(), '0.05')
  assert.equal(await field.getAttribute('aria-invalid'), null)
  assert.deepEqual(await sentences(page), [])
  assert.equal(await queryOf(page), '')
})

test('numbers are read as people type them, and shown with a point', async () => {
  const { page } = await site.show('embed.html#landscape=quadratic&rule=sgd')
  const { field } = control(page, 'lr')
  for (const [typed, shown] of [
    ['0,06', '0.06'],
    ['０．０７', '0.07'],
    ['5×10⁻²', '0.05'],
    ['1/50', '0.02'],
    ['，05', '0.05'],
  ]) {
    await field.fill(typed ?? '')
    await field.press('Enter')
    assert.equal(await field.inputValue(), shown, typed)
    assert.deepEqual(await sentences(page), [], typed)
  }
  const x = page.locator('[data-param=start] input').first()
  await x.fill('−0,5')
  await x.press('Enter')
  assert.equal(await x.inputValue(), '-0.5')
  assert.match(await queryOf(page), /start=-0\.5,/)
})

for (const [text, sentence] of [
  ['banana', 'learning rate (lr): “banana” is not a number. Allowed: 1e-6 to 10.'],
  [
    '1,234',
    'learning rate (lr): “1,234” can be read in two ways. Write 1234 or 1.234, without separators of thousands.',
  ],
  ['5%', 'learning rate (lr): “5%” is a percentage. Write 0.05.'],
  ['11', 'learning rate (lr): 11 is out of range. Allowed: 1e-6 to 10.'],
  ['', 'learning rate (lr): “” is not a number. Allowed: 1e-6 to 10.'],
]) {
  test(`“${text}” is refused with a sentence, and the figure keeps the last good value`, async () => {
    const { page } = await site.show('embed.html#lr=0.07')
    const before = await frameOf(page)
    const { field } = control(page, 'lr')
    await field.fill(text ?? '')
    await field.press('Enter')
    const message = page.locator('.messages p')
    await message.waitFor()
    await settled(page)
    assert.deepEqual(await sentences(page), [sentence])
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.equal(await field.inputValue(), text, 'the text stays for mending')
    assert.equal(await queryOf(page), 'lr=0.07')
    assert.deepEqual(await frameOf(page), before)

    await field.fill('0.08')
    await field.press('Enter')
    await message.waitFor({ state: 'detached' })
    assert.equal(await field.getAttribute('aria-invalid'), null)
    assert.equal(await queryOf(page), 'lr=0.08')
  })
}

test('a refused text gives way to the value in use when the field is left', async () => {
  const { page } = await site.show('embed.html')
  const { field } = control(page, 'lr')
  await field.fill('banana')
  await field.press('Tab')
  await page.locator('.messages p').waitFor()
  assert.equal(await field.inputValue(), '0.05')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  assert.deepEqual(await sentences(page), [])
})

test('the coordinates of a point are two fields', async () => {
  const { page } = await site.show('embed.html')
  const x = page.getByRole('textbox', { name: 'starting point, x' })
  const y = page.getByRole('textbox', { name: 'starting point, y' })
  await x.fill('-1.5')
  await x.press('Enter')
  await y.fill('0.25')
  await y.press('Enter')
  await settled(page)
  assert.deepEqual((await frameOf(page)).start, [-1.5, 0.25])
  await y.fill('77')
  await y.press('Enter')
  await page.locator('.messages p').waitFor()
  assert.match((await sentences(page)).join(), /starting point \(start\).*from -10 to 10/)
  assert.deepEqual((await frameOf(page)).start, [-1.5, 0.25])
})
