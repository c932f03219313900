// The snippets of docs/embedding.md and its translation, as they stand there, in a page at the address they assume.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { frameOf, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite({ folder: '/thetaflow/' })

/** All blocks of code of one language. @param {string} name @param {string} language */
async function snippets(name, language) {
  const text = await readFile(new URL(`../docs/${name}`, import.meta.url), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)
}

/** @param {string[]} codes @param {RegExp} pattern */
function find(codes, pattern) {
  const found = codes.find((code) => pattern.test(code))
  assert.ok(found, `no snippet with ${pattern}`)
  return found
}

/** The picture that the article is said to have. @param {import('playwright-core').Page} page */
const withPicture = (page) =>
  page.route('**/adam.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' }),
  )

for (const name of ['embedding.md', 'embedding.zh.md']) {
  test(`${name}: one line is a figure, and the text follows it`, async () => {
    const [html, js] = [await snippets(name, 'html'), await snippets(name, 'js')]
    const { page } = await site.article(
      `${find(html, /autoplay/).replace(' autoplay', '')}<p id="gap"></p>
       <script type="module">${find(js, /theta-frame/)}</script>`,
      { prepare: withPicture },
    )
    assert.equal((await frameOf(page)).runs[0]?.rule, 'adam')
    const gap = await page.evaluate(
      () => document.querySelector('theta-flow')?.readouts.find(({ id }) => id === 'gap')?.text,
    )
    assert.ok(gap)
    assert.equal(await page.locator('#gap').textContent(), gap)
    assert.deepEqual(
      await page.locator('.control').evaluateAll((all) => all.map((control) => control.getAttribute('data-param'))),
      ['rule', 'lr'],
    )
  })

  test(`${name}: two figures are linked`, async () => {
    const { page } = await site.article(find(await snippets(name, 'html'), /group="a"/), {
      figures: 2,
      viewport: { width: 900, height: 2400 },
    })
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name: url }) => /group-/.test(url)),
    )
    await page.evaluate(() => document.querySelector('theta-flow')?.set('lr', '0.002'))
    const queries = await page
      .locator('theta-flow')
      .evaluateAll((all) => all.map((figure) => /** @type {any} */ (figure).query))
    assert.deepEqual(queries, ['rule=sgd&lr=0.002', 'lr=0.002'])
    await settled(page, 4)
  })

  test(`${name}: a frame gets the height that it wants`, async () => {
    const [html, js] = [await snippets(name, 'html'), await snippets(name, 'js')]
    const { page } = await site.article(`<script>${find(js, /theta-flow:height/)}</script>${find(html, /<iframe/)}`, {
      figures: 0,
    })
    const frame = page.frames()[1]
    assert.ok(frame)
    await frame.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow'))?.status)
    await page.waitForFunction(() => document.querySelector('iframe')?.style.height)
    await frame.waitForFunction(
      () =>
        document.documentElement.scrollHeight <= innerHeight + 1 && document.documentElement.dataset.theme === 'dark',
    )
    const ids = await frame
      .locator('.control')
      .evaluateAll((all) => all.map((control) => control.getAttribute('data-param')))
    assert.deepEqual(ids, ['rule', 'lr'])
  })
}

test('nothing says to run code from an address that is not the author’s own', async () => {
  const files = [
    'README.md',
    'README.zh.md',
    'docs/embedding.md',
    'docs/embedding.zh.md',
    'docs/npm.md',
    'docs/npm.zh.md',
    'python/thetaflow.py',
  ]
  for (const file of files) {
    const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8')
    const scripts = [...text.matchAll(/https?:\/\/([^\s/"'`]+)[^\s"'`]*\.m?js\b/g)]
    for (const [address, host] of scripts) assert.equal(host, 'example.org', `${file}: ${address}`)
    assert.doesNotMatch(text, /thetaflow@(\d+(\.\d+)?|latest)\//, `${file}: an exact version`)
  }
})
