// The pages around the figures: the gallery, the labs' explanations, and the ways between them.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { frameOf, queryOf, sentences, settled } from './support/figure.mjs'
import { builtLabs } from './support/modules.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const dist = new URL('../dist/', import.meta.url)
const LABS = await builtLabs()
const PAGES = ['index.html', ...LABS.map((lab) => `${lab}.html`)].flatMap((page) => [page, `zh/${page}`])

/** @param {import('playwright-core').Page} page @param {string} end */
const waitForAddress = (page, end) => page.waitForFunction((end) => location.href.endsWith(end), end)

/** @param {import('playwright-core').Page} page */
const headingOf = (page) => page.getByRole('heading', { level: 1 }).textContent()

test('the gallery shows a figure of each lab, which leads to it', async () => {
  const { page } = await site.show('index.html', { viewport: { width: 1280, height: 2000 }, figures: 0 })
  // Those that play never rest.
  await page.waitForFunction(
    (count) => [...document.querySelectorAll('theta-flow')].filter(({ frame }) => frame).length === count,
    LABS.length,
  )
  const shown = await page.evaluate(() => [...document.querySelectorAll('theta-flow')].map(({ lab }) => lab))
  assert.deepEqual([...shown].sort(), [...LABS].sort())
  for (const [at, lab] of shown.entries()) {
    assert.ok(await frameOf(page, at), lab)
    assert.ok((await queryOf(page, at)).length > 0, `${lab} shows its default`)
    assert.deepEqual(await sentences(page), [])
  }
  await page.locator('.card a').nth(1).click()
  await waitForAddress(page, `/${shown[1]}.html`)
})

test('figures of the gallery play only where they are seen, again and again, until the reader stops them', async () => {
  const { page } = await site.show('index.html', { viewport: { width: 1000, height: 500 }, figures: 0 })
  const playing = () => page.evaluate(() => [...document.querySelectorAll('theta-flow')].map(({ playing }) => playing))
  await page.waitForFunction(() => document.querySelector('theta-flow')?.playing)
  assert.equal((await playing()).at(-1), false, 'the last one is far below')
  await page.waitForFunction(() => {
    const { events } = /** @type {any} */ (window).watch
    return events.indexOf('theta-play', events.indexOf('theta-pause')) > 0
  })
  await page.getByRole('button', { name: 'Pause the figures' }).click()
  assert.deepEqual(new Set(await playing()), new Set([false]))
})

test('who wants less motion sees figures that stand still', async () => {
  const { page } = await site.show('index.html', { reducedMotion: 'reduce' })
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).watch.events.includes('theta-play')), false)
  assert.equal(await page.locator('#motion').getAttribute('aria-pressed'), 'true')
})

for (const [from, to] of /** @type {const} */ ([
  ['index.html#lab=angles&n=50', 'angles.html#lab=angles&n=50'],
  ['index.html#rule=sgd&lr=0.01', 'optimizers.html#rule=sgd&lr=0.01'],
  [`index.html#${encodeURIComponent('lab=gans&r1=0.4')}`, `gans.html#${encodeURIComponent('lab=gans&r1=0.4')}`],
  ['angles.html#lab=gans&r1=0.4', 'gans.html#lab=gans&r1=0.4'],
])) {
  test(`a permalink opens its lab: ${from}`, async () => {
    const { page } = await site.show(from, { figures: 0 })
    await waitForAddress(page, `/${to}`)
    await settled(page)
    assert.notEqual(await queryOf(page), '')
    assert.deepEqual(await sentences(page), [])
  })
}

test('a permalink typed into the page of another lab leads there, and back returns', async () => {
  const { page } = await site.show('optimizers.html#rule=sgd')
  await page.evaluate(() => {
    location.hash = 'lab=angles&n=50'
  })
  await waitForAddress(page, '/angles.html#lab=angles&n=50')
  await settled(page)
  assert.equal(await queryOf(page), 'n=50')
  await page.goBack()
  await waitForAddress(page, '/optimizers.html#rule=sgd')
})

test('the other language keeps the figure as it is, and is remembered', async () => {
  const { page } = await site.show('angles.html#lab=angles&n=50')
  await page.getByRole('link', { name: '中文' }).click()
  await waitForAddress(page, '/zh/angles.html#lab=angles&n=50')
  await settled(page)
  assert.equal(await queryOf(page), 'n=50')
  assert.match((await page.locator('theta-flow .controls').getAttribute('aria-label')) ?? '', /参数/)
  await page.goto(new URL('gans.html', site.base).href)
  await waitForAddress(page, '/zh/gans.html')
  await page.getByRole('link', { name: 'English' }).click()
  await waitForAddress(page, '/some/folder/gans.html')
})

test('a reader of Chinese is led to Chinese, but nobody away from a Chinese link', async () => {
  const { page } = await site.show('index.html', { locale: 'zh-CN', figures: 0 })
  await waitForAddress(page, '/zh/index.html')
  const { page: english } = await site.show('zh/angles.html')
  assert.match((await headingOf(english)) ?? '', /夹角/)
})

test('prompts in the text move the figure, which comes into sight; back takes it back', async () => {
  const { page } = await site.show('optimizers.html', {
    viewport: { width: 1000, height: 700 },
    reducedMotion: 'reduce',
  })
  const prompt = page.locator('a.try').first()
  await prompt.scrollIntoViewIfNeeded()
  await prompt.click()
  await page.waitForFunction(() => document.querySelector('theta-flow')?.query.includes('rule=momentum'))
  await settled(page)
  assert.deepEqual(await sentences(page), [])
  const { top } = await page.locator('theta-flow').evaluate((figure) => figure.getBoundingClientRect())
  assert.ok(Math.abs(top) < 30, `${top}`)
  await page.goBack()
  await page.waitForFunction(() => document.querySelector('theta-flow')?.query === '')
})

test('without JavaScript there is everything to read', async () => {
  for (const path of PAGES) {
    const { page, problems } = await site.show(path, { javaScriptEnabled: false, figures: 0 })
    // Playwright refuses scripts by a policy, which the preloads then offend.
    problems.splice(0, problems.length, ...problems.filter((problem) => !problem.endsWith('.js: csp')))
    assert.ok(await headingOf(page), path)
    if (path.endsWith('index.html')) {
      assert.equal(await page.locator('.card h2 a').count(), LABS.length)
    } else {
      assert.ok((await page.locator('math').count()) > 20, path)
      assert.ok(await page.locator('theta-flow img').first().isVisible(), path)
    }
    assert.equal(await page.locator('button:visible, select:visible').count(), 0)
  }
})

test('on the narrowest phone every formula is seen whole', async () => {
  for (const path of PAGES) {
    const { page } = await site.show(path, {
      figures: 0,
      viewport: { width: 360, height: 800 },
    })
    const widths = await page
      .locator('.formula')
      .evaluateAll((formulas) => formulas.map(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]))
    assert.ok(widths.length > 0 || path.endsWith('index.html'), path)
    for (const [wanted = 0, there] of widths) assert.ok(wanted <= Number(there), `${path}: ${wanted} of ${there}`)
  }
})

test('on the narrowest phone no document is wider than the screen', async () => {
  const { page } = await site.blank()
  await page.setViewportSize({ width: 360, height: 800 })
  for (const name of ['architecture', 'embedding', 'embedding.zh', 'optimizers.zh', 'gans.zh']) {
    await page.goto(new URL(`docs/${name}.html`, site.base).href)
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, name)
  }
})

test('every page says what it is to those who only preview it', async () => {
  for (const path of PAGES) {
    const source = await readFile(new URL(path, dist), 'utf8')
    const content = (/** @type {string} */ name) => new RegExp(`="${name}" content="([^"]+)"`).exec(source)?.[1] ?? ''
    assert.ok(content('description').length > 30 && content('description') === content('og:description'), path)
    assert.ok(source.includes(`<title>${content('og:title')}</title>`), path)
    const picture = await readFile(new URL(content('og:image').replace('../', ''), dist))
    assert.deepEqual(sizeOf(picture), [1200, 630])
    for (const [rel, size] of /** @type {const} */ ([
      ['icon', 96],
      ['apple-touch-icon', 192],
    ])) {
      const href = new RegExp(`<link rel="${rel}"[^>]* href="([^"]+)"`).exec(source)?.[1] ?? ''
      const icon = await readFile(new URL(href, new URL(path, dist)))
      assert.deepEqual(sizeOf(icon), [size, size], `${path}: ${rel}`)
    }
  }
})

/** Width and height of a PNG. @param {Buffer} picture */
const sizeOf = (picture) => [picture.readUInt32BE(16), picture.readUInt32BE(20)]

test('every link within the site leads somewhere', async () => {
  const { page } = await site.blank()
  const folder = new URL(site.base)
  const documents = (await readdir(new URL('docs', dist), { recursive: true }))
    .filter((file) => file.endsWith('.html'))
    .map((file) => `docs/${file}`)
  const known = new Map()
  for (const path of [...PAGES, ...documents]) {
    const source = await readFile(new URL(path, dist), 'utf8')
    for (const [, href = ''] of source.matchAll(/ (?:href|src)="([^"]*)"/g)) {
      const target = new URL(href.replaceAll('&amp;', '&'), new URL(path, folder))
      if (target.origin !== folder.origin) continue
      const fragment = decodeURIComponent(target.hash)
      target.hash = ''
      if (!known.has(target.href)) {
        const response = await page.request.get(target.href)
        known.set(target.href, response.ok() ? await response.text() : undefined)
      }
      const found = known.get(target.href)
      assert.ok(found !== undefined, `${path} leads to ${target.href}`)
      if (fragment && !fragment.includes('='))
        assert.ok(found.includes(`id="${fragment.slice(1)}"`), `${path}: ${href}`)
    }
  }
})

test('numbers in documents lead to figures on the site, and in the repository to what the parameters mean', async () => {
  for (const lab of LABS) {
    for (const [ending, page] of [
      ['', `../${lab}.html`],
      ['.zh', `../zh/${lab}.html`],
    ]) {
      const name = `${lab}${ending}`
      const source = await readFile(new URL(`../labs/${lab}/mathematics${ending}.md`, dist), 'utf8')
      const html = await readFile(new URL(`docs/${name}.html`, dist), 'utf8')
      const states = [...source.matchAll(/\]\([./]+docs\/reference\/[\w.]+\.md#(lab=[^)\s]+)/g)].map(
        ([, state = '']) => state,
      )
      assert.ok(states.length > 0, name)
      for (const state of states) {
        assert.ok(html.includes(` href="${page}#${state.replaceAll('&', '&amp;')}"`), `${name}: ${state}`)
      }
      assert.doesNotMatch(source, /\]\([^):]*\.html/, 'no link that only the site has')
      for (const [, place = ''] of source.matchAll(/\]\((#[^)=]+)\)/g)) {
        assert.ok(html.includes(` href="${encodeURI(place)}"`), `${name}: ${place}`)
      }
    }
  }
})

test('documents lead to themselves in the other language, and pages to those in their own', async () => {
  const read = (/** @type {string} */ path) => readFile(new URL(path, dist), 'utf8')
  const switches = (/** @type {string} */ source) =>
    [...source.matchAll(/<a class="language" href="[^"]*\/([^"/]+)" hreflang="(\w+)"/g)].map(([, ...found]) => found)
  for (const name of ['embedding', ...LABS, ...LABS.map((lab) => `reference/${lab}`)]) {
    const [english, chinese] = [await read(`docs/${name}.html`), await read(`docs/${name}.zh.html`)]
    const file = name.replace('reference/', '')
    assert.deepEqual(switches(english), [[`${file}.zh.html`, 'zh']])
    assert.deepEqual(switches(chinese), [[`${file}.html`, 'en']])
    assert.match(chinese, /<html lang="zh"/)
  }
  for (const lab of LABS) {
    const [english, chinese] = [await read(`${lab}.html`), await read(`zh/${lab}.html`)]
    for (const name of ['embedding', lab, `reference/${lab}`]) {
      assert.ok(english.includes(`href="docs/${name}.html" hreflang="en"`), name)
      assert.ok(chinese.includes(`href="../docs/${name}.zh.html" hreflang="zh"`), name)
    }
  }
  assert.deepEqual(switches(await read('docs/architecture.html')), [])
})

test('nothing that sets formulas is downloaded', async () => {
  for (const file of await readdir(new URL('assets', dist))) {
    if (file.endsWith('.js'))
      assert.doesNotMatch(await readFile(new URL(`assets/${file}`, dist), 'utf8'), /temml|\\frac/)
  }
})

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`on paper there is the picture in light colours and nothing to press (${colorScheme} on the screen)`, async () => {
    const { page } = await site.show('optimizers.html#steps=50', {
      colorScheme,
      viewport: { width: 1280, height: 900 },
    })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    await page.emulateMedia({ media: 'print', colorScheme })
    await page.setViewportSize({ width: 640, height: 900 })
    await settled(page)
    assert.equal(await page.locator('button:visible, select:visible, input:visible, .handle:visible').count(), 0)
    assert.equal(await page.locator('theta-flow canvas:visible').count(), 1)
    const { width, distortion, colours } = await page.locator('theta-flow canvas.still').evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error('no canvas')
      const { width, height } = canvas.getBoundingClientRect()
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      const colours = new Set()
      for (let at = 0; at < data.length; at += 4)
        colours.add(`${data[at]},${data[at + 1]},${data[at + 2]},${data[at + 3]}`)
      return { width, distortion: width / height / (canvas.width / canvas.height), colours: [...colours] }
    })
    assert.ok(width <= 640 && Math.abs(distortion - 1) < 0.01, `${width}, ${distortion}`)
    assert.ok(colours.length > 100, 'the map is there')
    assert.ok(colours.includes('213,94,0,255'), 'and the path, in the colour of the light theme')
    assert.equal(await page.locator('theta-flow .root').getAttribute('data-theme'), 'light')
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.emulateMedia({ media: 'screen', colorScheme })
    await page.locator(`theta-flow .root[data-theme=${colorScheme}]`).waitFor()
    assert.equal(await page.locator('theta-flow canvas.still').count(), 0)
  })
}

test('on paper no lab has anything to press', async () => {
  for (const lab of LABS) {
    const { page } = await site.show(`${lab}.html#steps=50`)
    const controls = page.locator('button:visible, select:visible, input:visible, summary:visible, .handle:visible')
    assert.ok((await controls.count()) > 5, lab)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await controls.count(), 0, lab)
  }
})
