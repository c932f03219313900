// What leaves the page: pictures, data, and texts that put the figure elsewhere. All through the reader's own buttons.

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { loadState, notes, openExport, settled } from './support/figure.mjs'
import { pictureNative, runFrom, tableNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

/** @typedef {import('playwright-core').Page} Page */

const site = useSite()
const PERMISSIONS = ['clipboard-read', 'clipboard-write']

/** One state of each lab with an axis label that a picture must have as text, and the beginning of its files' names. */
const FIGURES = [
  {
    state: 'lab=optimizers&landscape=himmelblau&rule=momentum&lr=0.003&steps=60&step=37',
    labels: ['x', 'y', 't = nh'],
    name: 'thetaflow-optimizers-himmelblau-momentum-step37',
  },
  { state: 'lab=angles&steps=40&step=7', labels: ['θ', 'p(θ)', 'π/2'], name: 'thetaflow-angles-step7' },
  { state: 'lab=estimators&steps=30&step=11', labels: ['f·s'], name: 'thetaflow-estimators-step11' },
  { state: 'lab=gans&view=dirac&steps=90&step=60', labels: ['θ', 'ψ', 't = nη'], name: 'thetaflow-gans-dirac-step60' },
]

/**
 * Presses a button of the panel and returns what is downloaded.
 * @param {Page} page
 * @param {string} name
 */
async function saved(page, name) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ])
  await page.getByText(`${name} saved`).waitFor()
  const path = await download.path()
  return { name: download.suggestedFilename(), path, bytes: await readFile(path) }
}

/**
 * Presses a button of the panel and returns what is copied.
 * @param {Page} page
 * @param {string} name
 */
async function copied(page, name) {
  await page.getByRole('button', { name, exact: true }).click()
  await page.getByText(`${name} copied`).waitFor()
  return page.evaluate(() => navigator.clipboard.readText())
}

/**
 * How far two pictures are apart: the mean difference of a channel from 0 to 255, both shrunk to the width of 300 and the
 * second cut to the shape of the first (the legend stands below).
 * @param {Page} page
 * @param {string} first address
 * @param {string} second
 */
const distance = (page, first, second) =>
  page.evaluate(
    async ([first, second]) => {
      const pixels = async (/** @type {string} */ source, /** @type {number | undefined} */ height) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        const whole = Math.round((300 * image.naturalHeight) / image.naturalWidth)
        canvas.width = 300
        canvas.height = height ?? whole
        const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
        context.fillStyle = '#fff'
        context.fillRect(0, 0, 300, whole)
        context.drawImage(image, 0, 0, 300, whole)
        return { height: canvas.height, data: context.getImageData(0, 0, 300, canvas.height).data }
      }
      const a = await pixels(first ?? '', undefined)
      const b = await pixels(second ?? '', a.height)
      return a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length
    },
    [first, second],
  )

/**
 * The picture on show, as an address.
 * @param {Page} page
 */
const onShow = (page) =>
  page.evaluate(() => {
    const canvases = document.querySelector('theta-flow')?.shadowRoot?.querySelectorAll('canvas') ?? []
    const whole = document.createElement('canvas')
    whole.width = canvases[0]?.width ?? 0
    whole.height = canvases[0]?.height ?? 0
    for (const canvas of canvases) whole.getContext('2d')?.drawImage(canvas, 0, 0)
    return whole.toDataURL()
  })

/**
 * What a document of SVG holds.
 * @param {Page} page
 * @param {string} source
 */
const examined = (page, source) =>
  page.evaluate((source) => {
    const svg = new DOMParser().parseFromString(source, 'image/svg+xml')
    const all = [...svg.querySelectorAll('*')]
    return {
      broken: svg.querySelector('parsererror') !== null,
      active: all.filter(
        (element) =>
          element.matches('script, foreignObject, style, a') ||
          [...element.attributes].some(
            ({ name, value }) => name.startsWith('on') || (name !== 'xmlns' && /^(?!data:image\/png)\w+:/.test(value)),
          ),
      ).length,
      texts: [...svg.querySelectorAll('text')].map((text) => text.textContent),
      smallest: Math.min(
        ...[...svg.querySelectorAll('text')].map((text) => {
          const scale = /scale\(([\d.]+)\)/.exec(text.closest('g')?.getAttribute('transform') ?? '')
          return Number(text.getAttribute('font-size')) * Number(scale?.[1] ?? 1)
        }),
      ),
      size: ['width', 'height'].map((name) => Number(svg.documentElement.getAttribute(name))),
      description: svg.querySelector('desc')?.textContent ?? '',
    }
  }, source)

/** Pixels to the metre, as the file says. @param {Buffer} png */
const densityOf = (png) => png.readUInt32BE(png.indexOf('pHYs') + 4)

/** @param {Buffer} png */
const sizeOf = (png) => [png.readUInt32BE(16), png.readUInt32BE(20)]

/**
 * The texts of a PDF, as another program reads them; undefined where that is not installed.
 * @param {Buffer} pdf
 */
function textsOfPdf(pdf) {
  const { error, stdout, stderr } = spawnSync('pdftotext', ['-', '-'], { input: pdf })
  if (error) return undefined
  assert.equal(stderr.toString(), '')
  return stdout.toString()
}

for (const { state, labels, name } of FIGURES) {
  const [lab] = /(?<=lab=)\w+/.exec(state) ?? ['']

  test(`${lab}: pictures fit a column, and show what the page shows`, async () => {
    const { page } = await site.show(`embed.html#${state}`, { viewport: { width: 326, height: 800 } })
    // As wide as a column, so that the page lays the figure out in the same way.
    await page.addStyleTag({ content: 'html, body, main { margin: 0 !important; padding: 0 !important }' })
    await settled(page)
    await openExport(page)
    const svg = await saved(page, 'SVG')
    assert.equal(svg.name, `${name}.svg`)
    const source = svg.bytes.toString()
    const { broken, active, texts, smallest, size, description } = await examined(page, source)
    assert.ok(!broken && active === 0, source.slice(0, 400))
    for (const label of labels) assert.ok(texts.includes(label), `${label} among ${texts.join(' | ')}`)
    assert.equal(size[0], 326)
    // 8 points.
    assert.ok(smallest >= (8 * 96) / 72 - 0.2, `${smallest}`)
    assert.match(description, new RegExp(`^thetaflow .*, lab=${lab}&.*step=\\d+$`))

    const shown = await onShow(page)
    const address = (/** @type {string} */ type, /** @type {Buffer} */ bytes) =>
      `data:${type};base64,${bytes.toString('base64')}`
    const apart = await distance(page, shown, address('image/svg+xml', svg.bytes))
    assert.ok(apart < 4, `SVG: ${apart}`)

    const png = await saved(page, 'PNG')
    assert.equal(png.name, `${name}.png`)
    assert.deepEqual(
      sizeOf(png.bytes),
      size.map((length) => 2 * length),
    )
    // So it is set as wide as the SVG.
    assert.equal(densityOf(png.bytes), Math.round((2 * 96) / 0.0254))
    const pngApart = await distance(page, shown, address('image/png', png.bytes))
    assert.ok(pngApart < 2, `PNG: ${pngApart}`)
    // The measure can tell pictures apart.
    const empty = `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="${size[0]}" height="${size[1]}"/>`
    assert.ok((await distance(page, shown, empty)) > 2 * apart)
  })

  test(`${lab}: files for papers are those of the command line`, async () => {
    const { page } = await site.show(`embed.html#${state}`)
    await openExport(page)
    for (const kind of ['PGF', 'PDF']) {
      const file = await saved(page, kind)
      assert.equal(file.name, `${name}.${kind.toLowerCase()}`)
      const native = await pictureNative(state, kind.toLowerCase())
      if (kind === 'PGF') {
        assert.match(
          file.bytes.toString(),
          /^% .*\n% thetaflow [\s\S]*\\begin\{pgfpicture\}[\s\S]*\\end\{pgfpicture\}%\n$/,
        )
        assert.equal(file.bytes.toString(), native.toString())
      } else {
        assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-')
        // A canvas keeps the colours of an image through which something shows only roughly.
        assert.ok(lab === 'gans' || file.bytes.equals(native))
      }
    }
  })

  test(`${lab}: data is that of the command line, which makes the same frame again`, async () => {
    const { page } = await site.show(`embed.html#${state}`)
    await openExport(page)
    const json = await saved(page, 'JSON')
    assert.equal(json.name, `${name}.json`)
    const exported = JSON.parse(json.bytes.toString())
    const again = await runFrom(json.path)
    const { frame, ...rest } = exported
    const { frame: nativeFrame, ...nativeRest } = again
    assert.deepEqual(rest, nativeRest)
    assert.equal(rest.state, state)
    assert.equal(rest.step, Number(new URLSearchParams(state).get('step')))
    assert.deepEqual(differences(frame, nativeFrame), [])
    // The same form in every lab: numbers by id, and how the run stands.
    const values = Object.values(frame.readouts)
    assert.ok(!Array.isArray(frame.readouts) && values.length > 2, JSON.stringify(frame.readouts))
    assert.ok(values.every((value) => value === null || typeof value === 'number'))
    assert.deepEqual(frame.status, { id: 'running', step: rest.step })
    const under = await page.evaluate(() => document.querySelector('theta-flow')?.readouts ?? [])
    for (const { id, value } of under) assert.equal(frame.readouts[id], value)

    const csv = await saved(page, 'CSV')
    assert.equal(csv.name, `${name}.csv`)
    assert.ok(csv.bytes.toString().split('\n').length > 5)
    assert.equal(csv.bytes.toString(), await tableNative(state))
  })
}

test('sizes and colours can be chosen, and nothing but what is chosen is painted behind', async () => {
  const { page } = await site.show('embed.html#steps=20', {
    colorScheme: 'dark',
    viewport: { width: 900, height: 800 },
  })
  await openExport(page)
  const wanted = await page.evaluate(
    () => document.querySelector('theta-flow')?.shadowRoot?.querySelector('.stage')?.clientWidth,
  )
  for (const [width, look, pixels, background] of /** @type {const} */ ([
    ['page', 'white', 672, '#ffffff'],
    ['column', 'transparent', 326, undefined],
    ['shown', 'shown', wanted, '#16181c'],
  ])) {
    await page.getByLabel('Width').selectOption(width)
    await page.getByLabel('Colours').selectOption(look)
    const svg = await saved(page, 'SVG')
    const source = svg.bytes.toString()
    assert.equal((await examined(page, source)).size[0], pixels)
    assert.equal(/<rect width="100%".*?fill="(.*?)"/.exec(source)?.[1], background)
  }
})

test('a picture says what its colours mean', async () => {
  const { page } = await site.show('embed.html')
  const texts = async (/** @type {string} */ state) => {
    await loadState(page, state)
    const source = await page.evaluate(() => document.querySelector('theta-flow')?.exportSvg() ?? '')
    return (await examined(page, source)).texts
  }
  const run = await texts('lab=optimizers&rule=momentum&steps=20')
  for (const text of ['optimizer', 'θₙ', 'flow']) assert.ok(run.includes(text), run.join(' | '))
  // A race has a table in place of the legend.
  const race = await texts('lab=optimizers&rule=momentum&rule_2=sgd&rule_3=adam&steps=20')
  for (const text of ['momentum', 'gradient descent (SGD)', 'Adam']) assert.ok(race.includes(text), race.join(' | '))
})

test('a run that plays is stopped at a definite step, and a map is waited for', async () => {
  const { page } = await site.show('embed.html#steps=300&map=basins')
  const { step, frame, shown, state } = await page.evaluate(async () => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    figure.play()
    await new Promise((resolve) => figure.addEventListener('theta-frame', resolve, { once: true }))
    const exported = JSON.parse(await figure.exportJson())
    return { ...exported, shown: /** @type {any} */ (figure.frame).step, playing: figure.playing }
  })
  assert.equal(step, shown)
  assert.match(state, new RegExp(`step=${step}$`))
  if (frame.basins) assert.equal(frame.basins.progress, 1)
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.playing), false)
})

test('methods give the same to an author', async () => {
  const { page } = await site.show('embed.html#steps=20&step=3')
  const made = await page.evaluate(async () => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    const png = await figure.exportPng({ width: 400, theme: 'shown', transparent: true })
    return {
      svg: await figure.exportSvg({ width: 'page', theme: 'dark' }),
      type: png.type,
      head: [...new Uint8Array(await png.arrayBuffer()).slice(0, 24)],
      csv: await figure.exportCsv(),
      json: JSON.parse(await figure.exportJson()),
      script: await figure.exportScript('pytorch'),
    }
  })
  assert.match(made.script, /import torch/)
  assert.match(made.svg, /width="672"[\s\S]*fill="#16181c"/)
  assert.equal(made.type, 'image/png')
  assert.equal(Buffer.from(made.head).readUInt32BE(16), 800)
  assert.equal(made.csv.split('\n').length, 6)
  assert.equal(made.json.step, 3)
})

test('what makes files for papers is fetched when somebody makes one, and needs no worker', async () => {
  /** @type {string[]} */
  const asked = []
  const { page } = await site.show('embed.html?runner=page#lab=angles&steps=9', {
    prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
  })
  const isMaker = (/** @type {string} */ url) => /papers_bg.*\.wasm/.test(url)
  await openExport(page)
  await saved(page, 'SVG')
  assert.equal(asked.filter(isMaker).length, 0)
  await saved(page, 'PDF')
  await saved(page, 'PGF')
  assert.equal(asked.filter(isMaker).length, 1)
  assert.equal((await notes(page)).workers, 0)
})

test('where what makes files for papers cannot be had a sentence says so', async () => {
  const { page, problems } = await site.show('embed.html#steps=9', {
    prepare: (page) => page.route(/papers_bg.*\.wasm/, (route) => route.fulfill({ status: 404, body: 'no' })),
  })
  await openExport(page)
  await page.getByRole('button', { name: 'PDF', exact: true }).click()
  await page.getByText('PDF could not be made: something that it needs could not be loaded.').waitFor()
  assert.ok(problems.splice(0).length > 0)
})

test('a PDF has the words of its legend in Chinese, too', async (context) => {
  const { page } = await site.show('embed.html?lang=zh#lab=optimizers&rule=momentum&steps=20')
  const { pdf, pgf } = await page.evaluate(async () => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    const pdf = await figure.exportPdf({ width: 'page' })
    return { pdf: [...new Uint8Array(await pdf.arrayBuffer())], pgf: await figure.exportPgf({ theme: 'dark' }) }
  })
  assert.match(pgf, /\{优化器\}/)
  assert.match(pgf, /\\usepackage\{ctex\}/)
  const texts = textsOfPdf(Buffer.from(pdf))
  if (texts === undefined) return context.skip('pdftotext is not installed: it is in the package poppler-utils')
  for (const text of ['优化器', 'θₙ', 't = nh', '10']) assert.ok(texts.includes(text), texts)
})

test('the link and the embeds that are copied show the same figure elsewhere', async () => {
  const state = 'lab=optimizers&landscape=himmelblau&rule=momentum&lr=0.003&steps=60&step=37'
  const { page } = await site.article(
    '<theta-flow lab="optimizers" params="landscape=himmelblau&rule=momentum&lr=0.003&steps=60&step=37" controls="rule,lr" theme="dark"></theta-flow>',
    { permissions: PERMISSIONS },
  )
  await openExport(page)
  const link = await copied(page, 'Link')
  assert.equal(link, `${site.base}#${state}`)
  const element = await copied(page, 'HTML element')
  const iframe = await copied(page, 'iframe')
  const markdown = await copied(page, 'Markdown')
  assert.match(markdown, /^\[!\[.+\]\(thetaflow-optimizers-himmelblau-momentum-step37\.svg\)\]\((.+)\)\n$/)
  assert.equal(/\]\(([^)]+)\)\n$/.exec(markdown)?.[1], link)

  const opened = await site.show(link.slice(site.base.length))
  assert.equal(await opened.page.evaluate(() => document.querySelector('theta-flow')?.state), state)

  const article = await site.article(element)
  assert.deepEqual(
    await article.page.evaluate(() => {
      const figure = document.querySelector('theta-flow')
      return [figure?.state, figure?.controls, figure?.theme]
    }),
    [state, 'rule,lr', 'dark'],
  )

  const host = await site.article(iframe, { figures: 0 })
  const frame = host.page.frameLocator('iframe')
  await frame.locator('.readouts dt').first().waitFor()
  assert.equal(await frame.locator('theta-flow').evaluate((figure) => /** @type {any} */ (figure).state), state)
  assert.equal(await frame.locator('.control').count(), 2)
})

test('the embeds say how the figure is shown, however that was set', async () => {
  const { page } = await site.article('<theta-flow></theta-flow>', { permissions: PERMISSIONS })
  // As frameworks set it, that know properties.
  await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    const shown = { params: 'steps=9', controls: ['rule', 'lr'], theme: 'dark', lang: 'zh', home: '/figures/' }
    Object.assign(/** @type {object} */ (figure), shown)
  })
  await page.locator('.root[lang=zh]').waitFor()
  await settled(page)
  await page.locator('.export > button').click()
  const copy = async (/** @type {string} */ name) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByText(`已复制 ${name}`).waitFor()
    return page.evaluate(() => navigator.clipboard.readText())
  }
  assert.match(
    await copy('iframe'),
    /src="http:\/\/[^/]+\/figures\/embed\.html\?controls=rule,lr&amp;theme=dark&amp;lang=zh#lab=optimizers&amp;steps=9"/,
  )
  assert.match(
    await copy('HTML 元素'),
    /<theta-flow lab="optimizers" params="steps=9" controls="rule,lr" theme="dark" lang="zh"><\/theta-flow>/,
  )
})

test('links lead to the home that an author names', async () => {
  const { page } = await site.article(
    '<theta-flow params="steps=9" home="https://figures.example/lab/"></theta-flow>',
    {
      permissions: PERMISSIONS,
    },
  )
  await openExport(page)
  const home = 'https://figures.example/lab/'
  assert.equal(await copied(page, 'Link'), `${home}#lab=optimizers&steps=9`)
  assert.ok((await copied(page, 'HTML element')).includes(`src="${home}theta-flow.js"`))
  assert.ok((await copied(page, 'iframe')).includes(`src="${home}embed.html#lab=optimizers&amp;steps=9"`))
})

test('the keyboard opens, uses and closes it; nothing is fetched for it before', async () => {
  /** @type {string[]} */
  const asked = []
  const { page } = await site.show('embed.html', {
    permissions: PERMISSIONS,
    prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
  })
  const isExporter = (/** @type {string} */ url) => /exporter-/.test(url)
  assert.ok(!asked.some(isExporter))
  const button = page.getByRole('button', { name: 'Export' })
  assert.equal(await button.getAttribute('aria-expanded'), 'false')
  await button.press('Enter')
  await page.locator('.panel').waitFor()
  assert.equal(asked.filter(isExporter).length, 1)
  assert.equal(await button.getAttribute('aria-expanded'), 'true')
  const focused = () =>
    page.evaluate(() => document.querySelector('theta-flow')?.shadowRoot?.activeElement?.textContent?.trim())
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'SVG')
  await page.getByRole('button', { name: 'Link' }).press('Enter')
  await page.getByText('Link copied').waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.panel').count(), 0)
  assert.equal(await focused(), 'Export')
})

test('an author can leave it out', async () => {
  const { page } = await site.article('<theta-flow export="none"></theta-flow>')
  assert.equal(await page.getByRole('button', { name: 'Export' }).count(), 0)
  const framed = await site.show('embed.html?export=none')
  assert.equal(await framed.page.getByRole('button', { name: 'Export' }).count(), 0)
})

test('where the exporter cannot be had a sentence says so, and the next press tries again', async () => {
  let blocked = true
  const { page, problems } = await site.show('embed.html', {
    prepare: (page) =>
      page.route('**/exporter-*.js', (route) => (blocked ? route.fulfill({ status: 404 }) : route.continue())),
  })
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByText('What exports the figure could not be loaded').waitFor()
  assert.ok(problems.splice(0).length > 0)
  assert.ok(await page.locator('.figure').isVisible())
  blocked = false
  await openExport(page)
})
