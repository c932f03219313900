// What a printer gets: of every figure its picture, and of one that has not run what stands for it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { constants, inflateSync } from 'node:zlib'
import { builtLabs } from './support/modules.mjs'
import { useSite } from './support/site.mjs'

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 56"><rect width="100" height="56" fill="teal"/></svg>`
const ADDRESS = `data:image/svg+xml,${encodeURIComponent(PICTURE)}`
const AWAY = '<div style="height: 4000px">Text</div>'

const site = useSite()

/**
 * What stands on paper in the place of each figure: the sizes of its picture, poster and child, 0 if they are not there.
 * @param {import('playwright-core').Page} page
 */
async function printed(page) {
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  const found = await page.locator('theta-flow').evaluateAll((all) =>
    all.map((figure) => {
      const height = (/** @type {Element | null | undefined} */ element) =>
        element?.checkVisibility({ visibilityProperty: true }) ? Math.round(element.getBoundingClientRect().height) : 0
      const root = figure.shadowRoot
      const still = /** @type {HTMLCanvasElement | null} */ (root?.querySelector('canvas.still') ?? null)
      const data = still?.getContext('2d')?.getImageData(0, 0, still.width, still.height).data ?? []
      const colours = new Set()
      for (let at = 0; at < data.length; at += 16) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
      return {
        picture: height(still) > 100 && colours.size > 20,
        poster: height(root?.querySelector('.poster')) > 100,
        child: height(figure.querySelector('img, p')) > 10,
        title: height(root?.querySelector('slot p')) > 10,
        readouts: height(root?.querySelector('.readouts:not(.waiting)')) > 10,
        rest: [...(root?.querySelectorAll('button, input, select, .wait, .handle') ?? [])].some(
          (part) => height(part) > 0,
        ),
      }
    }),
  )
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'screen' })
  return found
}

const NOTHING = { picture: false, poster: false, child: false, title: false, readouts: false, rest: false }

test('what has not been in sight is printed: the figure, else its poster, else its children, else its name', async () => {
  const { page } = await site.article(
    `<theta-flow lab="optimizers" params="steps=40"></theta-flow>${AWAY}
     <theta-flow lab="optimizers" params="rule=sgd&steps=30" autoplay></theta-flow>
     <theta-flow lab="estimators" poster="${ADDRESS}"><p>A child</p></theta-flow>
     <theta-flow lab="estimators"><p>A child</p></theta-flow>
     <theta-flow lab="estimators"></theta-flow>
     <theta-flow lab="optimizers" reveal="interaction" poster="${ADDRESS}"></theta-flow>
     <theta-flow lab="optimizers" reveal="interaction"><p>A child</p></theta-flow>`,
    { viewport: { width: 800, height: 700 } },
  )
  const states = () =>
    page.locator('theta-flow').evaluateAll((all) => all.map((figure) => Boolean(/** @type {any} */ (figure).status)))
  assert.deepEqual(await states(), [true, false, false, false, false, false, false])
  for (const time of ['first', 'second']) {
    assert.deepEqual(
      await printed(page),
      [
        { ...NOTHING, picture: true, readouts: true },
        { ...NOTHING, picture: true, readouts: true },
        { ...NOTHING, poster: true },
        { ...NOTHING, child: true },
        { ...NOTHING, title: true },
        { ...NOTHING, poster: true },
        { ...NOTHING, child: true },
      ],
      time,
    )
  }
  const second = page.locator('theta-flow').nth(1)
  assert.equal(await second.evaluate((figure) => /** @type {any} */ (figure).frame.step), 30, 'the end of its run')
  // On the screen nothing of it is left, and all goes on as it would have.
  assert.ok(!(await page.getByText('A child').first().isVisible()))
  await page
    .locator('theta-flow')
    .nth(3)
    .evaluate((figure) => figure.scrollIntoView())
  await page.waitForFunction(() => /** @type {any} */ (document.querySelectorAll('theta-flow')[3])?.status)
  await page
    .locator('theta-flow')
    .nth(6)
    .evaluate((figure) => figure.scrollIntoView())
  await page
    .getByRole('button', { name: /^Start/ })
    .nth(1)
    .waitFor()
})

test('where no script has come the children stand on paper as on the screen', async () => {
  const { page, problems } = await site.article('<theta-flow lab="optimizers"><p>A child</p></theta-flow>', {
    figures: 0,
    script: '/nowhere.js',
  })
  assert.ok(await page.getByText('A child').isVisible())
  await page.emulateMedia({ media: 'print' })
  assert.ok(await page.getByText('A child').isVisible())
  assert.ok(problems.splice(0).length > 0)
})

test('the gallery is printed whole, also what is below the window', async () => {
  const { page } = await site.show('index.html', {
    viewport: { width: 1280, height: 420 },
    figures: 1,
    reducedMotion: 'reduce',
  })
  const figures = await printed(page)
  assert.equal(figures.length, (await builtLabs()).length)
  for (const { picture, child } of figures) assert.ok(picture !== child, JSON.stringify(figures))
  assert.ok(
    figures.some(({ child }) => child),
    'one at least had not started',
  )
})

/**
 * The drawing instructions in a PDF.
 * @param {Buffer} file
 */
function instructions(file) {
  const text = file.toString('latin1')
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    try {
      return [inflateSync(file.subarray(index + length), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')]
    } catch {
      return []
    }
  })
}

test('a printer gets a poster that is far away, and waits for it', async () => {
  const { page } = await site.article(
    `<theta-flow lab="optimizers" params="steps=40" controls="none"></theta-flow>${AWAY}${AWAY}
     <theta-flow lab="estimators" poster="poster.svg"></theta-flow>`,
    {
      viewport: { width: 800, height: 700 },
      prepare: (page) =>
        page.route('**/poster.svg', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 200))
          await route.fulfill({ contentType: 'image/svg+xml', body: PICTURE })
        }),
    },
  )
  const parts = instructions(await page.pdf())
  assert.ok(
    parts.some((part) => /\b0 \.502 \.502 rg/.test(part)),
    'the colour of the poster',
  )
})
