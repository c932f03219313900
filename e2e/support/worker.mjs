// Pure computing in the browser: a module in a worker of its own, without a page around it and without pauses.

import { moduleFiles } from './modules.mjs'

/**
 * The shortest of some timings of a whole run, in seconds: of several, it is the one least disturbed by whatever else the
 * computer does.
 * @param {import('playwright-core').Page} page any page of the site
 * @param {string} base the address of the site
 * @param {{ module: string, query: string, trials?: number }} task
 * @returns {Promise<number>}
 */
export async function secondsInWorker(page, base, { module, query, trials = 3 }) {
  const { glue, code } = await moduleFiles(module, base)
  const source = `
    const { default: start, Session } = await import(${JSON.stringify(glue)})
    await start({ module_or_path: ${JSON.stringify(code)} })
    let least = Infinity
    for (let trial = 0; trial < ${trials}; trial++) {
      const session = new Session(${JSON.stringify(query)})
      const begin = performance.now()
      if (session.advance(session.last_step(), 1e6) !== 2) throw new Error('the run is not finished')
      least = Math.min(least, performance.now() - begin)
      session.free()
    }
    postMessage(least / 1000)`
  return page.evaluate(answerOfWorker, source)
}

/**
 * Runs in the page: what a module worker with this source posts first.
 * @param {string} source imports by whole addresses
 * @returns {Promise<any>}
 */
export async function answerOfWorker(source) {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(address, { type: 'module' })
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
    })
  } finally {
    worker.terminate()
    URL.revokeObjectURL(address)
  }
}
