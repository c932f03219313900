// A lab's explanation: Markdown in labs/<lab>/article.<language>.md, made into HTML with MathML while the page is built.
//
//   ---
//   description: One sentence for the gallery, search engines and previews.
//   figure: rule=momentum&lr=0.01   (the parameters of the figure in the gallery, in the article of the first language)
//   ---
//   The first paragraph stands above the figure, the rest below. $\theta$ and $$\theta$$ are formulas, and
//   [more friction](#rule=momentum&momentum=0.5) gives the figure these parameters.

import { Marked, Renderer } from 'marked'
import temml from 'temml'
import { readInLab } from '../lib/labs.mjs'
import { DEFAULT_LANGUAGE } from '../lib/languages.mjs'

/** @typedef {{ description: string, lead: string, body: string }} Article `lead` and `body` are HTML */

/**
 * @param {string} source
 * @param {string} lab
 * @returns {Article}
 */
export function readArticle(source, lab) {
  const [, head = '', text = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? []
  const description = /^description: (.+)$/m.exec(head)?.[1]
  if (!description) throw new Error(`${lab}: the article has no description.`)
  const markdown = parser((query) => `#lab=${lab}${query && `&${query}`}`)
  const [first, ...rest] = markdown.lexer(text).filter(({ type }) => type !== 'space')
  if (first?.type !== 'paragraph') throw new Error(`${lab}: the article does not begin with a paragraph.`)
  const html = (/** @type {import('marked').Token[]} */ tokens) => withoutLostMarks(markdown.parser(tokens))
  return { description, lead: html([first]), body: html(rest) }
}

/** The parameters of a lab's figure in the gallery. @param {string} lab @returns {Promise<string>} */
export async function figureOf(lab) {
  const [, figure] = /^figure: (.*)$/m.exec(await readInLab(lab, `article.${DEFAULT_LANGUAGE}.md`)) ?? []
  if (figure === undefined) throw new Error(`${lab}: the article names no figure for the gallery.`)
  return figure
}

/**
 * Keeps a formula, and a link of few words that ends with one, together with the mark behind it: browsers would begin a line
 * with the mark.
 * @param {string} html
 */
const withoutLostMarks = (html) =>
  html.replaceAll(
    /(<a [^>]*>[^<]{0,24})?<math(?: [^>]*)?>(?:(?!<\/math>).)*<\/math>(<\/a>)?[,.;:!?)，。；：、）]+/gs,
    (all, from, to) => (Boolean(from) === Boolean(to) ? `<span class="unbroken">${all}</span>` : all),
  )

/**
 * A document: plain Markdown. Its links to other documents lead to their pages; those to other files have nowhere to lead.
 * A link `reference/optimizers.md#lab=optimizers&lr=0.1` is one to a figure: where only the files are, it leads to what
 * the parameters mean.
 * @param {string} source
 * @param {{ pageAt: (file: string) => string | undefined, labPage: (lab: string) => string }} site the addresses of the
 *   pages of a Markdown file and of a lab, all relative to this one
 * @returns {string} HTML
 */
export function readDocument(source, { pageAt, labPage }) {
  const links = {
    renderer: {
      /**
       * @this {import('marked').Renderer}
       * @param {import('marked').Tokens.Link} token
       */
      link(token) {
        const [, file = '', place = ''] = /^([^#]*)(.*)$/s.exec(token.href) ?? []
        const [, lab] = /^#lab=(\w+)/.exec(place) ?? []
        const isElsewhere = file === '' || /^\w+:/.test(file)
        const page = isElsewhere ? file : lab ? labPage(lab) : pageAt(file)
        if (page === undefined) return this.parser.parseInline(token.tokens)
        return Renderer.prototype.link.call(this, { ...token, href: page + place })
      },
    },
  }
  return /** @type {string} */ (new Marked(documents, links).parse(source))
}

const documents = {
  renderer: {
    /**
     * With the ids that GitHub gives to headings.
     * @this {import('marked').Renderer}
     * @param {import('marked').Tokens.Heading} token
     */
    heading(token) {
      const { tokens, depth, text } = token
      const id = plain(text)
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-')
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`
    },
    /**
     * One that is too wide scrolls by itself, and the keyboard reaches it.
     * @this {import('marked').Renderer}
     * @param {import('marked').Tokens.Table} token
     */
    table(token) {
      const table = Renderer.prototype.table.call(this, token)
      const cells = [...token.header, ...(token.rows[0] ?? [])].map(({ text }) => plain(text))
      return `<div class="wide" role="region" tabindex="0" aria-label="${cells.find(Boolean) ?? ''}">${table}</div>\n`
    },
  },
}

/** @param {string | undefined} text */
const plain = (text) => (text ?? '').replaceAll(/[<>"&`]/g, '')

/** @param {(query: string) => string} address the address that gives the figure these parameters */
function parser(address) {
  const markdown = new Marked()
  markdown.use({
    extensions: [
      formula('block', /\n\$\$/, /^\$\$\s*([^$]+?)\s*\$\$(?:\n|$)/),
      formula('inline', /\$/, /^\$([^$\n]+?)\$/),
    ],
    renderer: {
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens)
        // Not every reading aid takes a formula for text.
        const isFormula = /^<math>.*<\/math>$/.test(text)
        const name = isFormula ? ` aria-label="${text.replaceAll(/<[^>]+>/g, '')}"` : ''
        if (href.startsWith('#')) return `<a class="try" href="${escaped(address(href.slice(1)))}"${name}>${text}</a>`
        return `<a href="${escaped(href)}">${text}</a>`
      },
    },
  })
  return markdown
}

/**
 * @param {'block' | 'inline'} level
 * @param {RegExp} beginning
 * @param {RegExp} pattern
 * @returns {import('marked').TokenizerAndRendererExtension}
 */
function formula(level, beginning, pattern) {
  return {
    name: `${level}-formula`,
    level,
    start: (source) => beginning.exec(source)?.index,
    tokenizer(source) {
      const [raw, tex] = pattern.exec(source) ?? []
      return raw === undefined ? undefined : { type: `${level}-formula`, raw, tex }
    },
    renderer({ tex }) {
      return level === 'block' ? `<div class="formula">${displayed(tex)}</div>\n` : mathml(tex)
    },
  }
}

/**
 * A displayed formula. Where the line is too short for it, it goes on below: between the parts that \quad and \qquad hold
 * apart, and where \allowbreak allows it.
 * @param {string} tex
 */
function displayed(tex) {
  const parts = tex.split(/\\q?quad\b|(\\allowbreak)\b/)
  return parts
    .map((part, index) => {
      // Every other one is what has been found between two parts.
      if (index % 2 === 1) return part ? '<wbr>' : ' '
      return mathml(`\\displaystyle ${part}`)
    })
    .join('')
}

/** @param {string} tex */
const mathml = (tex) => withTextPrimes(temml.renderToString(tex, { throwOnError: true }))

/**
 * Primes as text fonts have them. As superscripts they depend on a mathematical font, and where there is none they float
 * far above their letters.
 * @param {string} math
 */
const withTextPrimes = (math) =>
  math.replaceAll(
    /<msup>(<mi>[^<]+<\/mi>)(?:<mrow>)?((?:<mo [^>]*class="tml-prime"[^>]*>′<\/mo>)+)(?:<\/mrow>)?<\/msup>/g,
    (_, letter, primes) =>
      `<mrow>${letter}<mo class="prime" lspace="0" rspace="0">${'′'.repeat(primes.split('</mo>').length - 1)}</mo></mrow>`,
  )

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
