// npm run test:soak: what takes too long for `npm test`.
//
//   npm run test:soak                        everything: an hour on two cores
//   npm run test:soak -- native              random settings of every lab, natively
//   npm run test:soak -- settings            random settings of every lab in the browser
//   npm run test:soak -- use                 four figures on one page, used for minutes
//
//   --native 100000   --settings 500   --minutes 10   --seed 1     how much of each
//   --lab angles                                                   native settings of this lab alone

import { parseArgs } from 'node:util'
import { settings } from '../e2e/soak/settings.mjs'
import { use } from '../e2e/soak/use.mjs'
import { LABS } from './lib/labs.mjs'
import { installPackages } from './lib/packages.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { Failure, main, run } from './lib/run.mjs'
import { prepareBrowser } from './lib/stages.mjs'

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      native: { type: 'string', default: '100000' },
      lab: { type: 'string' },
      settings: { type: 'string', default: '500' },
      minutes: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
    },
  })
  /** @type {Record<string, () => Promise<string[]>>} */
  const parts = {
    native: () => native(Number(values.native), values.lab),
    settings: () => settings({ count: Number(values.settings), seed: Number(values.seed) }),
    use: () => use({ minutes: Number(values.minutes) }),
  }
  const chosen = positionals.length > 0 ? positionals : Object.keys(parts)
  const unknown = chosen.filter((part) => !parts[part])
  if (unknown.length > 0)
    throw new Failure(`There is no part "${unknown}": the parts are ${Object.keys(parts).join(', ')}.`)

  await checkNode()
  await checkRust()
  await installPackages()
  if (chosen.some((part) => part !== 'native')) {
    for (const [name, body] of prepareBrowser) {
      console.log(`\n== ${name}`)
      await body()
    }
  }
  let failed = 0
  for (const part of chosen) {
    console.log(`\n== ${part}`)
    const begin = performance.now()
    const complaints = (await parts[part]?.()) ?? []
    for (const complaint of complaints) console.error(complaint)
    console.log(
      `== ${part}: ${complaints.length > 0 ? 'FAILED' : 'ok'}, ${((performance.now() - begin) / 60_000).toFixed(1)} min`,
    )
    if (complaints.length > 0) failed += 1
  }
  if (failed > 0) throw new Failure(`${failed} of ${chosen.length} parts failed.`)
})

/**
 * The labs' promise about random settings, with many more of them.
 * @param {number} count of all labs together
 * @param {string | undefined} only this lab
 */
async function native(count, only) {
  const labs = only ? [only] : LABS
  const complaints = []
  for (const lab of labs) {
    const promise = ['--test', 'promises', 'no_setting_breaks', '--', '--nocapture']
    const env = { THETAFLOW_SETTINGS: String(Math.ceil(count / labs.length)) }
    const code = await run('cargo', ['test', '--profile', 'soak', '--package', `thetaflow-${lab}`, ...promise], { env })
    if (code !== 0)
      complaints.push(`${lab}: of ${env.THETAFLOW_SETTINGS} random settings at least one breaks something: see above`)
  }
  return complaints
}
