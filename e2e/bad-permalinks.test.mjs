// Links with mistakes: each mistake gets its sentence in the reader's language, what is good in the link still counts,
// and no text of a link ever becomes markup.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

const LABS = { en: 'Allowed: ', zh: '可用的实验：' }

/** Every mistake stands beside `steps=60`, which is right. */
const MISTAKES = [
  {
    hash: 'lr=banana',
    en: 'learning rate (lr): “banana” is not a number. Allowed: 1e-6 to 10.',
    zh: '学习率 (lr)：“banana”不是数。允许范围：1e-6 到 10。',
  },
  {
    hash: 'lr=1e999',
    en: 'learning rate (lr): 1e999 is out of range. Allowed: 1e-6 to 10.',
    zh: '学习率 (lr)：1e999 超出范围。允许范围：1e-6 到 10。',
  },
  {
    hash: 'lrr=1',
    en: 'There is no parameter “lrr” here. Did you mean “lr”?',
    zh: '这里没有参数“lrr”。是否想写“lr”？',
  },
  {
    hash: 'wibble=1',
    en: /^There is no parameter “wibble” here\. Allowed: landscape, f, /,
    zh: /^这里没有参数“wibble”。/,
  },
  { hash: 'lab=optimisers', en: /Did you mean “optimizers”\? Allowed: /, zh: /是否想写“optimizers”？可用的实验：/ },
  {
    hash: 'lab=zzz',
    en: new RegExp(`no lab “zzz”\\. ${LABS.en}optimizers`),
    zh: new RegExp(`“zzz”的实验。${LABS.zh}`),
  },
  {
    hash: 'nonsense',
    en: '“nonsense” was not understood. Allowed: pairs such as key=value, joined by &.',
    zh: '无法理解“nonsense”。应写成 key=value 的形式，各项之间用 & 连接。',
  },
  { hash: 'lr=%E0%A4%A', en: /^“lr=%E0%A4%A” was not understood\./, zh: /^无法理解“lr=%E0%A4%A”。/ },
  { hash: 'rule=addam', en: /Did you mean “adam”\?/, zh: /是否想写“adam”？/ },
  { hash: 'start=1', en: /^starting point \(start\): “1” is not a point\./, zh: /\(start\)：“1”不是点。/ },
  { hash: 'seed=1.5', en: /^seed: “1\.5” is not a whole number\./, zh: /“1\.5”不是整数。/ },
  { hash: 'step=61', en: /^step: “61” is not .* 0 to 60\.$/, zh: /“61”.*0 到 60/ },
  { hash: 'lr=0.3&lr=0.4', en: /given more than once; only the first value counts/, zh: /只取第一个值/ },
  {
    hash: 'landscape=custom&f=x^2 + ',
    en: 'formula of the surface (f): something is missing at the end of “x^2 +” (character 6). Allowed there: a number, x, y, a function or a parenthesis.',
    zh: /“x\^2 \+”末尾（第 6 个字符处）/,
  },
]

for (const language of /** @type {const} */ (['en', 'zh'])) {
  test(`every mistake has its sentence (${language})`, async () => {
    const { page } = await site.show(`embed.html?lang=${language}#steps=60`)
    for (const mistake of MISTAKES) {
      await page.evaluate((hash) => {
        location.hash = `steps=60&${hash}`
      }, mistake.hash)
      const expected = mistake[language]
      await page
        .locator('.messages p > span')
        .filter({ hasText: expected })
        .waitFor()
        .catch(() => {})
      const found = await sentences(page)
      assert.equal(found.length, 1, `${mistake.hash}: ${found.join(' | ')}`)
      if (typeof expected === 'string') assert.equal(found[0], expected)
      else assert.match(found[0] ?? '', expected)
      await settled(page)
      const frame = await frameOf(page)
      assert.equal(frame.last_step, 60, `${mistake.hash}: what is right still counts`)
      assert.ok(frame.step === 60 || frame.status.id !== 'running', mistake.hash)
    }
  })
}

for (const path of ['optimizers.html', 'embed.html']) {
  test(`${path} opens with a bad link, says so, and works`, async () => {
    const { page } = await site.show(`${path}#lr=banana&rule=sgd&nonsense&lab=zzz`)
    assert.equal((await sentences(page)).length, 3)
    assert.equal(await queryOf(page), 'rule=sgd')
    const before = await frameOf(page)
    await control(page, 'lr').slider.press('ArrowRight')
    await settled(page)
    assert.notDeepEqual(await frameOf(page), before)
    assert.equal((await sentences(page)).length, 2, 'a good value takes back what was said about a bad one')
  })
}

test('markup in a link is quoted as text', async () => {
  const markup = '<img src=x onerror=alert(1)>'
  const pairs = ['lr', 'lab', 'f', 'rule', 'start', encodeURIComponent(markup)].map(
    (key) => `${key}=${encodeURIComponent(markup)}`,
  )
  const { page } = await site.show(`optimizers.html#${pairs.join('&')}&${encodeURIComponent(markup)}&steps=30`)
  const said = await sentences(page)
  assert.equal(said.length, 7, said.join('\n'))
  // A formula is refused at its first character.
  assert.equal(
    said.filter((sentence) => /<img src=x|%3Cimg%20src|“<” cannot stand at character 1/.test(sentence)).length,
    7,
  )
  assert.equal(await page.locator('img:not(.without-script)').count(), 0)
  assert.equal((await frameOf(page)).step, 30)
  await page.evaluate(() => document.querySelector('theta-flow')?.reset())
  await settled(page)
  assert.equal(await page.evaluate(() => location.hash), '#lab=optimizers&steps=30&step=0')
})

test('a very long link is cut short where it is quoted', async () => {
  const { page } = await site.show(`embed.html#lr=${'9'.repeat(5000)}x`)
  const [said = ''] = await sentences(page)
  assert.ok(said.length < 200 && said.includes('…'), said)
})

/** What a link may bring for a number, and what is said about it: the value itself, or how it is spelled. */
const HOSTILE = [
  { text: '1e999', said: '1e999' },
  { text: '-1e999', said: '-1e999' },
  { text: 'NaN', said: '“NaN”' },
  { text: 'Infinity', said: '“Infinity”' },
  { text: 'null', said: '“null”' },
  { text: 'undefined', said: '“undefined”' },
  { text: '__proto__', said: '“__proto__”' },
  { text: '٠.٥', said: '“٠.٥”' },
  { text: '१', said: '“१”' },
  { text: '½', said: '“½”' },
  { text: '0x1p3', said: '“0x1p3”' },
  { text: '1_000', said: '“1_000”' },
  { text: '1,500', said: '“1,500” can be read in two ways' },
  { text: '1,5,2', said: '“1,5,2”' },
  { text: '{min}', said: '“{min}”' },
  // What turns the writing around, or cannot be seen, is spelled out.
  { text: '\u202E5.0', said: '“\\u{202e}5.0”' },
  { text: '0.1\u200B', said: '“0.1\\u{200b}”' },
  { text: '0.1\0', said: '“0.1\\u{0}”' },
  { text: '<script>alert(1)</script>', said: '“<script>alert(1)</script>”' },
  { text: '"><svg onload=alert(1)>', said: '“"><svg onload=alert(1)>”' },
  { text: '9'.repeat(100_000), said: `${'9'.repeat(60)}…` },
  { text: 'x'.repeat(100_000), said: `“${'x'.repeat(60)}…”` },
]

/**
 * Elements that no figure has: somebody's markup.
 * @param {import('playwright-core').Page} page
 */
const markup = (page) =>
  page.evaluate(() => {
    const roots = [document, ...[...document.querySelectorAll('theta-flow')].map(({ shadowRoot }) => shadowRoot)]
    return roots.flatMap((root) =>
      [
        ...(root?.querySelectorAll(
          'img, iframe, object, :not(head) > script:not([src]), [onload], [onerror], [onclick]',
        ) ?? []),
      ].map(({ outerHTML }) => outerHTML),
    )
  })

test('hostile values leave the last good one, and each has its sentence', async () => {
  const { page } = await site.show('embed.html?lang=en#lr=0.3&steps=60')
  for (const { text, said } of HOSTILE) {
    const accepted = await page.evaluate((text) => document.querySelector('theta-flow')?.set('lr', text), text)
    assert.equal(accepted, false, text.slice(0, 40))
    assert.equal(await queryOf(page), 'lr=0.3&steps=60', text.slice(0, 40))
    await page.locator('.messages p > span').filter({ hasText: said }).waitFor()
    const found = await sentences(page)
    assert.equal(found.length, 1, found.join('\n'))
    assert.ok((found[0] ?? '').length < 200)
  }
  for (const { text, said } of HOSTILE) {
    await page.evaluate((text) => {
      location.hash = `lr=${encodeURIComponent(text)}&steps=60`
    }, text)
    await page.locator('.messages p > span').filter({ hasText: said }).waitFor()
    assert.equal(await queryOf(page), 'steps=60')
  }
  assert.deepEqual(await markup(page), [])
  // -0 is a number like any other, and is 0.
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.set('noise', '-0')), true)
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.set('start', '-0,1')), true)
  assert.equal(await queryOf(page), 'start=0,1&steps=60')
})

test('keys that objects have, broken encodings and repeated keys have their sentences', async () => {
  const { page } = await site.show('embed.html?lang=en')
  for (const [hash, count] of /** @type {const} */ ([
    ['__proto__=1&constructor=2&toString=3&hasOwnProperty=4', 4],
    ['lab=__proto__', 1],
    ['lab=constructor', 1],
    // The module that does a lab's heavy work is no lab.
    ['lab=optimizers_compute', 1],
    ['lab=../../../evil', 1],
    ['lab=%00', 1],
    ['%=%&%ff=1&lr=%zz&%', 4],
    ['lab=optimizers&lab=gans', 1],
    ['step=1&step=2', 1],
    ['rule=adam&rule=sgd&rule=lion', 1],
    [`${'k=v&'.repeat(50_000)}`, 2],
    [Array.from({ length: 5000 }, (_, at) => `k${at}=<b>`).join('&'), 13],
    ['='.repeat(10_000), 1],
  ])) {
    await page.evaluate((hash) => {
      location.hash = `steps=60&${hash}`
    }, hash)
    await settled(page)
    await page.waitForFunction(
      (count) =>
        document.querySelector('theta-flow')?.shadowRoot?.querySelectorAll('.messages p > span').length === count,
      count,
    )
    assert.deepEqual(await markup(page), [])
    assert.match(await queryOf(page), /steps=60/, hash.slice(0, 40))
  }
  assert.equal(await page.evaluate(() => /** @type {any} */ ({}).polluted), undefined)
})

test('hostile attributes and options are text', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const long = 'x'.repeat(100_000)
  const attributes = {
    params: `lr=${evil}&${evil}=1`,
    controls: `lr,${evil},${long}`,
    theme: evil,
    lang: evil,
    'lang-fallback': evil,
    texts: JSON.stringify({ 'param.lr': evil, [evil]: evil, [long]: 1 }),
    runner: evil,
  }
  const quote = (/** @type {string} */ text) => text.replaceAll('"', '&quot;').replaceAll('<', '&lt;')
  const { page, problems } = await site.article(
    `<theta-flow ${Object.entries(attributes)
      .map(([name, value]) => `${name}="${quote(value)}"`)
      .join(' ')}></theta-flow>`,
  )
  const said = await sentences(page)
  const toAuthor = problems.splice(0)
  assert.ok(said.length >= 2 && toAuthor.length >= 5, [...said, ...toAuthor].join('\n'))
  assert.ok(
    [...said, ...toAuthor].every((sentence) => sentence.length < 2500),
    said.join('\n'),
  )
  assert.ok(toAuthor.every((sentence) => sentence.startsWith('warning: theta-flow: ')))
  assert.deepEqual(await markup(page), [])

  // A server takes no address this long.
  const options = new URLSearchParams({ ...attributes, params: '', texts: '', lang: 'en', controls: `lr,${evil}` })
  const { page: framed, problems: ofFramed } = await site.show(`embed.html?${options}#steps=40`)
  assert.ok(ofFramed.splice(0).length >= 2)
  assert.deepEqual(await markup(framed), [])

  const { problems: many } = await site.show(
    `embed.html?lang=en&controls=${Array.from({ length: 1000 }, (_, at) => `c${at}`)}`,
  )
  assert.equal(many.splice(0).length, 12)
})
