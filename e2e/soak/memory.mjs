// What a page holds on to, measured after its garbage has been collected.

/**
 * @typedef {object} Memory
 * @property {number} heap bytes of JavaScript objects in the page
 * @property {number} all bytes of the page and its workers as the browser estimates them, JavaScript and documents
 * @property {number} wasm bytes of WebAssembly memory in the page and its workers
 * @property {number} nodes of documents
 * @property {number} listeners to events
 * @property {number} workers
 */

/** What the page has to be served with, for the browser to tell it how much memory its workers have. */
export const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

export const FLAGS = [
  // Without it the browser measures when it likes.
  '--enable-blink-features=ForceEagerMeasureMemory',
  // It goes on compiling, better and better, what is used often, and counts the machine code as memory of the page.
  '--js-flags=--no-sparkplug --no-maglev --no-turbofan --liftoff-only',
]

/**
 * To be called before the page goes anywhere.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<() => Promise<Memory>>}
 */
export async function watchMemory(page) {
  await page.addInitScript(noteWasmMemory)
  // Workers have no such script: theirs is put before their own.
  await page.context().route('**/worker*.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `(${noteWasmMemory})();${await response.text()}` })
  })
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  return async () => {
    // Twice: what the first collection finalizes is free only afterwards.
    for (let round = 0; round < 2; round++) await session.send('HeapProfiler.collectGarbage')
    const [{ usedSize }, { nodes, jsEventListeners }] = await Promise.all([
      session.send('Runtime.getHeapUsage'),
      session.send('Memory.getDOMCounters'),
    ])
    const wasm = await Promise.all([
      page.evaluate(wasmBytes),
      ...page.workers().map((worker) => worker.evaluate(wasmBytes)),
    ])
    const { bytes } = await page.evaluate(() => /** @type {any} */ (performance).measureUserAgentSpecificMemory())
    return {
      heap: usedSize,
      all: bytes,
      wasm: wasm.reduce((sum, size) => sum + size, 0),
      nodes,
      listeners: jsEventListeners,
      workers: page.workers().length,
    }
  }
}

/** Keeps the memory of every module that is started in `wasmMemories`. Runs in the page and in workers. */
function noteWasmMemory() {
  const memories = /** @type {WebAssembly.Memory[]} */ ([])
  Object.assign(globalThis, { wasmMemories: memories })
  const { instantiate } = WebAssembly
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {[any, any]} */ ...args) => {
      const result = /** @type {any} */ (await instantiate(...args))
      const { memory } = (result.instance ?? result).exports
      if (memory) memories.push(memory)
      return result
    }
  )
}

/** Runs in the page and in workers. */
function wasmBytes() {
  const { wasmMemories } = /** @type {{ wasmMemories?: WebAssembly.Memory[] }} */ (globalThis)
  return (wasmMemories ?? []).reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
}
