// Opening a page: the picture is really there, and nothing is asked of anybody else.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, queryOf } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * Whether map and path are there: how many colours both canvases have together, and whether the path's is among them.
 * @param {import('playwright-core').Page} page
 */
async function seen(page) {
  const colours = await page.locator('theta-flow canvas').evaluateAll((canvases) => {
    const colours = new Set()
    for (const canvas of canvases) {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
      const { width, height } = canvas
      const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3]) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
      }
    }
    return [...colours]
  })
  return { map: colours.length > 100, path: colours.includes('213,94,0') }
}

for (const path of ['optimizers.html', 'embed.html']) {
  test(`${path} shows the finished run on canvases that are not blank`, async () => {
    const { page } = await site.show(path)
    const frame = await frameOf(page)
    assert.equal(frame.step, frame.last_step)
    assert.deepEqual(await seen(page), { map: true, path: true })
  })
}

test('where what stands around the picture does not come, the picture is there all the same', async () => {
  const { page, problems } = await site.show('embed.html', {
    prepare: (page) => page.route('**/parts-*.js', (route) => route.fulfill({ status: 404 })),
  })
  assert.deepEqual(await seen(page), { map: true, path: true })
  assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0)
  assert.ok(problems.splice(0).length > 0)
})

test('the tab has a title and the page a heading', async () => {
  const { page } = await site.show('optimizers.html')
  const heading = await page.getByRole('heading', { level: 1 }).textContent()
  assert.ok(heading && (await page.title()).includes(heading))
})

test('a figure is described to those who cannot see it', async () => {
  const { page } = await site.show('embed.html')
  assert.ok(await page.getByRole('img', { name: /map of the loss/ }).isVisible())
  const summary = page.locator('theta-flow [role=status]')
  await page.waitForFunction(
    (element) => /^Step 500 of 500, .*loss/.test(element?.textContent ?? ''),
    await summary.elementHandle(),
  )
})

test('what a figure does not show is said below it and in its summary', async () => {
  const { page } = await site.show('embed.html#rule=lion')
  const note = 'This rule imitates no smooth flow, so none is drawn.'
  assert.deepEqual(await page.locator('theta-flow .note').allTextContents(), [note])
  const summary = page.locator('theta-flow [role=status]')
  await page.waitForFunction(
    ([element, note]) => element instanceof Element && element.textContent?.endsWith(`. ${note}`),
    /** @type {const} */ ([await summary.elementHandle(), note]),
  )
})

test('nothing is kept about a reader who only reads', async () => {
  const { page } = await site.show('optimizers.html')
  assert.deepEqual(await page.context().cookies(), [])
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0)
})

test('every request of a page goes to where the page came from', async () => {
  /** @type {string[]} */
  const asked = []
  const { page } = await site.show('optimizers.html', {
    prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
  })
  await page.getByRole('link', { name: '中文' }).click()
  await page.locator('html[lang=zh]').waitFor()
  await page.getByRole('button', { name: '播放' }).click()
  await page.waitForFunction(() => /** @type {any} */ (window).watch.events.includes('theta-play'))
  assert.ok(asked.some((url) => url.endsWith('.wasm')))
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(`${site.origin}/`) && !url.startsWith('data:')),
    [],
  )
})

test('the state is empty of anything that the reader did not choose', async () => {
  const { page } = await site.show('embed.html')
  assert.equal(await queryOf(page), '')
  assert.equal(await page.evaluate(() => location.hash), '')
})
