// Code of the page for tests in Node, which reads no TypeScript.

import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** What a file of the page exports. @param {URL} file */
export async function bundled(file) {
  const output = await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: fileURLToPath(file), write: false, minify: false },
  })
  const [first] = [output].flat()
  if (!first || !('output' in first)) throw new Error('not built')
  return import(`data:text/javascript,${encodeURIComponent(first.output[0].code)}`)
}
