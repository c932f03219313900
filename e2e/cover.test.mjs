// What stands where a figure will be: a picture of it, and a button for readers who want more.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, notes, sentences, settled } from './support/figure.mjs'
import { layoutShifts, watchLayoutShifts } from './support/shifts.mjs'
import { useSite } from './support/site.mjs'

const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 56"><rect width="100" height="56" fill="teal"/></svg>',
)}`

const site = useSite()

/** Which files a page has asked for, by the ends of their names. @param {import('playwright-core').Page} page */
function watchFiles(page) {
  /** @type {string[]} */
  const files = []
  page.context().on('request', (request) => files.push(new URL(request.url()).pathname))
  return files
}

/** @param {string[]} files */
const heavy = (files) => files.filter((file) => /\.wasm$|\/(optimizers|sessions)/.test(file))

test('a poster stands until the first picture, and nothing moves', async () => {
  /** @type {(value?: unknown) => void} */
  let arrive = () => {}
  const arrived = new Promise((resolve) => {
    arrive = resolve
  })
  const { page } = await site.article(
    `<theta-flow lab="optimizers" poster="${PICTURE}"></theta-flow><p>The text goes on.</p>`,
    {
      // As the documentation advises: until the script is there, the element has no room of its own.
      head: '<style>theta-flow { display: block; min-height: 900px }</style>',
      figures: 0,
      viewport: { width: 1000, height: 1200 },
      prepare: async (page) => {
        await watchLayoutShifts(page)
        await page.route('**/*.wasm', async (route) => {
          await arrived
          await route.continue()
        })
      },
    },
  )
  const poster = page.locator('theta-flow .poster')
  await poster.waitFor()
  const before = await poster.boundingBox()
  arrive()
  await settled(page)
  assert.equal(await poster.count(), 0)
  const after = await page.locator('theta-flow .figure').boundingBox()
  assert.ok(before && after)
  for (const side of /** @type {const} */ (['x', 'y', 'width'])) assert.equal(after[side], before[side], side)
  const shifts = await layoutShifts(page)
  assert.ok(shifts < 0.05, `moved by ${shifts}`)
})

test('a poster stands where the figure cannot run, with the sentence that says why', async () => {
  const { page, problems } = await site.article(
    `<theta-flow lab="optimizers" poster="${PICTURE}"><em>a child</em></theta-flow>`,
    { figures: 0, prepare: (page) => page.route('**/*.wasm', (route) => route.fulfill({ status: 404 })) },
  )
  await page.locator('.messages p').waitFor()
  assert.match((await sentences(page)).join(), /its WebAssembly file did not arrive/)
  assert.ok(await page.locator('theta-flow .poster').isVisible())
  assert.ok(!(await page.getByText('a child').isVisible()), 'the poster is enough')
  assert.ok(problems.splice(0).length > 0)
})

for (const poster of ['', `poster="${PICTURE}"`]) {
  test(`reveal="interaction" loads nothing heavy before it is asked to${poster && ', with a poster'}`, async () => {
    /** @type {string[]} */
    let files = []
    const { page } = await site.article(
      `<theta-flow lab="optimizers" params="steps=20" reveal="interaction" ${poster}></theta-flow>`,
      {
        figures: 0,
        prepare: async (page) => {
          files = watchFiles(page)
          await watchLayoutShifts(page)
        },
      },
    )
    const start = page.getByRole('button', { name: /^Start\s*: Optimizers/ })
    await start.waitFor()
    await page.waitForLoadState('networkidle')
    assert.deepEqual(heavy(files), [])
    assert.equal((await notes(page)).workers, 0)
    assert.equal(await page.locator('theta-flow .begin p').count(), poster ? 0 : 1)

    await page.keyboard.press('Tab')
    assert.ok(await start.evaluate((button) => button.matches(':focus-visible')), 'the keyboard reaches it')
    await page.keyboard.press('Enter')
    await settled(page)
    assert.equal((await frameOf(page)).step, 20)
    assert.ok(heavy(files).some((file) => file.endsWith('.wasm')))
    const play = page.getByRole('button', { name: 'Play', exact: true })
    assert.ok(await play.evaluate((button) => button.matches(':focus')), 'the focus goes on to what can be done next')
    assert.equal(await start.count(), 0)
  })
}

test('a tap starts a figure, and so does a script that changes its mind', async () => {
  const { page } = await site.article(
    '<theta-flow lab="optimizers" reveal="interaction"></theta-flow><theta-flow lab="optimizers" reveal="interaction"></theta-flow>',
    { figures: 0, hasTouch: true, viewport: { width: 390, height: 1500 } },
  )
  await page
    .getByRole('button', { name: /^Start/ })
    .first()
    .tap()
  await settled(page)
  assert.deepEqual(
    await page.locator('theta-flow').evaluateAll((all) => all.map((f) => Boolean(/** @type {any} */ (f).frame))),
    [true, false],
  )
  await page.evaluate(() => {
    const figure = document.querySelectorAll('theta-flow')[1]
    if (figure) figure.reveal = 'auto'
    figure?.scrollIntoView()
  })
  await page.waitForFunction(() => document.querySelectorAll('theta-flow')[1]?.frame)
})

test('in a frame: reveal and poster stand in the query', async () => {
  /** @type {string[]} */
  let files = []
  const { page } = await site.show(`embed.html?reveal=interaction&poster=${encodeURIComponent(PICTURE)}#rule=sgd`, {
    figures: 0,
    prepare: async (page) => {
      files = watchFiles(page)
    },
  })
  await page.getByRole('button', { name: /^Start/ }).waitFor()
  await page.waitForLoadState('networkidle')
  assert.deepEqual(heavy(files), [])
  await page.getByRole('button', { name: /^Start/ }).click()
  await settled(page)
  assert.equal((await frameOf(page)).runs[0]?.rule, 'sgd')
})
