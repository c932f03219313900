// npm run package: the npm package in dist-package/, ready for `npm publish ./dist-package`.

import { join } from 'node:path'
import { writePackage } from './lib/npm-package.mjs'
import { installPackages } from './lib/packages.mjs'
import { buildWasm } from './lib/page.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { main, root } from './lib/run.mjs'

await main(async () => {
  await checkNode()
  await checkRust()
  await installPackages()
  await buildWasm()
  await writePackage(join(root, 'dist-package'))
  console.log('\nThe package is in dist-package/. To publish it: npm publish ./dist-package')
})
