// The least that has to work: every page draws a picture, from any folder, and so does an author's article.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstFrame, recordFrames } from './support/frames.mjs'
import { useSite } from './support/site.mjs'

const ARTICLE = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Article</title><link rel="icon" href="data:,"></head>
  <body>
    <p>Some text.</p>
    <script type="module" src="/some/folder/theta-flow.js"></script>
    <theta-flow lab="optimizers"></theta-flow>
  </body>
</html>`

const site = useSite({ pages: { '/article/': ARTICLE } })

for (const path of ['optimizers.html', 'embed.html', '/article/']) {
  test(`${path} draws a picture`, async () => {
    const { page } = await site.blank()
    await recordFrames(page)
    await page.goto(new URL(path, site.base).href)
    assert.ok((await firstFrame(page)) > 0)
  })
}

test('the build is files that any server can send', async () => {
  const { page } = await site.blank()
  /** @type {Map<string, string>} */
  const types = new Map()
  page.on('response', (response) =>
    types.set(new URL(response.url()).pathname, response.headers()['content-type'] ?? ''),
  )
  await recordFrames(page)
  await page.goto(new URL('embed.html', site.base).href)
  await firstFrame(page)
  const modules = [...types].filter(([, type]) => type === 'application/wasm')
  assert.equal(modules.length, 1, 'the WebAssembly module is one file of its own')
})
