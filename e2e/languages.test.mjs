// In which language a figure speaks, and in whose words.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
/** A figure that loads nothing but its texts. */
const dormant = (attributes = '') => `<theta-flow lab="optimizers" reveal="interaction" ${attributes}></theta-flow>`
const START = { en: 'Start', zh: '开始' }

/**
 * What has been said in the console and is no fault of the page.
 * @param {string[]} problems
 */
const warnings = (problems) => problems.splice(0).map((problem) => problem.replace(/ \([^()]*\)$/, ''))

/** @param {import('playwright-core').Page} page */
const starts = (page) =>
  page
    .locator('theta-flow')
    .evaluateAll((figures) =>
      figures.map(({ shadowRoot }) => shadowRoot?.querySelector('.begin button')?.textContent?.trim().split(':')[0]),
    )

test('a language that is not there gets that of the author’s choice, and never that of the browser', async () => {
  const { page, problems } = await site.article(
    `<div lang="fr">${dormant()}${dormant('lang-fallback="zh"')}${dormant('lang="en" lang-fallback="zh"')}</div>
     <div lang="zh-TW">${dormant()}</div><div lang="zh-Hant-HK">${dormant('lang-fallback="en"')}</div>
     <div lang="zh_CN">${dormant()}</div><div lang="en-GB">${dormant()}</div>
     ${dormant('lang="de" lang-fallback="zh-Hans"')}${dormant()}${dormant('lang-fallback="tlh"')}`,
    { html: '', locale: 'zh-CN', figures: 0, viewport: { width: 500, height: 6000 } },
  )
  await page.waitForFunction(() =>
    [...document.querySelectorAll('theta-flow')].every(({ shadowRoot }) => shadowRoot?.querySelector('.begin')),
  )
  const { en, zh } = START
  assert.deepEqual(await starts(page), [en, zh, en, zh, zh, zh, en, zh, en, en])
  assert.deepEqual(problems, [])

  // It can be chosen later, too.
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('lang-fallback', 'zh'))
  await page.waitForFunction(
    () => document.querySelector('theta-flow')?.shadowRoot?.querySelector('.root')?.getAttribute('lang') === 'zh',
  )
})

test('the page of the frame is in the reader’s language unless its address says otherwise', async () => {
  for (const [query, expected] of /** @type {const} */ ([
    ['', 'zh'],
    ['lang=auto', 'zh'],
    ['lang=en', 'en'],
    ['lang=fr', 'en'],
    ['lang=fr&lang-fallback=zh', 'zh'],
    ['lang-fallback=en', 'en'],
  ])) {
    const { page } = await site.show(`embed.html?reveal=interaction&${query}`, { locale: 'zh-CN', figures: 0 })
    await page.getByRole('button', { name: START[expected] }).waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), expected, query)
  }
})

test('an author’s words take the place of ours, and mistaken ones are said in the console alone', async () => {
  const texts = {
    'param.lr': 'step size',
    lab: { optimizers: { title: 'Down the valley' } },
    control: { play: 'Go', value_of: '{name} in numbers' },
    'export.data': 'Tables',
    'lab.gans.title': 'of another lab',
    'param.lrr': 'nothing',
    wibble: 'nothing',
    'choice.rule.adam': 7,
    'constructor.name': 'nothing',
    ['__proto__']: { polluted: 'yes' },
  }
  const quoted = JSON.stringify(texts).replaceAll('"', '&quot;')
  const { page, problems } = await site.article(
    `<theta-flow lab="optimizers" params="steps=20" controls="lr,rule,speed" texts="${quoted}"></theta-flow>`,
  )
  await page.getByRole('slider', { name: 'step size' }).waitFor()
  await page.getByRole('textbox', { name: 'step size in numbers' }).waitFor()
  await page.getByRole('button', { name: 'Go', exact: true }).waitFor()
  await page.getByRole('group', { name: 'Down the valley: parameters' }).waitFor()
  assert.equal(
    await control(page, 'rule')
      .select.locator('option:checked')
      .textContent()
      .then((text) => text?.trim()),
    'Adam',
  )
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('group', { name: 'Tables' }).waitFor()
  assert.deepEqual(
    await page
      .getByRole('alert')
      .textContent()
      .then((text) => text?.trim()),
    '',
    'the reader cannot mend it',
  )
  const said = warnings(problems)
  assert.equal(said.length, 6, said.join('\n'))
  assert.match(said.join('\n'), /there is no text “param\.lrr”\. Allowed: param\.steps, param\.seed, param\.landscape/)
  assert.match(said.join('\n'), /there is no text “wibble”\. Allowed: title, name, figure, param/)
  assert.match(said.join('\n'), /7 under “choice\.rule\.adam” is no text/)
  assert.match(said.join('\n'), /there is no text “constructor\.name”/)
  assert.match(said.join('\n'), /There is no parameter “speed” here\. Allowed: landscape/)

  // Other words later, as an object; and what is no JSON.
  await page.evaluate(() => {
    const figure = /** @type {any} */ (document.querySelector('theta-flow'))
    figure.texts = { 'param.lr': 'stride' }
  })
  await page.getByRole('slider', { name: 'stride' }).waitFor()
  await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('texts', "{'param.lr': 'x'}"))
  await page.getByRole('slider', { name: 'learning rate' }).waitFor()
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('texts', '[1]'))
  await page.waitForFunction(() => true)
  const later = warnings(problems).join('\n')
  assert.match(later, /texts is not JSON: SyntaxError/)
})

test('a page adds languages: with their plurals, their direction, and English for what they leave out', async () => {
  const { page, problems } = await site.article(
    `<theta-flow lab="gans" params="data=points&points=0,0&steps=2" lang="fr"></theta-flow>`,
    { viewport: { width: 1200, height: 1400 } },
  )
  await page.getByRole('button', { name: 'Play' }).waitFor()
  const count = page.locator('theta-flow-points .count')
  await page.waitForFunction(
    () => document.querySelector('theta-flow')?.shadowRoot?.querySelector('theta-flow-points .count')?.textContent,
  )
  assert.equal(await count.textContent(), '1 point')
  const places = () =>
    page.evaluate(() => {
      const figure = document.querySelector('theta-flow')
      const left = figure?.getBoundingClientRect().left ?? 0
      const canvas = figure?.shadowRoot?.querySelector('canvas')?.getBoundingClientRect()
      return [Math.round((canvas?.left ?? 0) - left), Math.round(canvas?.width ?? 0)]
    })
  const before = await places()

  await page.evaluate(() => {
    const { addTexts } = /** @type {any} */ (customElements.get('theta-flow'))
    addTexts('fr', {
      control: { play: 'Lire' },
      'points.count': { of: 'count', one: '{count} point (fr)', other: '{count} points (fr)' },
    })
  })
  await page.getByRole('button', { name: 'Lire' }).waitFor()
  await page.getByRole('button', { name: 'One step forward' }).waitFor()
  await page.waitForFunction(
    () =>
      document.querySelector('theta-flow')?.shadowRoot?.querySelector('theta-flow-points .count')?.textContent ===
      '1 point (fr)',
  )
  await page.evaluate(() => document.querySelector('theta-flow')?.set('points', '0,0;1,1'))
  await settled(page)
  assert.equal(await count.textContent(), '2 points (fr)')
  await page.evaluate(() => document.querySelector('theta-flow')?.set('points', ''))
  await settled(page)
  assert.equal(await count.textContent(), '0 point (fr)', 'in French, none is singular')
  assert.equal(await page.locator('.root').getAttribute('lang'), 'fr')
  assert.equal(await page.locator('.root').getAttribute('dir'), 'ltr')

  // A language that is read from the right: texts and rows begin there, the picture and what is typed do not.
  await page.evaluate(() => {
    const { addTexts } = /** @type {any} */ (customElements.get('theta-flow'))
    addTexts('he', { control: { play: 'נגן' } })
    document.querySelector('theta-flow')?.setAttribute('lang', 'he-IL')
  })
  const play = page.getByRole('button', { name: 'נגן' })
  await play.waitFor()
  const box = await page.locator('theta-flow .transport').boundingBox()
  const at = await play.boundingBox()
  assert.ok(at && box && at.x + at.width > box.x + box.width - 2, 'the first button stands at the right')
  assert.equal((await places())[1], before[1])
  const directions = await page.evaluate(() =>
    ['canvas', '.field', '.readouts dd', '.count', '.symbol'].map((selector) => {
      const element = document.querySelector('theta-flow')?.shadowRoot?.querySelector(selector)
      return element && getComputedStyle(element).direction
    }),
  )
  assert.deepEqual(directions, ['ltr', 'ltr', 'ltr', 'ltr', 'ltr'])

  // Words in a language that there is; and a script of its own before the language in general.
  await page.evaluate(() => {
    const { addTexts } = /** @type {any} */ (customElements.get('theta-flow'))
    addTexts('zh', { 'control.play': '开播' })
    addTexts('zh-Hant', { 'control.play': '開播' })
    document.querySelector('theta-flow')?.setAttribute('lang', 'zh-TW')
  })
  await page.getByRole('button', { name: '開播' }).waitFor()
  await page.getByRole('button', { name: '前进一步' }).waitFor()
  await page.evaluate(() => document.querySelector('theta-flow')?.setAttribute('lang', 'zh-SG'))
  await page.getByRole('button', { name: '开播' }).waitFor()
  assert.deepEqual(problems, [])
  const refusal = await page.evaluate(() => {
    try {
      const { addTexts } = /** @type {any} */ (customElements.get('theta-flow'))
      return addTexts('zh_CN', {})
    } catch (error) {
      return String(error)
    }
  })
  assert.match(refusal, /RangeError/)
})

test('a page that is read from the right does not turn a figure around whose texts are read from the left', async () => {
  const places = async (/** @type {string} */ html) => {
    const { page } = await site.article(
      '<theta-flow lab="optimizers" params="steps=20&lr=0.001&noise=1" theme="light"></theta-flow>',
      {
        html,
        head: '<style>body { margin: 0; width: 1000px; direction: ltr } html[dir=rtl] body { direction: rtl }</style>',
      },
    )
    return page.evaluate(() => {
      const root = document.querySelector('theta-flow')?.shadowRoot
      const left = root?.host.getBoundingClientRect().left ?? 0
      return [...(root?.querySelectorAll('.root, .root *') ?? [])].map((element) => {
        const box = element.getBoundingClientRect()
        return `${element.localName}.${element.getAttribute('class')} ${[box.left - left, box.top, box.width, box.height].map(Math.round)}`
      })
    })
  }
  const usual = await places('lang="en"')
  assert.ok(usual.length > 100)
  assert.deepEqual(await places('lang="en" dir="rtl"'), usual)
})
