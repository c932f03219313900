// What Vite does not do by itself, so that a reader downloads nothing twice and nothing late.

const WORKER = '?worker&url'
const PREFIX = '\0entry:'

/**
 * `import url from './worker.ts?worker&url'` is one more entry of the build, which shares files with the page. Vite
 * would make it a build of its own that repeats everything the worker imports.
 * @returns {import('vite').Plugin}
 */
export function sharedWorker() {
  return {
    name: 'thetaflow:shared-worker',
    apply: 'build',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(WORKER)) return null
      const resolved = await this.resolve(source.slice(0, -WORKER.length), importer)
      return resolved && PREFIX + resolved.id
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null
      const reference = this.emitFile({ type: 'chunk', id: id.slice(PREFIX.length), name: 'worker' })
      return `export default import.meta.ROLLUP_FILE_URL_${reference}`
    },
  }
}

/**
 * `import()` as it is. Vite wraps it in a loader of the styles and chunks that an imported chunk needs; here none needs
 * any.
 * @returns {import('vite').Plugin}
 */
export function plainImports() {
  return {
    name: 'thetaflow:plain-imports',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load()' : null),
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        for (const imported of file.dynamicImports) {
          const chunk = bundle[imported]
          if (chunk?.type === 'chunk' && (chunk.imports.length > 0 || chunk.viteMetadata?.importedCss.size)) {
            this.error(`${imported} is loaded by import() and needs further files, which plainImports() leaves out.`)
          }
        }
      }
    },
  }
}

/**
 * Leaves sections out of the texts in www/i18n/ that only the command line uses.
 * @param {string[]} sections
 * @returns {import('vite').Plugin}
 */
export function textsWithout(...sections) {
  return {
    name: 'thetaflow:texts',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/www\/i18n\/\w+\.json$/.test(id)) return null
      const kept = Object.entries(JSON.parse(code)).filter(([section]) => !sections.includes(section))
      return { code: JSON.stringify(Object.fromEntries(kept)), map: null }
    },
  }
}

/**
 * Lets the browser fetch, as soon as it sees the page, what the scripts will ask for later: the WebAssembly module and
 * the chunks of these names.
 * @param {string[]} chunks
 * @returns {import('vite').Plugin}
 */
export function preloads(...chunks) {
  return {
    name: 'thetaflow:preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const files = Object.values(bundle)
        const link = (/** @type {string} */ fileName, /** @type {Record<string, string>} */ attrs) => ({
          tag: 'link',
          attrs: { ...attrs, crossorigin: true, href: `./${fileName}` },
          injectTo: /** @type {const} */ ('head'),
        })
        return [
          ...files
            .filter(({ fileName }) => fileName.endsWith('.wasm'))
            .map(({ fileName }) => link(fileName, { rel: 'preload', as: 'fetch' })),
          ...chunks
            .flatMap((name) => files.filter((file) => file.type === 'chunk' && file.name === name))
            .map(({ fileName }) => link(fileName, { rel: 'modulepreload' })),
        ]
      },
    },
  }
}
