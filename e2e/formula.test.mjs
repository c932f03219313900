// A surface that the reader types.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('a formula in a link is a surface', async () => {
  const { page } = await site.show('embed.html#landscape=custom&f=x^2+3*y^2&rule=sgd&lr=0.1&start=2,1&steps=20')
  const [run] = (await frameOf(page)).runs
  // x loses a fifth, and y three fifths, in every step.
  assert.deepEqual(run?.theta[0], [2, 1])
  const [x = 0, y = 0] = run?.theta[2] ?? []
  assert.ok(Math.abs(x - 2 * 0.8 ** 2) < 1e-12 && Math.abs(y - 0.4 ** 2) < 1e-12, `${x}, ${y}`)
  assert.ok(Math.abs((run?.loss[0] ?? 0) - 7) < 1e-12)
})

test('a formula can be typed, and a mistake is named with its place', async () => {
  const { page } = await site.show('embed.html')
  await control(page, 'landscape').select.selectOption('custom')
  const { field } = control(page, 'f')
  await field.fill('(x - 1)^2 + y^2')
  await field.press('Enter')
  await settled(page, 2)
  assert.equal((await queryOf(page)).split('&').at(-1), 'f=(x%20-%201)^2%20+%20y^2')
  const before = await frameOf(page)

  for (const [text, sentence] of /** @type {[string, RegExp][]} */ ([
    ['x^2 + ', /something is missing at the end of “x\^2 \+” \(character 6\)/],
    ['x^2 + $', /“\$” cannot stand at character 7, after “x\^2 \+ ”/],
    ['sine(x)', /“sine” at character 1 is unknown\. Did you mean “sin”\?/],
    ['sin(x', /“\)” is missing at character 6/],
  ])) {
    await field.fill(text)
    await field.press('Enter')
    await page.locator('.messages p > span').filter({ hasText: sentence }).waitFor({ timeout: 5000 })
    assert.equal((await sentences(page)).length, 1)
  }
  await settled(page)
  assert.deepEqual(await frameOf(page), before, 'the last good formula stays')

  await field.fill('x^4 + y^4')
  await field.press('Enter')
  await settled(page)
  assert.deepEqual(await sentences(page), [])
  assert.notDeepEqual(await frameOf(page), before)
})
