// npm run reference: docs/reference/, from the comments of the element, the schemas of the labs, and the texts.

import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { installPackages } from './lib/packages.mjs'
import { reference } from './lib/reference.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { main, root } from './lib/run.mjs'

await main(async () => {
  await checkNode()
  await checkRust()
  await installPackages()
  const folder = join(root, 'docs/reference')
  const files = await reference()
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  console.log(`Written: docs/reference/{${Object.keys(files).join(',')}}`)
})
