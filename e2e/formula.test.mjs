// A surface that the reader types.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('a formula in a link is a surface', async () => {
  const { page } = await site.show('embed.html#landscape=custom&f=x^2+3*y^2&rule=sgd&lr=0.1&start=2,1&steps=20')
  const [run] = (await frameOf(page)).runs
  // x loses a fifth, and y three fifths, in every step.
  assert.deepEqual(run?.theta[0], [2, 1])
  const [x = 0, y = 0] = run?.theta[2] ?? []
  assert.ok(Math.abs(x - 2 * 0.8 ** 2) < 1e-12 && Math.abs(y - 0.4 ** 2) < 1e-12, `${x}, ${y}`)
  assert.ok(Math.abs((run?.loss[0] ?? 0) - 7) < 1e-12)
})

test('a formula can be typed, and a mistake is named with its place', async () => {
  const { page } = await site.show('embed.html')
  await control(page, 'landscape').select.selectOption('custom')
  const { field } = control(page, 'f')
  await field.fill('(x - 1)^2 + y^2')
  await field.press('Enter')
  await settled(page, 2)
  assert.equal((await queryOf(page)).split('&').at(-1), 'f=(x%20-%201)^2%20+%20y^2')
  const before = await frameOf(page)

  for (const [text, sentence] of /** @type {[string, RegExp][]} */ ([
    ['x^2 + ', /something is missing at the end of “x\^2 \+” \(character 6\)/],
    ['x^2 + $', /“\$” cannot stand at character 7, after “x\^2 \+ ”/],
    ['sine(x)', /“sine” at character 1 is unknown\. Did you mean “sin”\?/],
    ['sin(x', /“\)” is missing at character 6/],
    ['x^2 + z', /“z” at character 7 is unknown/],
    // Characters are counted, not bytes.
    ['x^2 + é', /character 7/],
    [`${'('.repeat(9999)}x`, /./],
  ])) {
    await field.fill(text)
    await field.press('Enter')
    await page.locator('.messages p > span').filter({ hasText: sentence }).waitFor()
    assert.equal((await sentences(page)).length, 1)
  }
  await settled(page)
  assert.deepEqual(await frameOf(page), before, 'the last good formula stays')

  await field.fill('x^4 + y^4')
  await field.press('Enter')
  await settled(page)
  assert.deepEqual(await sentences(page), [])
  assert.notDeepEqual(await frameOf(page), before)
})

/**
 * Which pixel of the canvases shows a place of the plane: the handle of the start tells, once from two corners.
 * @param {import('playwright-core').Page} page
 */
async function ruler(page) {
  /** @param {number} x @param {number} y */
  const pixel = async (x, y) => {
    await page.evaluate((start) => document.querySelector('theta-flow')?.set('start', start), `${x},${y}`)
    await settled(page)
    return page.locator('.handle[data-handle=start]').evaluate((handle) => {
      const [, left = '0', top = '0'] =
        /\((.+)px, (.+)px\)/.exec(/** @type {HTMLElement} */ (handle).style.transform) ?? []
      return [Number(left), Number(top)]
    })
  }
  const [left = 0, bottom = 0] = await pixel(0.5, -1)
  const [right = 0, top = 0] = await pixel(1.5, 1)
  return (/** @type {[number, number]} */ [x, y]) => [
    left + (right - left) * (x - 0.5),
    bottom + ((top - bottom) * (y + 1)) / 2,
  ]
}

test('where a formula has no value the map has a hole, and a run that gets there ends', async () => {
  const { page } = await site.show('embed.html#landscape=custom&f=log(x)^2+y^2&rule=sgd&lr=0.05&steps=100')
  const pixelOf = await ruler(page)
  const holes = /** @type {[number, number][]} */ ([
    [-0.8, 1],
    [-1.5, -1],
    [-0.4, 0.5],
  ])
  const surface = /** @type {[number, number][]} */ ([
    [0.8, 1],
    [1.5, -1],
    [0.4, 0.5],
  ])
  /** The share of a small square around each place that is painted. */
  const painted = await page
    .locator('canvas')
    .first()
    .evaluate(
      (canvas, places) => {
        const { width, height, clientWidth } = /** @type {HTMLCanvasElement} */ (canvas)
        const data = /** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, width, height).data
        const zoom = width / clientWidth
        return places.map(([x = 0, y = 0]) => {
          let count = 0
          for (let dx = -6; dx < 6; dx++) {
            for (let dy = -6; dy < 6; dy++) {
              const at = Math.round((y + dy) * zoom) * width + Math.round((x + dx) * zoom)
              count += Number((data?.[4 * at + 3] ?? 0) > 128)
            }
          }
          return count / 144
        })
      },
      [...holes, ...surface].map(pixelOf),
    )
  assert.deepEqual(painted.slice(0, 3), [0, 0, 0], 'holes, without a contour')
  assert.deepEqual(painted.slice(3), [1, 1, 1], 'a surface without holes')

  await page.evaluate(() => document.querySelector('theta-flow')?.set('start', '-1,1'))
  await settled(page)
  const outside = await frameOf(page)
  assert.deepEqual(outside.status, { id: 'diverged', step: 0 })
  assert.equal(await page.locator('.status').textContent(), 'diverged at step 0')
  assert.ok(await page.locator('.handle[data-handle=start]').isVisible(), 'the way back')
  assert.deepEqual(await sentences(page), [])
  for (const chart of ['internals', 'stability', 'order', 'time']) {
    await page.evaluate((chart) => document.querySelector('theta-flow')?.set('chart', chart), chart)
    await settled(page)
  }
  await page.evaluate(() => document.querySelector('theta-flow')?.set('start', '2,1'))
  await settled(page)
  const inside = await frameOf(page)
  assert.equal(inside.status.id, 'running')
  assert.equal(inside.step, 100)
  assert.deepEqual(await sentences(page), [])
})

test('odd formulas leave a figure that works', async () => {
  const { page } = await site.show('embed.html#landscape=custom&steps=50')
  for (const formula of [
    '0',
    '1/0',
    'log(-1)',
    'x^y^x',
    '1e308*x^2',
    'tan(x)/y',
    'abs(x)^0.5+abs(y)',
    'min(x,y)+max(x,y)',
    'sqrt(x*y)',
    'exp(exp(exp(x)))',
  ]) {
    await control(page, 'f').field.fill(formula)
    await control(page, 'f').field.press('Enter')
    await settled(page)
    const { step, status } = await frameOf(page)
    assert.ok(step === 50 || status.id !== 'running', `${formula}: step ${step}, ${status.id}`)
    assert.deepEqual(await sentences(page), [], formula)
  }
})

/**
 * The reading that stands below the field, with the marks of MathML left out: (fraction above below), (power base exponent).
 * @param {import('playwright-core').Page} page
 */
function reading(page) {
  return page.locator('theta-flow-formula .reading').evaluate((reading) => {
    const names = /** @type {Record<string, string>} */ ({ mfrac: 'fraction', msup: 'power', msub: 'index' })
    /** @param {Element} element @returns {string} */
    const words = ({ localName, namespaceURI, children, textContent }) => {
      if (children.length === 0) return textContent ?? ''
      if (!namespaceURI?.endsWith('MathML')) return [...children].map(words).join('')
      const inside = [...children].map(words)
      if (localName === 'mrow' || localName === 'math') return inside.join('')
      return `(${names[localName] ?? localName} ${inside.join(' ')})`
    }
    return reading.querySelector('math') ? words(reading) : `refused: ${reading.textContent}`
  })
}

test('what is typed is shown as mathematics at once, and set only when it is entered', async () => {
  const { page } = await site.show('embed.html#landscape=custom&f=x^2&steps=5')
  const { field } = control(page, 'f')
  await page.locator('theta-flow-formula math').waitFor()
  assert.equal(await reading(page), '(power x 2)')
  for (const [text, expected] of /** @type {[string, string][]} */ ([
    ['2xy', '2xy'],
    ['x(x+1)', 'x·(x+1)'],
    ['(x+1)(y+2)', '(x+1)(y+2)'],
    ['2x**2/3', '(fraction 2(power x 2) 3)'],
    ['（ｘ＋１）＾２÷２', '(fraction (power (x+1) 2) 2)'],
    ['-x²', '−(power x 2)'],
    ['x--1', 'x−(−1)'],
    ['√(x²+y²)', '(msqrt (power x 2) + (power y 2))'],
    ['∛x y', 'refused: ∛x y'],
    ['∛x·y', '(mroot x 3)y'],
    ['sin^2(x) log(y)', '(power sin 2)(x)·ln(y)'],
    ['max(x,y,1e-9)', 'max(max(x,y),1·(power 10 −9))'],
    ['log10|x|', '(index log 10)(|x|)'],
    ['x^-(y+1)', '(power x −(y+1))'],
    ['(x/2)^2', '(power ((fraction x 2)) 2)'],
    ['3*2^x', '3·(power 2 x)'],
    ['\\frac{x}{2}\\cdot\\left(y-1\\right)', '(fraction x 2)·(y−1)'],
    ['z = 2pi x', '2πx'],
  ])) {
    await field.fill(text)
    if (expected.startsWith('refused')) await page.locator('theta-flow-formula mark').waitFor()
    assert.equal(await reading(page), expected, text)
  }
  assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.query.split('f=')[1]), 'x^2&steps=5')
  assert.deepEqual(await sentences(page), [])

  const { page: classes } = await site.show('embed.html#lab=estimators&family=categorical&cost=custom&steps=5')
  await classes.locator('theta-flow-formula math').waitFor()
  assert.equal(await reading(classes), '(index y 1)(index y 2)+(power (index y 3) 2)')
  await control(classes, 'f_y').field.fill('y_1y₂/2')
  assert.equal(await reading(classes), '(fraction (index y 1)(index y 2) 2)')
})

test('a mistake is pointed out while typing, in both languages, and the reading comes back', async () => {
  for (const [language, sentence] of /** @type {[string, RegExp][]} */ ([
    ['en', /“X” at character 5 is unknown\. Did you mean “x”\?/],
    ['zh', /第 5 个字符处的“X”无法识别。是否想写“x”？/],
  ])) {
    const { page } = await site.show(`embed.html?lang=${language}#landscape=custom&f=x^2&steps=5`)
    const { field } = control(page, 'f')
    await page.locator('theta-flow-formula math').waitFor()
    await field.fill('y + X^2')
    await page.locator('theta-flow-formula p').filter({ hasText: sentence }).waitFor()
    assert.equal(await page.locator('theta-flow-formula mark').textContent(), 'X')
    assert.deepEqual(await sentences(page), [], 'nothing is refused yet')
    const described = await field.getAttribute('aria-describedby')
    assert.match((await page.locator(`#${described}`).textContent()) ?? '', sentence)

    // Entered, it is refused: the sentence is among the messages, and the mark stays.
    await field.press('Enter')
    await page.locator('.messages p > span').filter({ hasText: sentence }).waitFor()
    assert.equal(await page.locator('theta-flow-formula p').textContent(), '')
    assert.equal(await page.locator('theta-flow-formula mark').textContent(), 'X')
    await field.press('Escape')
    await page.locator('theta-flow-formula math').waitFor()
    assert.equal(await reading(page), '(power x 2)')
    assert.deepEqual(await sentences(page), [])
  }
})

test('a formula in wide characters goes into a link and comes back', async () => {
  const { page } = await site.show('embed.html#landscape=custom&steps=20')
  const { field } = control(page, 'f')
  await field.fill('（ｘ－１）²＋ｙ＊＊２')
  await field.press('Enter')
  await settled(page)
  const [typed, query] = [await frameOf(page), await queryOf(page)]
  const { page: again } = await site.show(`embed.html#${query}`)
  assert.deepEqual(await frameOf(again), typed)
  assert.equal(await control(again, 'f').field.inputValue(), '（ｘ－１）²＋ｙ＊＊２')
  const { page: plain } = await site.show('embed.html#landscape=custom&steps=20&f=(x-1)^2%2By^2')
  assert.deepEqual((await frameOf(plain)).runs, typed.runs)
})
