// npm run build: the static page in dist/, to be put into any folder of any web server.

import { installPackages } from './lib/packages.mjs'
import { buildPage, buildWasm } from './lib/page.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { main } from './lib/run.mjs'

await main(async () => {
  await checkNode()
  await checkRust()
  await installPackages()
  await buildWasm()
  await buildPage()
})
