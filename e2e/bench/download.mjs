// How many bytes one embed of each lab costs a reader, with every file compressed the way a web server would.

import { brotliCompressSync, constants } from 'node:zlib'
import { firstFrame, recordFrames } from '../support/frames.mjs'
import { builtLabs } from '../support/modules.mjs'

/**
 * @param {import('../support/measurement.mjs').Bench} bench
 * @returns {Promise<import('../support/measurement.mjs').Measurement[]>}
 */
export async function measure({ browser, base }) {
  const measurements = []
  for (const lab of await builtLabs()) {
    console.log(`-- ${lab}`)
    const context = await browser.newContext()
    const page = await context.newPage()
    /** @type {Map<string, Promise<Buffer>>} a file that the page asks for twice comes from the cache the second time */
    const bodies = new Map()
    // On the context rather than the page, because it also hears what workers load.
    context.on('response', (response) => {
      if (response.url().startsWith('http')) bodies.set(response.url(), response.body())
    })
    await recordFrames(page)
    await page.goto(new URL(`embed.html#lab=${lab}`, base).href)
    await firstFrame(page)
    await page.waitForLoadState('networkidle')

    /** @type {Record<string, number>} */
    const files = {}
    let raw = 0
    let compressed = 0
    for (const [url, body] of bodies) {
      const bytes = await body
      const size = brotli(bytes)
      files[url.slice(base.length) || url] = size
      raw += bytes.length
      compressed += size
      console.log(
        `${(size / 1000).toFixed(1).padStart(8)} kB of ${(bytes.length / 1000).toFixed(1)}  ${url.slice(base.length)}`,
      )
    }
    await context.close()
    measurements.push(
      { name: `download of ${lab}, brotli`, value: compressed / 1000, unit: 'kB', limit: 150, details: { files } },
      { name: `download of ${lab}, raw`, value: raw / 1000, unit: 'kB' },
    )
  }
  return measurements
}

/** @param {Buffer} bytes */
function brotli(bytes) {
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length
}
