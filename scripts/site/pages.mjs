// The pages of the site, as HTML that needs no script to be read: in each language the gallery and one page for each lab,
// and the pages of docs/. The figures come to life in them later (www/site.ts).

import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { LAB_ORDER } from '../../www/lab-order.ts'
import { stateOf, valueIn } from '../../www/state.ts'
import { DEFAULT_LANGUAGE, LANGUAGES } from '../lib/languages.mjs'
import { root } from '../lib/run.mjs'
import { escaped, readArticle, readDocument } from './article.mjs'
import { beforePaint } from './before-paint.mjs'

/** @typedef {string} Language */

/**
 * @typedef {object} Page
 * @property {string} path in dist/
 * @property {Language} language
 * @property {string} name the same in all languages: of the lab, `index`, or `docs/` and that of the document
 */

/** The files of docs/ that are pages, without their endings. */
const DOCUMENTS = readdirSync(join(root, 'docs'), { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.replace(/\.md$/, ''))

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
    ['index', ...LAB_ORDER].map((name) => ({ path: pathOf(language, name), language, name })),
  ),
  ...DOCUMENTS.map((file) => {
    const language = LANGUAGES.find((language) => file.endsWith(`.${language}`)) ?? DEFAULT_LANGUAGE
    const name = language === DEFAULT_LANGUAGE ? file : file.slice(0, -`.${language}`.length)
    return { path: `docs/${file}.html`, language, name: `docs/${name}` }
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

/** @param {Language} language */
async function textsOf(language) {
  return JSON.parse(await readFile(join(root, `www/i18n/${language}.json`), 'utf8'))
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
  const source = await readFile(join(root, `www/labs/${lab}.${language}.md`), 'utf8')
  return readArticle(source, lab)
}

/** @param {string} lab @returns {Promise<string>} */
async function figureParams(lab) {
  return JSON.parse(await readFile(join(root, 'www/labs/figures.json'), 'utf8'))[lab]
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
  const cards = LAB_ORDER.map(async (lab) => {
    const { description } = await article(lab, page.language)
    return `
        <section class="card" aria-labelledby="${lab}">
          <theta-flow lab="${lab}" params="${escaped(await figureParams(lab))}" controls="none" autoplay>${still(view, lab)}</theta-flow>
          <h2 id="${lab}"><a href="${lab}.html">${escaped(texts.lab[lab].title)}</a></h2>
          <p>${escaped(description)}</p>
        </section>`
  })
  return {
    title: `${texts.site.name} · ${texts.site.tagline}`,
    description: texts.site.intro,
    picture: LAB_ORDER[0],
    pictureText: texts.lab[LAB_ORDER[0]].figure,
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
  const next = LAB_ORDER[(LAB_ORDER.indexOf(/** @type {any} */ (lab)) + 1) % LAB_ORDER.length] ?? lab
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
async function documentPage({ page: { name, path: here }, texts }) {
  const isPage = (/** @type {string} */ to) => PAGES.some(({ path }) => path === posix.join(posix.dirname(here), to))
  const body = readDocument(await readFile(join(root, here.replace(/html$/, 'md')), 'utf8'), isPage)
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
function frame({ page, t, up, others, pictures, address }, { title, description, main, picture, pictureText }) {
  const { path, language, name } = page
  const isText = isDocument(name)
  const isLab = !isText && name !== 'index'
  const alternate = (/** @type {Language} */ to) => up + pathOf(to, name)
  /** The way to the pages of this language. */
  const folder = isText && language !== DEFAULT_LANGUAGE ? `${up}${language}/` : isText ? up : ''
  const home = language === DEFAULT_LANGUAGE ? up || './' : folder || './'
  const current = (/** @type {string} */ lab) => (isLab && lab === name ? ' aria-current="page"' : '')
  const preview = pictures.has(picture)
    ? `
    <meta property="og:image" content="${address || up}pictures/${picture}.png" />
    <meta property="og:image:width" content="1200" />
    <meta property="og:image:height" content="630" />
    <meta property="og:image:alt" content="${escaped(pictureText)}" />
    <meta name="twitter:card" content="summary_large_image" />`
    : ''
  const languages = others.length === 0 ? [] : [language, ...others.map(({ language }) => language)]
  const translations = languages
    .map(
      (to) =>
        `<link rel="alternate" hreflang="${to}" href="${address ? address + pathOf(to, name) : alternate(to)}" />`,
    )
    .join('\n    ')
  const addresses = Object.fromEntries(others.map(({ language }) => [language, alternate(language)]))
  const languageLink = (/** @type {View['others'][number]} */ { language: to, name }) =>
    `<a class="language" href="${alternate(to)}" hreflang="${to}" lang="${to}">${name}</a>`
  const choices = ['auto', 'light', 'dark'].map((theme) => `<option value="${theme}">${t(`theme_${theme}`)}</option>`)
  return `<!doctype html>
<html lang="${language}"${isLab ? ` data-lab="${name}"` : ''}>
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(title)}</title>
    <meta name="description" content="${escaped(description)}" />
    <meta property="og:type" content="website" />
    <meta property="og:site_name" content="${t('name')}" />
    <meta property="og:title" content="${escaped(title)}" />
    <meta property="og:description" content="${escaped(description)}" />
    <meta property="og:locale" content="${t('locale')}" />${preview}${
      address ? `\n    <meta property="og:url" content="${address}${path}" />` : ''
    }
    ${translations}
    <link rel="icon" href="/www/pictures/icon-96.png" type="image/png" sizes="96x96" />
    <link rel="apple-touch-icon" href="/www/pictures/icon-192.png" sizes="192x192" />
    <script>(${beforePaint})(${stateOf}, ${valueIn}, ${JSON.stringify(isText ? [] : LAB_ORDER)}, ${JSON.stringify(language)}, ${JSON.stringify(addresses)}, ${language !== DEFAULT_LANGUAGE})</script>
    <link rel="stylesheet" href="/www/site.css" />
    <script type="module" src="/www/${isText ? 'choices' : 'site'}.ts"></script>
  </head>
  <body>
    <a class="skip" href="#main">${t('skip')}</a>
    <header>
      <a class="name" href="${home}">${t('name')}</a>
      <nav class="labs" aria-label="${t('labs')}">
        ${LAB_ORDER.map((lab) => `<a href="${folder}${lab}.html"${current(lab)}>${t(`lab_${lab}`)}</a>`).join('\n        ')}
      </nav>
      <div class="choices">
        ${others.map(languageLink).join(' ')}
        <label class="with-script">${t('theme')} <select id="theme">${choices.join('')}</select></label>
      </div>
    </header>
    <main id="main" tabindex="-1">${main}
    </main>
  </body>
</html>
`
}
