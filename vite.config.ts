import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const fromRoot = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  // Relative addresses: dist/ works from any folder of any web server.
  base: './',
  appType: 'mpa',
  build: {
    // Engines with WebAssembly SIMD, which the module needs, understand all of this.
    target: ['chrome91', 'edge91', 'firefox89', 'safari16.4'],
    // The module has to stay a file: as base64 it would be a third larger and could not compile while it downloads.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      input: {
        index: fromRoot('index.html'),
        embed: fromRoot('embed.html'),
        'theta-flow': fromRoot('www/theta-flow.ts'),
      },
      // Whoever imports theta-flow.js gets its exports, although it is one of several entries and no library.
      preserveEntrySignatures: 'strict',
      output: {
        // Authors write this one name into their articles, so it carries no hash. What it loads does.
        entryFileNames: (chunk) => (chunk.name === 'theta-flow' ? 'theta-flow.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  worker: { format: 'es' },
  // Named, because Vite would otherwise read every HTML file in sight, cargo's documentation included.
  optimizeDeps: { entries: ['index.html', 'embed.html'] },
  server: {
    // Cargo writes thousands of files there; following them costs more than serving the page.
    watch: { ignored: ['**/target/**', '**/dist/**', '**/bench-results/**', '**/src/**/*.rs'] },
  },
})
