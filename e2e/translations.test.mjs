// Each page of docs/ that there is in two languages says the same in both: as far as that can be told without reading.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { marked } from 'marked'
import { root } from '../scripts/lib/run.mjs'

const folder = join(root, 'docs')

/** Chinese characters and punctuation: what has them is words for people, and differs. */
const CHINESE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]/u

const translations = readdirSync(folder).filter((name) => name.endsWith('.zh.md'))

/** @param {string} name */
const read = (name) => readFile(join(folder, name), 'utf8')

/** The id that the site and GitHub give to a heading. @param {string} text */
const slug = (text) =>
  text
    .replaceAll(/[<>"&`]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/**
 * @typedef {object} Outline
 * @property {number[]} headings their depths
 * @property {string[]} blocks of code
 * @property {string[]} codes inline
 * @property {string[]} links and, where they have titles, their texts and titles
 * @property {string[][]} tables the symbols and numbers of each row
 * @property {number[]} lists the numbers of their items
 */

/** @param {string} source @returns {Outline} */
function outline(source) {
  const found = /** @type {Outline} */ ({ headings: [], blocks: [], codes: [], links: [], tables: [], lists: [] })
  const tokens = marked.lexer(source)
  const ids = headings(tokens).map(({ text }) => slug(text))
  marked.walkTokens(tokens, (token) => {
    if (token.type === 'code') found.blocks.push(...token.text.split('\n').map(String))
    if (token.type === 'codespan') found.codes.push(token.text.replace('.zh.md', '.md'))
    if (token.type === 'list') found.lists.push(token.items.length)
    if (token.type === 'link')
      found.links.push(`${target(token.href, ids)} ${token.title ? `is ${token.text}: ${token.title}` : ''}`)
    if (token.type === 'table') {
      const rows = [token.header, ...token.rows].map((row) =>
        row.map((/** @type {any} */ cell) => symbols(cell.text)).join(' | '),
      )
      found.tables.push(rows)
    }
  })
  found.headings = headings(tokens).map(({ depth }) => depth)
  return found
}

/**
 * The page or place that a link leads to, whichever the language: a heading goes by its number.
 * @param {string} href
 * @param {string[]} ids of the headings of the page with the link
 */
function target(href, ids) {
  const [, file = '', id = ''] = /^([\w./-]+\.md)?#([^=]*)$/.exec(href) ?? []
  const page = (id ? file : href).replace('.zh.md', '.md').replace('/zh.json', '/en.json')
  if (!id) return page
  const there = file
    ? headings(marked.lexer(readFileSync(join(folder, file), 'utf8'))).map(({ text }) => slug(text))
    : ids
  const place = there.indexOf(decodeURIComponent(id))
  assert.notEqual(place, -1, `there is no heading ${href}`)
  return `${page}#${place}`
}

/** @param {import('marked').TokensList} tokens @returns {import('marked').Tokens.Heading[]} */
function headings(tokens) {
  const found = /** @type {import('marked').Tokens.Heading[]} */ ([])
  marked.walkTokens(tokens, (token) => {
    if (token.type === 'heading') found.push(/** @type {any} */ (token))
  })
  return found
}

/** Numbers, Greek letters and mathematical signs, in alphabetical order: sentences put them in another one. @param {string} text */
const symbols = (text) =>
  [...text.replaceAll(/`[^`]*`|\]\([^)]*\)/g, ' ').matchAll(/\d[\d.,]*\d|\d|[\p{Script=Greek}∂∇√‖∫⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀-₉½←]/gu)]
    .map(String)
    .sort()
    .join(' ')

/** @param {string[]} codes @param {string[]} others */
const onlyIn = (codes, others) => [...new Set(codes)].filter((code) => !others.includes(code))

/** A block of code without the words for people in it. @param {string[]} english @param {string[]} chinese */
const withoutWords = (english, chinese) =>
  english.map((line, index) => (CHINESE.test(chinese[index] ?? '') ? chinese[index] : line))

for (const name of translations) {
  test(`${name} has what the English page has`, async () => {
    const [english, chinese] = await Promise.all([name.replace('.zh.md', '.md'), name].map(read)).then((sources) =>
      sources.map((source) => outline(source)),
    )
    assert.ok(english && chinese)
    assert.deepEqual(chinese.headings, english.headings, 'headings')
    assert.deepEqual(chinese.lists, english.lists, 'lists')
    assert.deepEqual(chinese.tables, english.tables, 'tables')
    assert.deepEqual(chinese.links.sort(), english.links.sort(), 'links')
    const blocks = chinese.blocks.map((line) => line.replace('lang=zh', 'lang=en'))
    assert.deepEqual(blocks, withoutWords(english.blocks, blocks), 'blocks of code')
    assert.deepEqual(
      onlyIn(chinese.codes, english.codes).filter((code) => !CHINESE.test(code)),
      [],
      'code in sentences',
    )
    assert.equal(
      onlyIn(english.codes, chinese.codes).length,
      onlyIn(chinese.codes, english.codes).length,
      `code in sentences that is missing: ${onlyIn(english.codes, chinese.codes)}`,
    )
  })
}

test('Chinese pages lead to what is there, and to Chinese pages where there are any', async () => {
  const known = new Set(readdirSync(folder, { recursive: true }).map(String))
  for (const name of translations) {
    for (const [, file = ''] of (await read(name)).matchAll(/\]\((?!\w+:|#)([^)\s#]+\.(?:md|py|json))/g)) {
      assert.ok(existsSync(join(folder, file)), `${name} points at ${file}`)
    }
    for (const [, file = ''] of (await read(name)).matchAll(/\]\(([\w/]+)\.md/g)) {
      assert.ok(!known.has(`${file}.zh.md`), `${name}: ${file}.md instead of ${file}.zh.md`)
    }
  }
})
