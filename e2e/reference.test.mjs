// docs/reference/ is what `npm run reference` would write now.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCondition } from '../scripts/lib/conditions.mjs'
import { reference } from '../scripts/lib/reference.mjs'
import { root } from '../scripts/lib/run.mjs'

const folder = join(root, 'docs/reference')

test('the reference is up to date: else run `npm run reference`', async () => {
  const files = await reference()
  assert.deepEqual((await readdir(folder)).sort(), Object.keys(files).sort())
  for (const [name, text] of Object.entries(files)) {
    assert.equal(await readFile(join(folder, name), 'utf8'), text, `${name} is not the latest: npm run reference`)
  }
})

test('the reference has words for all that it names', async () => {
  for (const [name, text] of Object.entries(await reference())) {
    // Some properties of the element may be undefined; nothing of a lab is.
    if (name === 'element.md') continue
    assert.doesNotMatch(text, /undefined|NaN|\[object/, name)
    // Only the last column, when a parameter has an effect, may be empty.
    for (const line of text.split('\n')) assert.doesNotMatch(line, /^\|.*\| {2}\|.*\w.*\|$/, name)
  }
})

test('the operators of conditions are in words', async () => {
  for (const [name, text] of Object.entries(await reference())) {
    assert.doesNotMatch(text.replaceAll(/`[^`]*`/g, ''), /&/, name)
  }
})

test('a condition is read with all its parentheses', () => {
  assert.equal(readCondition('rule=sgd, adam'), 'rule=sgd, adam')
  assert.deepEqual(readCondition('a=1 | b=2 & c=3'), { any: ['a=1', { all: ['b=2', 'c=3'] }] })
  assert.deepEqual(readCondition('a=1 & ((b=2 | (c=3)) & (d=4))'), { all: ['a=1', { any: ['b=2', 'c=3'] }, 'd=4'] })
  for (const broken of ['', 'a=1 &', '(a=1', 'a=1)', '| a=1', '()'])
    assert.throws(() => readCondition(broken), Error, broken)
})
