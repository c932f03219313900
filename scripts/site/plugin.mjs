// Makes the pages of the site entries of the build, although there is no file of theirs, and serves them while developing.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../lib/run.mjs'
import { PAGES, renderPage, withoutFigure } from './pages.mjs'

/** Pictures of the labs for previews: `buildPictures()` in scripts/lib/page.mjs has them drawn. */
const PICTURES = join(root, 'www/pictures/labs')

/** The HTML entries by name, for `build.rollupOptions.input`. */
export const siteEntries = Object.fromEntries(
  PAGES.map(({ path }) => [path.replace(/\.html$/, '').replace('/', '-'), join(root, path)]),
)

/**
 * @param {{ address?: string }} [options] where the site will stand, with a slash at its end: the addresses in previews
 *   have to be whole, everything else works from any folder
 * @returns {import('vite').Plugin}
 */
export function site({ address = '' } = {}) {
  const pages = new Map(PAGES.map((page) => [join(root, page.path), page]))
  const pictures = async () => {
    const files = await readdir(PICTURES).catch(() => [])
    return new Set(files.map((file) => file.replace(/\.png$/, '')))
  }
  return {
    name: 'thetaflow:site',
    enforce: 'pre',
    resolveId: (id) => (pages.has(id) ? id : null),
    async load(id) {
      const page = pages.get(id)
      return page ? renderPage(page, { pictures: await pictures(), address }) : null
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { path }) {
        const text = path.endsWith('/embed.html') ? await withoutFigure() : ''
        // Styles of one's own need no CORS, which neither files nor the servers of sandboxed frames may have.
        return html
          .replace('<main></main>', `<main>${text}</main>`)
          .replaceAll('<link rel="stylesheet" crossorigin', '<link rel="stylesheet"')
      },
    },
    async generateBundle() {
      for (const lab of await pictures()) {
        const source = await readFile(join(PICTURES, `${lab}.png`))
        this.emitFile({ type: 'asset', fileName: `pictures/${lab}.png`, source })
      }
    },
    configureServer(server) {
      server.watcher.on('change', (file) => {
        if (/\/(labs|docs|www\/i18n)\/.*\.(md|json)$/.test(file)) server.ws.send({ type: 'full-reload' })
      })
      server.middlewares.use(async (request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://host').pathname.replace(/\/$/, '/index.html')
        const page = pages.get(join(root, url))
        if (!page) return next()
        try {
          const html = await server.transformIndexHtml(url, await renderPage(page))
          response.setHeader('content-type', 'text/html; charset=utf-8').end(html)
        } catch (error) {
          next(error)
        }
      })
    },
  }
}
