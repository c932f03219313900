// docs/reference/ is what `npm run reference` would write now.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
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
