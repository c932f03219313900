// npm start: from a fresh clone to a page in the browser.
//
//   npm start                     the page with the module as it ships
//   npm start -- --dev            compile fast; keep function names for stack traces
//   npm start -- --port 8080 --host
//
// Only Node's own modules are imported up here: the packages may not be installed yet.

import { parseArgs } from 'node:util'
import { installPackages } from './lib/packages.mjs'
import { buildWasm } from './lib/page.mjs'
import { rebuildOnChange } from './lib/rebuild-on-change.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { main } from './lib/run.mjs'

await main(async () => {
  const { values } = parseArgs({
    options: { dev: { type: 'boolean' }, port: { type: 'string' }, host: { type: 'boolean' } },
  })
  const dev = values.dev ?? false

  await checkNode()
  await checkRust()
  await installPackages()
  await buildWasm({ dev })

  const { createServer } = await import('vite')
  const server = await createServer({
    server: { ...(values.port && { port: Number(values.port) }), ...(values.host && { host: true }) },
  })
  await server.listen()
  console.log('\nthetaflow is at')
  server.printUrls()
  console.log('  A change of Rust or TypeScript reloads the page. Ctrl+C stops.\n')
  rebuildOnChange(() => buildWasm({ dev }))
})
