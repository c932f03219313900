import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import manifest from './package.json' with { type: 'json' }
import { asItIs, glueFiles, labs, onePolicy, plainImports, preloads, texts } from './scripts/lib/vite-plugins.mjs'
import { site, siteEntries } from './scripts/site/plugin.mjs'

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any web server.
  base: './',
  appType: 'mpa',
  plugins: [
    glueFiles(),
    plainImports(),
    onePolicy(),
    labs(),
    texts(),
    asItIs('www/theta-flow.css'),
    site({ address: process.env.SITE_ADDRESS ?? '' }),
    preloads(),
  ],
  resolve: {
    // The build of Lit that can be imported where there is no DOM, too.
    conditions: ['node', 'module', 'development|production'],
    alias: { '@lit-labs/ssr-dom-shim': fromRoot('www/without-dom.ts') },
  },
  define: { __VERSION__: JSON.stringify(manifest.version) },
  json: { namedExports: false },
  build: {
    // Engines with what the module needs, WebAssembly SIMD and reference types, understand all of this. Firefox could run
    // the module from 89 on, but private methods and Object.hasOwn came a little later.
    target: ['chrome96', 'edge96', 'firefox92', 'safari16.4'],
    // The module has to stay a file: as base64 it would be a third larger and could not compile while it downloads.
    assetsInlineLimit: 0,
    // What is loaded by a script needs nothing that is not there: see plainImports().
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === 'js' ? [] : files),
    },
    reportCompressedSize: false,
    rollupOptions: {
      input: {
        ...siteEntries,
        embed: fromRoot('embed.html'),
        'theta-flow': fromRoot('www/theta-flow.ts'),
        anywidget: fromRoot('www/anywidget.ts'),
      },
      // Whoever imports theta-flow.js gets its exports, although it is one of several entries and no library. The site
      // and the iframe page import a few more from the same file: else it would be a detour to a file that has them all.
      preserveEntrySignatures: 'allow-extension',
      output: {
        minifyInternalExports: false,
        // All that the element needs from the beginning is in its script, and what is loaded later imports it from there.
        manualChunks: (id) => (id === fromRoot('www/theta-flow.ts') ? 'theta-flow' : undefined),
        // Authors write these names into their articles and notebooks, so they carry no hash. What they load does.
        entryFileNames: ({ name }) =>
          ['theta-flow', 'anywidget'].includes(name) ? '[name].js' : 'assets/[name]-[hash].js',
      },
    },
  },
  worker: { format: 'es' },
  // Named, because Vite would otherwise read every HTML file in sight, cargo's documentation included.
  optimizeDeps: { entries: ['www/site.ts', 'www/embed.ts'] },
  server: {
    // Cargo writes thousands of files there; following them costs more than serving the page.
    watch: { ignored: ['**/target/**', '**/dist/**', '**/bench-results/**', '**/*.rs'] },
  },
})
