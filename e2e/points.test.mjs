// Data that a reader draws or pastes: on the figure by mouse, finger and keyboard, as a table, and in the address.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const START = 'lab=gans&data=points&steps=20'

/**
 * The control of the points, once it is there.
 * @param {import('playwright-core').Page} page
 */
async function pointsOf(page) {
  const root = page.locator('theta-flow-points')
  const button = (/** @type {string} */ name) => root.getByRole('button', { name, exact: true })
  await button('Draw').waitFor()
  const dialog = root.locator('dialog')
  return {
    draw: button('Draw'),
    erase: button('Erase'),
    undo: button('Undo'),
    clear: button('Clear'),
    open: button('Paste data …'),
    easel: page.locator('.easel'),
    count: () => root.locator('.count').textContent(),
    note: root.locator('.note', { hasText: 'link' }),
    dialog,
    table: dialog.getByRole('textbox', { name: 'Table of points' }),
    rescale: dialog.getByRole('checkbox'),
    /** Until they are taken, or refused. */
    async take() {
      await dialog.getByRole('button', { name: 'Use these points' }).click()
      await page.waitForFunction(() => {
        const table = document.querySelector('theta-flow')?.shadowRoot?.querySelector('dialog textarea')
        return !table || table.getAttribute('aria-invalid') === 'true'
      })
    },
    refusal: dialog.locator('[role=alert]'),
    reading: dialog.locator('[role=status]'),
    file: dialog.locator('input[type=file]'),
    /** @param {string} table */
    async paste(table) {
      await this.open.click()
      await pasteInto(this.table, table)
      await this.take()
    },
  }
}

/**
 * Pastes a text over the one that is there, as the clipboard would. What the page leaves to the browser is filled in.
 * @param {import('playwright-core').Locator} table
 * @param {string} text
 */
async function pasteInto(table, text) {
  const left = await table.evaluate((table, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    const area = /** @type {HTMLTextAreaElement} */ (table)
    area.select()
    return area.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true, bubbles: true }))
  }, text)
  if (left) await table.fill(text)
}

/**
 * The points in the figure's state.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number[][]>}
 */
async function values(page) {
  const text = new URLSearchParams(await queryOf(page)).get('points')
  return text ? text.split(';').map((point) => point.split(',').map(Number)) : []
}

/**
 * Moves the pressed mouse through places of the sheet, as shares of its size.
 * @param {import('playwright-core').Page} page
 * @param {[number, number][]} places
 */
async function stroke(page, places) {
  const box = await page.locator('.easel').boundingBox()
  assert.ok(box)
  for (const [index, [x, y]] of places.entries()) {
    await page.mouse.move(box.x + x * box.width, box.y + y * box.height)
    if (index === 0) await page.mouse.down()
  }
  await page.mouse.up()
  await settled(page)
}

const many = (/** @type {number} */ count) =>
  Array.from({ length: count }, (_, k) => `${Math.sin(k).toFixed(3)},${Math.cos(k).toFixed(3)}`)

test('points are drawn with the mouse, erased, taken back and cleared', async () => {
  const { page } = await site.show(`index.html#${START}`)
  const points = await pointsOf(page)
  assert.equal(await points.easel.count(), 0)
  await points.draw.click()
  assert.equal(await points.draw.getAttribute('aria-pressed'), 'true')
  await stroke(page, [
    [0.25, 0.5],
    [0.75, 0.5],
  ])
  const drawn = await values(page)
  assert.ok(drawn.length > 20, `${drawn.length} points`)
  // On a horizontal line through the middle, from left to right at equal distances.
  const steps = drawn.slice(1).map(([x = 0], index) => x - (drawn[index]?.[0] ?? 0))
  assert.ok(drawn.every(([, y = 1]) => Math.abs(y) < 0.05))
  assert.ok(Math.min(...steps) > 0 && Math.max(...steps) - Math.min(...steps) < 0.03)
  assert.equal(await points.count(), `${drawn.length} points`)
  assert.match(await page.evaluate(() => location.hash), /[&]points=-/)

  await stroke(page, [
    [0.3, 0.2],
    [0.3, 0.3],
  ])
  const both = await values(page)
  assert.ok(both.length > drawn.length)
  await points.undo.click()
  assert.deepEqual(await values(page), drawn)

  await points.erase.click()
  await stroke(page, [
    [0.5, 0.5],
    [0.8, 0.5],
  ])
  const left = await values(page)
  assert.ok(left.length > 5 && left.length < drawn.length && left.every(([x = 1]) => x < 0), `${left}`)
  await page.goBack()
  await settled(page)
  assert.deepEqual(await values(page), drawn)

  await points.clear.click()
  assert.deepEqual(await values(page), [])
  await page.keyboard.press('Escape')
  await points.erase.click()
  assert.equal(await points.easel.count(), 0, 'the pressed button ends drawing')
})

test('points are set with the keyboard', async () => {
  const { page } = await site.show(`embed.html#${START}`)
  const points = await pointsOf(page)
  await points.draw.focus()
  await page.keyboard.press('Enter')
  assert.ok(await points.easel.evaluate((easel) => easel.matches(':focus')))
  await page.keyboard.press('Enter')
  for (const key of ['Shift+ArrowRight', 'ArrowRight', 'Shift+ArrowUp', 'Space']) await page.keyboard.press(key)
  await settled(page)
  const [[x0 = 1, y0 = 1] = [], [x1 = 0, y1 = 0] = [], ...rest] = await values(page)
  assert.deepEqual(rest, [])
  assert.ok(Math.abs(x0) < 0.01 && Math.abs(y0) < 0.01)
  // An eleventh of the panel's width is as far as ten hundredths and one.
  assert.ok(Math.abs(x1 / y1 - 1.1) < 0.05, `${x1}, ${y1}`)
  assert.match((await page.locator('theta-flow-points [role=status]').textContent()) ?? '', /^x 0\.\d+, y 0\.\d+$/)
  await page.keyboard.press('Control+z')
  assert.equal((await values(page)).length, 1)
  await page.keyboard.press('Escape')
  assert.equal(await points.easel.count(), 0)
  assert.ok(await points.draw.evaluate((button) => button.matches(':focus')))
})

test('a finger draws only while the reader wants it', async () => {
  const { page } = await site.show(`embed.html#${START}`, { hasTouch: true, viewport: { width: 390, height: 844 } })
  const points = await pointsOf(page)
  const scrolls = () =>
    page.locator('theta-flow .figure').evaluate((figure) => {
      const sheets = [...figure.querySelectorAll('*')].filter((element) => !element.matches('.handle'))
      return sheets.every((element) => getComputedStyle(element).touchAction === 'auto')
    })
  assert.ok(await scrolls())
  await points.draw.tap()
  assert.equal(await points.easel.evaluate((easel) => getComputedStyle(easel).touchAction), 'none')
  const box = await points.easel.boundingBox()
  assert.ok(box)
  await page.touchscreen.tap(box.x + box.width / 4, box.y + box.height / 4)
  await settled(page)
  assert.equal((await values(page)).length, 1)
  await points.draw.tap()
  assert.ok(await scrolls())
})

test('a table is pasted', async () => {
  const { page } = await site.show(`index.html#${START}`)
  const points = await pointsOf(page)
  await points.paste('x;y\r\n# a comment\n0,5;1,25\n\n-2;0\n')
  assert.deepEqual(await values(page), [
    [0.5, 1.25],
    [-2, 0],
  ])
  assert.equal(await points.dialog.count(), 0)
  assert.ok(await points.open.evaluate((button) => button.matches(':focus')))
  assert.match(await page.evaluate(() => location.hash), /points=0\.5,1\.25;-2,0/)

  // What is there already can be copied and goes with what is pasted over it.
  await points.open.click()
  assert.equal(await points.table.inputValue(), '0.5,1.25\n-2,0')
  await points.table.fill('100 7\n300 7')
  await points.take()
  assert.match((await points.refusal.textContent()) ?? '', /^Line 1, .* out of range\. Allowed: -3 to 3/)
  await points.rescale.check()
  await points.take()
  assert.deepEqual(await values(page), [
    [-2.4, 0],
    [2.4, 0],
  ])
})

test('a file is read', async () => {
  const { page } = await site.show(`embed.html#${START}`)
  const points = await pointsOf(page)
  await points.open.click()
  const file = points.dialog.locator('input[type=file]')
  await file.setInputFiles({ name: 'data.csv', mimeType: 'text/csv', buffer: Buffer.from('\ufeffx,y\n1,2\n') })
  await page.waitForFunction(
    (element) => element instanceof HTMLTextAreaElement && element.value.includes('1,2'),
    await points.table.elementHandle(),
  )
  await points.take()
  assert.deepEqual(await values(page), [[1, 2]])
})

test('a table is read as other programs write it, and says how', async () => {
  const { page } = await site.show(`embed.html#${START}`)
  const points = await pointsOf(page)
  const expected = [
    [0.5, 1.2],
    [-1.3, 0.8],
    [2, -0.25],
  ]
  const tables = new URL('../cli/tests/tables/', import.meta.url)
  const files = readdirSync(tables).filter((name) => !/README|workbook/.test(name))
  assert.equal(files.length, 11)
  for (const name of files) {
    await points.open.click()
    await points.file.setInputFiles(fileURLToPath(new URL(name, tables)))
    await points.reading.filter({ hasText: 'Points: 3.' }).waitFor()
    await points.take()
    assert.deepEqual(await values(page), expected, name)
  }

  await points.open.click()
  await points.file.setInputFiles(fileURLToPath(new URL('excel-windows-1252.csv', tables)))
  await points.reading.filter({ hasText: 'Größe' }).waitFor()
  assert.deepEqual(await points.reading.locator('span').allTextContents(), [
    'Points: 3. x is column 2 “Länge (cm)”, y is column 3 “Größe”.',
    'Columns not used: 1 “Probe”.',
    'The commas are decimal commas.',
  ])
  await points.file.setInputFiles(fileURLToPath(new URL('excel-gb18030.csv', tables)))
  await points.reading.filter({ hasText: 'x is column 2 “横坐标”' }).waitFor()
  await points.file.setInputFiles(fileURLToPath(new URL('workbook.xlsx', tables)))
  await points.refusal.filter({ hasText: /^workbook\.xlsx is not a text\. .*save as CSV\.$/ }).waitFor()
  assert.equal(await points.reading.textContent(), '')

  // Typing: what is not finished is not blamed.
  await points.table.fill('a,b,c\n1,2,')
  await points.reading.filter({ hasText: 'Columns not used: 3 “c”.' }).waitFor()
  await points.table.press('End')
  await points.table.press('3')
  await page.waitForFunction((reading) => reading?.textContent === '', await points.reading.elementHandle())
  assert.equal(await points.refusal.textContent(), '')
  await points.take()
  assert.match((await points.refusal.textContent()) ?? '', /more than two columns of numbers: 1 “a”, 2 “b”, 3 “c”\./)
  await points.table.fill('x,y\n1,2\n,1\n')
  await points.reading.filter({ hasText: 'a value is missing: 1 (line 3)' }).waitFor()
  await points.take()
  assert.deepEqual(await values(page), [[1, 2]])

  // In the other language, and a file that is too long answers at once.
  const { page: chinese } = await site.show(`embed.html?lang=zh#${START}`)
  await chinese.locator('theta-flow-points').getByRole('button', { name: '粘贴数据……' }).click()
  const dialog = chinese.locator('theta-flow-points dialog')
  await dialog.getByRole('textbox').fill('0,5;1\n1;\n')
  await dialog.locator('[role=status]', { hasText: '因缺少数值而略去的行数：1（第 2 行）。逗号表示小数点。' }).waitFor()
  const buffer = Buffer.alloc(10_000_000, '1,2\n')
  await dialog.locator('input[type=file]').setInputFiles({ name: 'data.csv', mimeType: 'text/csv', buffer })
  await dialog.locator('[role=alert]', { hasText: '文件 data.csv 过大，至多 4 MB。' }).waitFor()
})

test('a table that is refused says why and where, and changes nothing', async () => {
  const { page } = await site.show(`index.html#${START}&points=1,1`)
  const points = await pointsOf(page)
  await points.paste('x,y\n1,2\nfoo,3\n1,1')
  assert.match((await points.refusal.textContent()) ?? '', /^Line 3, column 1 “x”: “foo” is not a number\./)
  const selected = await points.table.evaluate((table) => {
    const { value, selectionStart, selectionEnd } = /** @type {HTMLTextAreaElement} */ (table)
    return value.slice(selectionStart, selectionEnd)
  })
  assert.equal(selected, 'foo,3')
  assert.equal(await points.table.getAttribute('aria-invalid'), 'true')
  // What is pasted is complete, and so is answered at once.
  await pasteInto(points.table, many(10_001).join('\n'))
  assert.equal(await points.refusal.textContent(), 'Line 10001 is one too many. Allowed: at most 10000 points.')
  await page.keyboard.press('Escape')
  assert.equal(await points.dialog.count(), 0)
  assert.deepEqual(await values(page), [[1, 1]])
})

/** @param {import('playwright-core').Page} page */
const toReader = (page) => page.waitForRequest(/tables_bg.*\.wasm/)

test('what reads tables is fetched when there is one to read', async () => {
  const { page } = await site.show(`embed.html#${START}&points=1,1`)
  const points = await pointsOf(page)
  await page.waitForLoadState('networkidle')
  const fetched = () =>
    page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .join(),
    )
  assert.ok(!(await fetched()).includes('tables'))
  const asked = toReader(page)
  await points.open.click()
  await asked
})

test('a table in a link, in an attribute and in a call is read, and what is told meanwhile waits', async () => {
  const { page } = await site.show(`embed.html#${START}&points=x y%0A1 2%0A2 1%0A`)
  assert.deepEqual(await values(page), [
    [1, 2],
    [2, 1],
  ])
  const { page: article } = await site.article('', { figures: 0 })
  const found = await article.evaluate(async () => {
    const figure = /** @type {any} */ (document.createElement('theta-flow'))
    figure.lab = 'gans'
    figure.params = 'data=points&steps=20&points=[[0,0],[3,3]]&lr=none'
    const errors = /** @type {string[]} */ ([])
    const sentences = /** @type {string[]} */ ([])
    figure.addEventListener('theta-error', (/** @type {any} */ event) => {
      errors.push(...event.detail.errors.map((/** @type {any} */ { code }) => code))
      sentences.push(...event.detail.sentences)
    })
    document.body.append(figure)
    const before = figure.set('points', '[[1, 2], [2, 1]]')
    await figure.ready
    const first = figure.query
    // The second table counts, and the list after it even more.
    const both = [figure.set('points', '[[5, 5]]'), figure.set('points', '[[2, 2]]'), figure.set('steps', 3)]
    await new Promise((resolve) => figure.addEventListener('theta-frame', resolve, { once: true }))
    while (!figure.query.includes('steps=3')) await new Promise((resolve) => setTimeout(resolve, 20))
    const second = figure.query
    figure.set('points', '[[1, 1]]')
    figure.set('points', '0,1')
    await new Promise((resolve) => setTimeout(resolve, 200))
    return { before, first, both, second, third: figure.query, errors, sentences }
  })
  assert.equal(found.before, true)
  assert.match(found.first, /points=1,2;2,1/)
  assert.deepEqual(found.both, [true, true, true])
  assert.match(found.second, /points=2,2(&|$)/)
  assert.match(found.third, /points=0,1(&|$)/)
  assert.deepEqual(found.errors, ['not_a_number', 'points_out_of_range'])
  assert.match(found.sentences[1] ?? '', /^Line 1, column 1: 5 is out of range\. Allowed: /)
})

const refusals = { en: /^\s*Line 2, column 2: 6 is out of range\./, zh: /^\s*第 2 行，列 2：6 超出范围。/ }
for (const [lang, sentence] of Object.entries(refusals)) {
  test(`a table in a link is refused in words: ${lang}`, async () => {
    const { page } = await site.show(`embed.html?lang=${lang}#${START}&points=1 2%0A2 6%0A`)
    const said = await page.locator('theta-flow').getByRole('alert').textContent()
    assert.match(said ?? '', sentence)
  })
}

test('where what reads tables cannot be had, a sentence says so', async () => {
  const { page, problems } = await site.show(`embed.html#${START}&points=1,1`, {
    prepare: (page) => page.route(/tables_bg.*\.wasm/, (route) => route.fulfill({ status: 404, body: 'no' })),
  })
  const points = await pointsOf(page)
  await points.paste('x,y\n1,2')
  assert.match((await points.refusal.textContent()) ?? '', /what reads tables could not be loaded/)
  await page.keyboard.press('Escape')
  await page.evaluate(() => document.querySelector('theta-flow')?.set('points', '[[1, 2]]'))
  await page.locator('.messages', { hasText: 'what reads tables could not be loaded' }).waitFor()
  assert.deepEqual(await values(page), [[1, 1]])
  assert.ok(problems.splice(0).length > 0)
})

test('a link with a bad point says which', async () => {
  const { page } = await site.show(`embed.html#${START}&points=1,1;2,x`)
  assert.match((await sentences(page)).join(), /point 2, “2,x”, was refused\. Allowed: x,y;x,y/)
  assert.deepEqual(await values(page), [])
})

test('a link stays short, and the page keeps what it leaves out', async () => {
  const { page } = await site.show(`index.html#${START}`)
  const points = await pointsOf(page)
  await points.paste(many(40).join('\n'))
  const few = await values(page)
  assert.equal(few.length, 40)
  assert.ok(!(await points.note.isVisible()))
  await points.paste(many(10_000).join('\n'))
  await settled(page)
  assert.ok(await points.note.isVisible())
  const all = await values(page)
  assert.equal(all.length, 10_000)
  const hash = await page.evaluate(() => location.hash)
  assert.equal(hash, `#${START}`)
  const { state, link } = await page.evaluate(() => {
    const { state, link } = /** @type {any} */ (document.querySelector('theta-flow'))
    return { state, link }
  })
  assert.ok(state.length > 100_000 && `#${link}` === hash)

  await page.goBack()
  await settled(page)
  assert.deepEqual(await values(page), few)
  await page.goForward()
  await settled(page)
  assert.deepEqual(await values(page), all)
  await page.reload()
  await settled(page)
  assert.deepEqual(await values(page), all)

  const { page: other } = await site.show(`index.html${hash}`)
  assert.deepEqual(await values(other), [])
})

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`drawing and pasting have no serious fault: ${colorScheme}`, async () => {
    const { page } = await site.show(`index.html#${START}&points=1,1`, { colorScheme })
    const points = await pointsOf(page)
    await page.addScriptTag({ path: axe })
    const faults = () =>
      page.evaluate(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] })
        return violations
          .filter((/** @type {any} */ { impact }) => impact === 'serious' || impact === 'critical')
          .map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes[0].failureSummary}`)
      })
    await points.draw.click()
    assert.deepEqual(await faults(), [])
    await points.paste('1,x')
    assert.ok(await points.refusal.isVisible())
    assert.deepEqual(await faults(), [])
  })
}
