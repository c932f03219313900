// npm run fix: formats everything and applies the lint fixes that change no behaviour.

import { installPackages } from './lib/packages.mjs'
import { checkNode } from './lib/requirements.mjs'
import { main, run } from './lib/run.mjs'
import { rustfmt } from './lib/rustfmt.mjs'
import { tool } from './lib/tools.mjs'

await main(async () => {
  await checkNode()
  await installPackages()
  const codes = [
    await run(...(await rustfmt())),
    await run(...(await tool('@biomejs/biome', 'biome', ['check', '--write']))),
  ]
  process.exitCode = codes.some((code) => code !== 0) ? 1 : 0
})
