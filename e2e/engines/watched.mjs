// The pages of dist/ with a script before all others that notes what figures do and what goes wrong: not every engine
// tells its driver, so the page keeps the notes itself.

import { readFile } from 'node:fs/promises'
import { noteFigures } from '../support/figure.mjs'
import { serveDist } from '../support/server.mjs'

const FOLDER = '/some/folder/'
const SCRIPT = `<script>(${noteProblems})(); (${noteFigures})()</script>`

export async function serveWatched() {
  /** @type {Record<string, string>} */
  const pages = {}
  for (const name of ['index.html', 'embed.html']) {
    const page = await readFile(new URL(`../../dist/${name}`, import.meta.url), 'utf8')
    pages[FOLDER + name] = page.replace('<head>', `<head>${SCRIPT}`)
  }
  return serveDist({ folder: FOLDER, pages })
}

/** Makes `window.problems`: what went wrong, one line each. Runs in the page. */
function noteProblems() {
  const problems = /** @type {string[]} */ ([])
  Object.assign(window, { problems })
  for (const level of /** @type {const} */ (['error', 'warn'])) {
    const write = console[level]
    console[level] = (...words) => {
      problems.push(`${level}: ${words.map((word) => word?.stack ?? word).join(' ')}`)
      write.apply(console, words)
    }
  }
  // Capturing, because what fails to load does not bubble.
  addEventListener(
    'error',
    (event) => problems.push(`exception: ${event.message ?? /** @type {any} */ (event.target).outerHTML}`),
    { capture: true },
  )
  addEventListener('unhandledrejection', ({ reason }) => problems.push(`rejection: ${reason?.stack ?? reason}`))
}
