// Where a page or a frame may do little: sandboxed, opened as a file, or under Trusted Types.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { frameOf, notes, openExport, sentences, settled } from './support/figure.mjs'
import { serveDist } from './support/server.mjs'
import { useSite } from './support/site.mjs'

const DIST = pathToFileURL(`${fileURLToPath(new URL('../dist', import.meta.url))}/`).href

describe('Trusted Types', () => {
  const policy = "require-trusted-types-for 'script'; trusted-types thetaflow"
  const site = useSite({ headers: { 'content-security-policy': policy } })
  const without = useSite({
    headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types another lit-html" },
  })

  test('one policy is enough for the figure, its worker, its export and its points', async () => {
    const { page } = await site.article('<theta-flow lab="gans" params="steps=20&data=points"></theta-flow>')
    assert.equal((await frameOf(page)).step, 20)
    assert.equal((await notes(page)).workers, 1)
    await openExport(page)
    await page.getByRole('button', { name: 'Paste data' }).click()
    await page.locator('dialog[open]').waitFor()
  })

  test('so it is in the page for frames', async () => {
    const { page } = await site.show('embed.html#lab=optimizers&steps=20')
    assert.equal((await frameOf(page)).step, 20)
    assert.equal((await notes(page)).workers, 1)
  })

  test('where it is not allowed the browser says so, and the page is not harmed', async () => {
    const { page, problems } = await without.article(
      '<p>Text</p><theta-flow lab="optimizers"><em>a child</em></theta-flow>',
      { figures: 0 },
    )
    await page.waitForFunction(() => customElements.get('theta-flow'))
    assert.ok(await page.getByText('Text', { exact: true }).isVisible())
    assert.match(problems.splice(0).join('\n'), /thetaflow/)
  })
})

describe('sandboxed frames', () => {
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let open
  before(async () => {
    open = await serveDist({ headers: { 'access-control-allow-origin': '*' } })
  })
  after(() => open?.close())
  const site = useSite()
  /** @param {string} src @param {string} sandbox */
  const frame = (src, sandbox) => `<iframe src="${src}" sandbox="${sandbox}" width="900" height="900"></iframe>`

  test('without CORS headers each page says why there is no figure', async () => {
    const pages = ['embed.html#lab=optimizers', 'optimizers.html', 'zh/gans.html', 'index.html']
    for (const sandbox of ['allow-scripts', '']) {
      const { page, problems } = await site.article(pages.map((path) => frame(site.base + path, sandbox)).join(''), {
        figures: 0,
      })
      for (const [at, path] of pages.entries()) {
        const inside = page.frameLocator(`iframe >> nth=${at}`)
        const language = path.startsWith('zh') ? 'zh' : 'en'
        const text = language === 'zh' ? /脚本没有运行/ : /computed in the browser by scripts/
        await inside.getByText(text).waitFor()
        if (path.startsWith('embed')) await inside.getByText(/脚本没有运行/).waitFor()
        else assert.ok(await inside.locator('theta-flow img').first().isVisible(), `${path}: a picture stands there`)
        assert.equal(await inside.locator('button:visible, select:visible').count(), 0, 'nothing that would not work')
      }
      assert.ok(problems.splice(0).length > 0)
    }
  })

  test('with CORS headers the figure runs, with a worker, and the text is gone', async () => {
    const { page, problems } = await site.article(
      frame(`${open.base}embed.html#lab=optimizers&steps=30`, 'allow-scripts'),
      {
        figures: 0,
      },
    )
    const inside = page.frameLocator('iframe')
    await inside.locator('.readouts:not(.waiting)').waitFor()
    const frameOfIt = page.frames()[1]
    assert.equal(
      await frameOfIt?.evaluate(() => /** @type {any} */ (document.querySelector('theta-flow')).frame.step),
      30,
    )
    assert.equal(await frameOfIt?.evaluate(() => /** @type {any} */ (window).watch.workers), 1)
    assert.equal(page.workers().length, 1)
    assert.equal(await inside.getByText(/computed in the browser by scripts/).count(), 0)
    // A change is made although there is no history to keep it in.
    await inside.getByRole('button', { name: 'Back to step 0' }).click()
    await frameOfIt?.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow')).frame.step === 0)
    assert.deepEqual(
      problems.splice(0).filter((problem) => !problem.startsWith(`request to ${open.origin}/`)),
      [],
    )
  })
})

test('a page that is opened as a file says why there is no figure', async () => {
  const { page, problems } = await files.blank()
  for (const path of ['embed.html', 'zh/optimizers.html', 'index.html']) {
    await page.goto(DIST + path)
    await page.getByText(path.startsWith('zh') ? /脚本没有运行/ : /computed in the browser by scripts/).waitFor()
    if (path !== 'embed.html') {
      const still = page.locator('theta-flow img').first()
      await still.waitFor()
      await page.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow img')).naturalWidth > 0)
      assert.equal(
        await page.evaluate(() => getComputedStyle(document.body).maxWidth !== 'none'),
        true,
        'with its styles',
      )
    }
  }
  assert.ok(problems.splice(0).length > 0)
})
const files = useSite()

test('where the scripts come, however late, nobody is told that they do not', async () => {
  for (const path of ['embed.html', 'optimizers.html']) {
    const { page } = await files.show(path, {
      figures: 0,
      prepare: (page) =>
        page.route('**/*.js', async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 400))
          await route.continue()
        }),
    })
    const texts = page.locator('.without-script')
    for (const text of await texts.all()) assert.ok(!(await text.isVisible()), path)
    await settled(page)
    assert.deepEqual(await sentences(page), [])
    for (const text of await texts.all()) assert.ok(!(await text.isVisible()), path)
  }
})
