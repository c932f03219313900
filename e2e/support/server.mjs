// A plain web server for dist/. It compresses nothing and rewrites nothing, like the simplest host an author may have.

import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const DIST = fileURLToPath(new URL('../../dist', import.meta.url))

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/**
 * @typedef {object} ServerOptions
 * @property {string} [files] the folder on disk that is served instead of dist/
 * @property {string} [folder] where dist/ is mounted; a folder by default, so that absolute addresses show as errors
 * @property {Record<string, string>} [pages] further HTML pages by path, for example an author's article
 * @property {Record<string, string> | ((pathname: string) => Record<string, string>)} [headers] sent with every answer,
 *   for example a content security policy
 */

/**
 * @param {ServerOptions} [options]
 * @returns {Promise<{ origin: string, base: string, close: () => Promise<void> }>} `base` is the address of dist/ and
 *   ends with a slash
 */
export async function serveDist({ files = DIST, folder = '/some/folder/', pages = {}, headers = {} } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const page = pages[pathname]
    const further = typeof headers === 'function' ? headers(pathname) : headers
    if (page !== undefined) {
      response.writeHead(200, { 'content-type': TYPES['.html'], ...further }).end(page)
      return
    }
    const file = pathname.startsWith(folder) && (await find(files, decodeURIComponent(pathname.slice(folder.length))))
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no ${pathname}`)
      return
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type, ...further }).end(await readFile(file))
  })
  await /** @type {Promise<void>} */ (new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  const origin = `http://127.0.0.1:${address.port}`
  return {
    origin,
    base: origin + folder,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** @param {string} files @param {string} path relative to it */
async function find(files, path) {
  const file = join(files, normalize(`/${path}`), path === '' || path.endsWith('/') ? 'index.html' : '')
  const stats = await stat(file).catch(() => undefined)
  return stats?.isFile() ? file : undefined
}
