// The npm package: the element with its worker, modules and texts, built like the page but without the pages, and with
// types. Every file is found relative to the one that names it, so the package works from a CDN, from a folder, and in
// a bundler.

import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { customData, webTypes } from './editor-data.mjs'
import { elementOf, manifest } from './element-api.mjs'
import { FRAMEWORKS, packageTypes } from './package-types.mjs'
import { root } from './run.mjs'
import { changed, nodesOf } from './syntax.mjs'

/** @param {string} folder is emptied */
export async function writePackage(folder) {
  await buildElement(folder)
  const [elements, description] = [await manifest(), await packageJson()]
  const element = elementOf(elements)
  const texts = {
    ...(await packageTypes(element)),
    'custom-elements.json': json(elements),
    'vscode.html-custom-data.json': json(customData(element)),
    'web-types.json': json(webTypes(element, description)),
    'package.json': json(description),
    'README.md': await readme(),
  }
  await Promise.all([
    ...Object.entries(texts).map(([name, text]) => writeFile(join(folder, name), text)),
    ...['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT'].map((name) => copyFile(join(root, name), join(folder, name))),
    copyFile(join(root, 'python/thetaflow.py'), join(folder, 'thetaflow.py')),
  ])
}

/** @param {string} folder */
async function buildElement(folder) {
  const { build, loadConfigFromFile } = await import('vite')
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, join(root, 'vite.config.ts'))
  const config = loaded?.config ?? {}
  const options = config.build?.rollupOptions
  const input = Object.entries(options?.input ?? {}).filter(([, file]) => !file.endsWith('.html'))
  await build({
    ...config,
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [...(config.plugins ?? []).filter((plugin) => !isOfPages(plugin)), addressesStay()],
    build: {
      ...config.build,
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { ...options, input: Object.fromEntries(input) },
    },
  })
}

/** Whether a plugin is there for the pages, which are no part of the package. @param {unknown} plugin */
function isOfPages(plugin) {
  if (typeof plugin !== 'object' || plugin === null || !('name' in plugin)) return false
  return plugin.name === 'thetaflow:preloads' || plugin.name === 'thetaflow:site'
}

const LEFT_ALONE = '/* webpackIgnore: true */ /* @vite-ignore */ '

/**
 * Tells bundlers to leave the imports alone whose address is known only when they run. A minifier drops the comments for
 * this, so they are put in after it.
 * @returns {import('vite').Plugin}
 */
function addressesStay() {
  return {
    name: 'thetaflow:addresses-stay',
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const unknown = [...nodesOf(this.parse(file.code), 'ImportExpression')].filter(
          ({ source }) => source.type !== 'Literal' && source.type !== 'TemplateLiteral',
        )
        const marks = unknown.map(({ source: { start } }) => ({ start, end: start, text: LEFT_ALONE }))
        file.code = changed(file.code, marks)
      }
    },
  }
}

async function packageJson() {
  const { name, version, description, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  const types = './theta-flow.d.ts'
  return {
    name,
    version,
    description,
    license,
    keywords: ['custom-element', 'web-component', 'machine-learning', 'visualization', 'explorable', 'webassembly'],
    type: 'module',
    // Importing it defines the element.
    sideEffects: ['./theta-flow.js', './theta-flow.css', './anywidget.js'],
    exports: {
      '.': { types, default: './theta-flow.js' },
      './theta-flow.js': { types, default: './theta-flow.js' },
      './theta-flow.css': './theta-flow.css',
      './anywidget.js': './anywidget.js',
      // Importing one of these is importing the element, with types for its tag in templates.
      ...Object.fromEntries(
        FRAMEWORKS.map((name) => [`./${name}`, { types: `./${name}.d.ts`, default: './theta-flow.js' }]),
      ),
      './custom-elements.json': './custom-elements.json',
      './vscode.html-custom-data.json': './vscode.html-custom-data.json',
      './assets/*': './assets/*',
      './package.json': './package.json',
    },
    types,
    unpkg: './theta-flow.js',
    jsdelivr: './theta-flow.js',
    customElements: './custom-elements.json',
    'web-types': './web-types.json',
  }
}

/** For readers of the registry: how to embed a figure, with links that work there. */
async function readme() {
  const text = await readFile(join(root, 'docs/npm.md'), 'utf8')
  return text.replace(/^<!--.*-->\n+/, '')
}

/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`
