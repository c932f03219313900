// WebKit as WebKitGTK has it, driven by WebDriver: the few commands that the checks need, over HTTP.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** How WebDriver writes keys that are no characters. */
const KEYS = /** @type {Record<string, string>} */ ({
  Tab: '\uE004',
  Enter: '\uE007',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Space: ' ',
})
const STARTS_WITHIN_MS = 60_000

/**
 * @param {{ driver: string, browser: string, display: string }} programs WebKitWebDriver, MiniBrowser and xvfb-run
 * @returns {Promise<import('./engines.mjs').Engine>}
 */
export async function launchWebKit({ driver, browser, display }) {
  const port = await freePort()
  // A group of its own, so that the screen, the driver and the browser end together.
  const program = spawn(display, ['-a', '-s', '-screen 0 1400x1200x24', driver, `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    // Its sandbox does not start in containers, and the pages are ours.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const ended = once(program, 'exit')
  let address = `http://127.0.0.1:${port}`

  /** @param {string} method @param {string} path @param {object} [body] */
  async function send(method, path, body) {
    const response = await fetch(address + path, { method, ...(body && { body: JSON.stringify(body) }) })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`)
    return value
  }
  async function close() {
    await send('DELETE', '').catch(() => {})
    if (program.exitCode === null && program.pid) process.kill(-program.pid)
    await ended
  }

  try {
    await answers(`${address}/status`)
    const session = await send('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } } },
    })
    address += `/session/${session.sessionId}`
    await send('POST', '/timeouts', { script: 600_000, pageLoad: 60_000 })
    return {
      version: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
      async open(url, { width, height }) {
        await send('POST', '/url', { url: 'about:blank' })
        await send('POST', '/window/rect', { width, height })
        await send('POST', '/url', { url })
        await fitWindow(send, width, height)
      },
      evaluate: (body, arg) => evaluate(send, body, arg),
      press: (key) =>
        send('POST', '/actions', {
          actions: [
            {
              type: 'key',
              id: 'keyboard',
              actions: ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] ?? key })),
            },
          ],
        }),
      async drag(from, to) {
        const move = ([x, y] = from) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 50 })
        const half = /** @type {[number, number]} */ ([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])
        await send('POST', '/actions', {
          actions: [
            {
              type: 'pointer',
              id: 'mouse',
              parameters: { pointerType: 'mouse' },
              actions: [
                move(from),
                { type: 'pointerDown', button: 0 },
                move(half),
                move(to),
                { type: 'pointerUp', button: 0 },
              ],
            },
          ],
        })
      },
      screenshot: async () => Buffer.from(await send('GET', '/screenshot'), 'base64'),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** @typedef {(method: string, path: string, body?: object) => Promise<any>} Send */

/**
 * The size that WebDriver sets is that of the window; the page is to have it.
 * @param {Send} send @param {number} width @param {number} height
 */
async function fitWindow(send, width, height) {
  const [innerWidth, innerHeight] = await evaluate(send, () => [window.innerWidth, window.innerHeight], undefined)
  if (innerWidth === width && innerHeight === height) return
  await send('POST', '/window/rect', { width: 2 * width - innerWidth, height: 2 * height - innerHeight })
}

/**
 * @param {Send} send
 * @param {Function} body
 * @param {unknown} arg
 */
async function evaluate(send, body, arg) {
  const script = `
    const [arg, done] = arguments
    Promise.resolve(arg).then(${body}).then(
      (value) => done({ value }),
      (error) => done({ error: String(error && error.stack || error) }),
    )`
  const { value, error } = await send('POST', '/execute/async', { script, args: [arg ?? null] })
  if (error !== undefined) throw new Error(error)
  return value ?? undefined
}

/** @param {string} address */
async function answers(address) {
  for (const end = Date.now() + STARTS_WITHIN_MS; ; ) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    if (Date.now() > end) throw new Error('WebKitWebDriver does not answer')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}
