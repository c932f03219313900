// npm run test:engines: the checks of e2e/engines/ in Chromium, Firefox and WebKit, as far as they are installed.
//
// Fails if Chromium alone is there: then nothing would have been compared.

import { findEngines } from '../e2e/engines/engines.mjs'
import { countNode, none, summary } from './lib/counts.mjs'
import { installPackages } from './lib/packages.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { Failure, main, run } from './lib/run.mjs'
import { prepareBrowser } from './lib/stages.mjs'

await main(async () => {
  await checkNode()
  await checkRust()
  await installPackages()
  for (const [name, body] of prepareBrowser) {
    console.log(`\n== ${name}`)
    await body()
  }
  const engines = await findEngines()
  const missing = engines.filter(({ launch }) => !launch)
  for (const { name, advice } of missing) console.log(`${name} is not installed and its checks are skipped. ${advice}`)

  const counts = none()
  const args = ['--test', '--test-reporter=spec', '--test-timeout=900000', 'e2e/engines/checks.mjs']
  const code = await run(process.execPath, args, { onOutput: countNode(counts) })
  console.log(`\n${summary(counts)}`)
  if (code !== 0) throw new Failure('Checks failed.')
  if (engines.length - missing.length < 2) throw new Failure('Only one engine is installed: nothing was compared.')
})
