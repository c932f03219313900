// The pages of the site, in the form of index.html, as HTML that needs no script to be read: in each language the gallery and one page for each lab,
// and the pages of docs/. The figures come to life in them later (www/site.ts).

import { existsSync, readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { stateOf, valueIn } from '../../www/state.ts'
import { LABS, readInLab } from '../lib/labs.mjs'
import { DEFAULT_LANGUAGE, LANGUAGES } from '../lib/languages.mjs'
import { root } from '../lib/run.mjs'
import { textsOf } from '../lib/texts.mjs'
import { escaped, figureOf, readArticle, readDocument } from './article.mjs'
import { beforePaint } from './before-paint.mjs'

/** @typedef {string} Language */

/**
 * @typedef {object} Page
 * @property {string} path in dist/
 * @property {Language} language
 * @property {string} name the same in all languages: of the lab, `index`, or `docs/` and that of the document
 * @property {string} [source] the Markdown file of a document
 */

/** The Markdown files that are pages, by the paths of the pages without their endings: docs/, and the mathematics of each lab. */
const DOCUMENTS = new Map([
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .map((file) => `docs/${String(file).replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => /** @type {[string, string]} */ ([file.replace(/\.md$/, ''), file])),
  ...LABS.flatMap((lab) =>
    LANGUAGES.map((language) => {
      const ending = language === DEFAULT_LANGUAGE ? '' : `.${language}`
      return /** @type {[string, string]} */ ([`docs/${lab}${ending}`, `labs/${lab}/mathematics${ending}.md`])
    }).filter(([, file]) => existsSync(join(root, file))),
  ),
])

/** @param {Language} language @param {string} name */
function pathOf(language, name) {
  if (language === DEFAULT_LANGUAGE) return `${name}.html`
  return isDocument(name) ? `${name}.${language}.html` : `${language}/${name}.html`
}

/** @param {string} name */
const isDocument = (name) => name.startsWith('docs/')

/** @type {Page[]} */
export const PAGES = [
  ...LANGUAGES.flatMap((language) =>
    ['index', ...LABS].map((name) => ({ path: pathOf(language, name), language, name })),
  ),
  ...[...DOCUMENTS].map(([path, source]) => {
    const language = LANGUAGES.find((language) => path.endsWith(`.${language}`)) ?? DEFAULT_LANGUAGE
    const name = language === DEFAULT_LANGUAGE ? path : path.slice(0, -`.${language}`.length)
    return { path: `${path}.html`, language, name, source }
  }),
]

/** A page in this language, where there is one, and else in the first. @param {string} name @param {Language} language */
function pageIn(language, name) {
  const pages = PAGES.filter((page) => page.name === name)
  const found = pages.find((page) => page.language === language) ?? pages[0]
  if (!found) throw new Error(`There is no page ${name}.`)
  return found
}

/**
 * @param {Page} page
 * @param {{ pictures?: ReadonlySet<string>, address?: string }} [surroundings] `pictures` are those that there are of
 *   labs, `address` is where the site will stand, which previews in other places need to know
 * @returns {Promise<string>}
 */
export async function renderPage(page, { pictures = new Set(), address = '' } = {}) {
  const texts = await textsOf(page.language)
  const t = textIn(texts)
  const up = '../'.repeat(page.path.split('/').length - 1)
  const others = await Promise.all(
    PAGES.filter(({ name, language }) => name === page.name && language !== page.language).map(
      async ({ language }) => ({ language, name: textIn(await textsOf(language))('own_language') }),
    ),
  )
  const view = { page, texts, t, up, others, pictures, address }
  if (isDocument(page.name)) return frame(view, await documentPage(view))
  return frame(view, page.name === 'index' ? await gallery(view) : await labPage(view))
}

/** What the site itself says, as HTML. @param {any} texts */
const textIn = (texts) => (/** @type {string} */ key) => escaped(texts.site[key])

/** What `embed.html` says while there is no figure, in all languages: which one the reader has is known by scripts only. */
export async function withoutFigure() {
  const sentences = LANGUAGES.map(async (language) => {
    const text = textIn(await textsOf(language))
    return `<p class="without-script" lang="${language}">${text('without_script')}</p>`
  })
  return (await Promise.all(sentences)).join('')
}

/**
 * @typedef {object} View
 * @property {Page} page
 * @property {any} texts
 * @property {(key: string) => string} t
 * @property {string} up the way to dist/
 * @property {{ language: Language, name: string }[]} others languages of the page, by what they call themselves
 * @property {ReadonlySet<string>} pictures
 * @property {string} address
 */

/** @typedef {{ title: string, description: string, main: string, picture: string, pictureText: string }} Content */

/** @param {string} lab @param {Language} language */
async function article(lab, language) {
  return readArticle(await readInLab(lab, `article.${language}.md`), lab)
}

/**
 * What stands in the place of a figure where no script makes one, and on paper where it has not started.
 * @param {View} view @param {string} lab
 */
function still({ texts, up, pictures }, lab) {
  if (!pictures.has(lab)) return ''
  const text = escaped(texts.lab[lab].figure)
  return `<img class="without-script" src="${up}pictures/${lab}.png" width="1200" height="630" loading="lazy" alt="${text}" />`
}

/** @param {View} view @returns {Promise<Content>} */
async function gallery(view) {
  const { page, texts, t } = view
  const cards = LABS.map(async (lab) => {
    const { description } = await article(lab, page.language)
    return `
        <section class="card" aria-labelledby="${lab}">
          <theta-flow lab="${lab}" params="${escaped(await figureOf(lab))}" controls="none" autoplay>${still(view, lab)}</theta-flow>
          <h2 id="${lab}"><a href="${lab}.html">${escaped(texts.lab[lab].title)}</a></h2>
          <p>${escaped(description)}</p>
        </section>`
  })
  return {
    title: `${texts.site.name} · ${texts.site.tagline}`,
    description: texts.site.intro,
    picture: LABS[0],
    pictureText: texts.lab[LABS[0]].figure,
    main: `
      <div class="opening">
        <h1>${t('tagline')}</h1>
        <p class="lead">${t('intro')}</p>
        <p class="lead without-script">${t('without_script')}</p>
        <button type="button" id="motion" class="with-script" aria-pressed="false">${t('pause')}</button>
      </div>
      <div class="gallery">${(await Promise.all(cards)).join('')}
      </div>`,
  }
}

/** @param {View} view @returns {Promise<Content>} */
async function labPage(view) {
  const { page, texts, t, up } = view
  const { name: lab, language } = page
  const { description, lead, body } = await article(lab, language)
  const { title, figure } = texts.lab[lab]
  const document = (/** @type {string} */ name, /** @type {string} */ text) => {
    const { path, language: written } = pageIn(language, name)
    return `<a href="${up}${path}" hreflang="${written}">${text}</a>`
  }
  const next = LABS[(LABS.indexOf(/** @type {any} */ (lab)) + 1) % LABS.length] ?? lab
  return {
    title: `${title} · ${texts.site.name}`,
    description,
    picture: lab,
    pictureText: figure,
    main: `
      <article>
        <h1>${escaped(title)}</h1>
        <div class="lead">${lead}</div>
        <theta-flow lab="${lab}">${still(view, lab)}</theta-flow>
        <p class="lead without-script">${t('without_script')}</p>
        <div class="prose">
${body}
        </div>
      </article>
      <nav class="onward" aria-label="${t('onward')}">
        ${document(`docs/${lab}`, t('mathematics'))}
        ${document(`docs/reference/${lab}`, t('parameters'))}
        ${document('docs/embedding', t('embed'))}
        <a href="${next}.html" rel="next">${t('next')}${escaped(texts.lab[next].title)}</a>
      </nav>`,
  }
}

/** @param {View} view @returns {Promise<Content>} */
async function documentPage({ page: { name, path: here, language, source = '' }, texts }) {
  const pageAt = (/** @type {string} */ address) => {
    const file = posix.join(posix.dirname(source), address)
    const page = PAGES.find(({ source }) => source === file)
    return page && posix.relative(posix.dirname(here), page.path)
  }
  const labPage = (/** @type {string} */ lab) => posix.relative(posix.dirname(here), pageIn(language, lab).path)
  const body = readDocument(await readFile(join(root, source), 'utf8'), { pageAt, labPage })
  const heading = /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1]?.replaceAll(/<[^>]+>/g, '') ?? name
  return {
    title: `${heading} · ${texts.site.name}`,
    description: texts.site.tagline,
    picture: name.replace('docs/', ''),
    pictureText: '',
    main: `<article class="prose document">${body}</article>`,
  }
}

/** @param {View} view @param {Content} content */
function frame({ page, texts, t, up, others, pictures, address }, { title, description, main, picture, pictureText }) {
  const { path, language, name } = page
  const isText = isDocument(name)
  const isLab = !isText && name !== 'index'
  const alternate = (/** @type {Language} */ to) => up + pathOf(to, name)
  /** The way to the pages of this language. */
  const folder = isText && language !== DEFAULT_LANGUAGE ? `${up}${language}/` : isText ? up : ''
  const home = language === DEFAULT_LANGUAGE ? up || './' : folder || './'
  const current = (/** @type {string} */ lab) => (isLab && lab === name ? ' aria-current="page"' : '')
  const preview = pictures.has(picture)
    ? [
        `<meta property="og:image" content="${address || up}pictures/${picture}.png" />`,
        '<meta property="og:image:width" content="1200" />',
        '<meta property="og:image:height" content="630" />',
        `<meta property="og:image:alt" content="${escaped(pictureText)}" />`,
        '<meta name="twitter:card" content="summary_large_image" />',
      ]
    : []
  const languages = others.length === 0 ? [] : [language, ...others.map(({ language }) => language)]
  const translations = languages.map(
    (to) =>
      `<link vite-ignore rel="alternate" hreflang="${to}" href="${address ? address + pathOf(to, name) : alternate(to)}" />`,
  )
  const addresses = Object.fromEntries(others.map(({ language }) => [language, alternate(language)]))
  const languageLink = (/** @type {View['others'][number]} */ { language: to, name }) =>
    `<a class="language" href="${alternate(to)}" hreflang="${to}" lang="${to}">${name}</a>`
  const choices = ['auto', 'light', 'dark'].map((theme) => `<option value="${theme}">${t(`theme_${theme}`)}</option>`)
  const url = address ? [`<meta property="og:url" content="${address}${path}" />`] : []
  return filled({
    lab: isLab ? ` data-lab="${name}"` : '',
    language,
    title: escaped(title),
    description: escaped(description),
    name: t('name'),
    locale: t('locale'),
    preview: [...preview, ...url, ...translations].join('\n    '),
    beforePaint: `(${beforePaint})(${stateOf}, ${valueIn}, ${JSON.stringify(isText ? [] : LABS)}, ${JSON.stringify(language)}, ${JSON.stringify(addresses)}, ${language !== DEFAULT_LANGUAGE})`,
    script: isText ? 'choices' : 'site',
    skip: t('skip'),
    home,
    labs: t('labs'),
    links: LABS.map((lab) => `<a href="${folder}${lab}.html"${current(lab)}>${escaped(texts.lab[lab].name)}</a>`).join(
      '\n        ',
    ),
    languages: others.map(languageLink).join(' '),
    theme: t('theme'),
    themes: choices.join(''),
    main,
  })
}

/**
 * `index.html` with its gaps filled: every page of the site has this form.
 * @param {Record<string, string>} gaps
 */
async function filled(gaps) {
  const form = await readFile(join(root, 'index.html'), 'utf8')
  return form.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => {
    const text = gaps[name]
    if (text === undefined) throw new Error(`index.html has a gap that nothing fills: ${name}`)
    return text
  })
}
