// What Vite does not do by itself, so that a reader downloads nothing twice and nothing late.

import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { stateOf, valueIn } from '../../www/state.ts'
import { LABS } from './labs.mjs'
import { LANGUAGES } from './languages.mjs'
import { root } from './run.mjs'
import { changed, nodesOf } from './syntax.mjs'
import { textFiles, textsOf } from './texts.mjs'

const PREFIX = '\0glue:'
/** The file of the element's script. */
const ELEMENT = 'theta-flow.js'
const HELPER = '\0vite/preload-helper.js'

/**
 * `import address from './wasm/gans.js?url'` is the address of a file of the build that page and workers share, minified
 * like all others. Vite would copy the file as it is.
 *
 * An ordinary `import.meta.glob('./wasm/*.js')` in page and worker would need none of this, and on the pages of the site cost
 * 0.2 kB more: Vite makes the same file for both. But a bundler that takes the worker of the npm package for a file copies
 * it away from what it would import, and the figure has no worker; and with the glue of all labs in it, the worker is 6.1 kB
 * (brotli) larger, and more with each lab.
 * @returns {import('vite').Plugin}
 */
export function glueFiles() {
  return {
    name: 'thetaflow:glue-files',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      const [, path] = /^(.*\bwasm\/\w+\.js)\?url$/.exec(source) ?? []
      const resolved = path && (await this.resolve(path, importer))
      return resolved ? PREFIX + resolved.id : null
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null
      const path = id.slice(PREFIX.length)
      const reference = this.emitFile({
        type: 'chunk',
        id: path,
        name: basename(path, '.js'),
        preserveSignature: 'strict',
      })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

/**
 * `import()` as it is. Vite wraps it in a loader of the styles and chunks that an imported chunk needs; here none needs
 * any but the script of the element, which is there when anything is loaded by it. Each importer has the wrapper that is
 * left for itself: shared, it would be one more file.
 * @returns {import('vite').Plugin}
 */
export function plainImports() {
  return {
    name: 'thetaflow:plain-imports',
    apply: 'build',
    enforce: 'pre',
    resolveId: (source, importer) => (source === HELPER ? `${HELPER}?for=${importer}` : null),
    load: (id) => (id.startsWith(HELPER) ? 'export const __vitePreload = (load) => load()' : null),
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        for (const imported of file.dynamicImports) {
          const chunk = bundle[imported]
          if (chunk?.type !== 'chunk') continue
          const isLate = chunk.imports.some((further) => further !== ELEMENT)
          if (isLate || chunk.viteMetadata?.importedCss.size) {
            this.error(
              `${imported} is loaded by import() and needs further files, which plainImports() leaves out: ${chunk.imports}.`,
            )
          }
        }
      }
    },
  }
}

/**
 * A file that pages link by its name.
 * @param {string} file
 * @returns {import('vite').Plugin}
 */
export function asItIs(file) {
  return {
    name: 'thetaflow:as-it-is',
    apply: 'build',
    async buildStart() {
      this.emitFile({ type: 'asset', fileName: basename(file), source: await readFile(join(root, file)) })
    },
  }
}

/**
 * Lit under the policy of `www/trusted.ts`: a page that asks for Trusted Types has one name to allow, and a policy `lit-html`
 * of somebody else's copy of Lit is not in the way. Lit has no setting for that, so the one call that makes a policy is
 * replaced.
 * @returns {import('vite').Plugin}
 */
export function onePolicy() {
  return {
    name: 'thetaflow:one-policy',
    apply: 'build',
    transform(code, id) {
      if (!/\/lit-html\.js$/.test(id)) return null
      const [policy, ...others] = [...nodesOf(this.parse(code), 'CallExpression')].filter(
        ({ callee }) => callee.type === 'MemberExpression' && callee.property.name === 'createPolicy',
      )
      if (!policy || others.length > 0) this.error('lit-html does not make one policy, as onePolicy() expects of it.')
      const from = JSON.stringify(join(root, 'www/trusted.ts'))
      const text = changed(code, [{ ...policy, text: 'ownPolicy' }])
      return { code: `import { policy as ownPolicy } from ${from};${text}`, map: null }
    },
  }
}

/**
 * `virtual:labs`: the ids of the labs in the order of the site.
 * @returns {import('vite').Plugin}
 */
export function labs() {
  const LIST = '\0virtual:labs'
  return {
    name: 'thetaflow:labs',
    resolveId: (source) => (source === 'virtual:labs' ? LIST : null),
    load: (id) => (id === LIST ? `export default ${JSON.stringify(LABS)}` : null),
  }
}

const TEXTS = '\0virtual:texts'

/** What only few figures need, each a part of the texts that is loaded by itself. */
const PARTS = ['animation', 'export', 'numbers', 'points', 'words']

/**
 * `virtual:texts`: the texts in parts that are loaded one by one: `common`, what all figures share; each lab's own; and
 * {@link PARTS}. What only the command line uses is left out, and so is what the pages of the site have in their HTML.
 * @returns {import('vite').Plugin}
 */
export function texts() {
  return {
    name: 'thetaflow:texts',
    enforce: 'pre',
    resolveId: (source) => (source === 'virtual:texts' ? TEXTS : null),
    async load(id) {
      if (id === TEXTS) {
        const names = ['common', ...PARTS, ...LABS]
        const languages = LANGUAGES.map((language) => {
          const parts = names.map((name) => `${name}: () => import("/www/i18n/${language}.json?part=${name}")`)
          return `'${language}': { ${parts.join(', ')} }`
        })
        return `export default { ${languages.join(', ')} }`
      }
      const [, language, name] = /\/www\/i18n\/([\w-]+)\.json\?part=(\w+)$/.exec(id) ?? []
      if (!language || !name) return null
      for (const file of textFiles(language)) this.addWatchFile(file)
      // The JSON plugin makes a module of it.
      return JSON.stringify(partOf(await textsOf(language), name))
    },
  }
}

/** @param {{ [key: string]: any }} texts of a language @param {string} name */
function partOf({ lab, cli, site, error, ...rest }, name) {
  // What only the table of points may be refused for is said by its own dialog.
  const errors = Object.entries(error)
  const [common, ofPoints] = [false, true].map((wanted) =>
    Object.fromEntries(errors.filter(([code]) => code.startsWith('points_') === wanted)),
  )
  if (name === 'common') {
    const groups = Object.entries(rest).filter(([group]) => !PARTS.includes(group))
    return { ...Object.fromEntries(groups), error: common }
  }
  if (!PARTS.includes(name)) return lab[name]
  return { [name]: rest[name], ...(name === 'points' && { error: ofPoints }) }
}

/**
 * Lets the browser fetch, as soon as it sees the page, what the scripts will ask for later: the script of the workers, and
 * the module of the lab in the address, or else of the page, with its glue. The address is read by a script of a few lines,
 * which is there long before the others.
 * @returns {import('vite').Plugin}
 */
export function preloads() {
  let script = ''
  return {
    name: 'thetaflow:preloads',
    apply: 'build',
    generateBundle(_, bundle) {
      /** @type {Files} */
      const files = {}
      for (const file of Object.values(bundle)) {
        const source = file.type === 'chunk' ? file.facadeModuleId : file.originalFileNames[0]
        const [, module, type] = /\bwww\/wasm\/(\w+?)(\.js|_bg\.wasm)$/.exec(source ?? '') ?? []
        if (!module) continue
        files[module] ??= []
        files[module].push({
          href: file.fileName,
          ...(type === '.js' ? { rel: 'modulepreload' } : { rel: 'preload', as: 'fetch' }),
        })
      }
      const source = `(${fetchEarly})(${stateOf}, ${valueIn}, ${JSON.stringify(files)}, '${LABS[0]}')`
      script = this.getFileName(this.emitFile({ type: 'asset', name: 'preload.js', source }))
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { path, bundle = {} }) {
        // Pages without figures need none of it.
        if (path.startsWith('/docs/')) return []
        const up = '../'.repeat(path.split('/').length - 2)
        const scripts = Object.keys(bundle).filter((file) => /\b(worker|parts)-[^/]+\.js$/.test(file))
        return [
          { tag: 'script', attrs: { src: `${up}${script}`, async: true }, injectTo: 'head-prepend' },
          ...scripts.map((file) => ({
            tag: 'link',
            attrs: { rel: 'modulepreload', crossorigin: true, href: up + file },
            injectTo: /** @type {const} */ ('head'),
          })),
        ]
      },
    },
  }
}

/** @typedef {Record<string, { href: string, rel: string, as?: string }[]>} Files by module */

/**
 * Runs in the page, as it is written here.
 * @param {(link: string) => string} stateOf
 * @param {(state: string, key: string) => string | undefined} valueIn
 * @param {Files} files
 * @param {string} first
 */
function fetchEarly(stateOf, valueIn, files, first) {
  // The reader may never want it.
  if (new URLSearchParams(location.search).get('reveal') === 'interaction') return
  const own = document.documentElement.dataset.lab ?? first
  const lab = valueIn(stateOf(location.search + location.hash), 'lab') ?? own
  const script = /** @type {HTMLScriptElement} */ (document.currentScript)
  for (const { href, ...attributes } of (Object.hasOwn(files, lab) ? files[lab] : files[own]) ?? []) {
    // Beside the folder of this script, wherever the page is.
    const link = { crossOrigin: 'anonymous', href: new URL(`../${href}`, script.src).href, ...attributes }
    document.head.append(Object.assign(document.createElement('link'), link))
  }
}
