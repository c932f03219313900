// npm test: formats, lints, types, native tests, the build, and tests in a real browser.
//
//   npm test                      everything
//   npm test -- lint              only formats, lints and types
//   npm test -- rust              only the native tests
//   npm test -- browser           only the browser tests, on a fresh build
//   npm test -- browser embed     of these, only the files whose name contains "embed"
//
// The last line is always `N passed, N failed`, with `, N skipped` after it where that is so. A stage that fails without
// having counted a failure itself, a lint for example, counts as one. It ends the run, except that the browser tests
// still follow failed native tests.

import { none, summary } from './lib/counts.mjs'
import { installPackages } from './lib/packages.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { Failure } from './lib/run.mjs'
import { lintStages, prepareBrowser, testBrowser, testRust } from './lib/stages.mjs'

const [part = 'all', filter = ''] = process.argv.slice(2)
const total = none()

try {
  if (!['all', 'lint', 'rust', 'browser'].includes(part)) {
    throw new Failure(`There is no part "${part}": the parts are lint, rust and browser.`)
  }
  await stage('Requirements', async () => {
    await checkNode()
    await checkRust()
    if (part !== 'rust') await installPackages()
  })
  if (part === 'all' || part === 'lint') {
    for (const [name, body] of lintStages) await stage(name, body)
  }
  if (part === 'all' || part === 'rust') await stage('Native tests', testRust, { goOn: true })
  if (part === 'all' || part === 'browser') {
    for (const [name, body] of prepareBrowser) await stage(name, body)
    await stage('Browser tests', (counts) => testBrowser(counts, filter), { goOn: true })
  }
} catch (error) {
  console.error(error instanceof Failure ? error.message : error)
  if (total.failed === 0) total.failed = 1
}

console.log(`\n${summary(total)}`)
process.exitCode = total.failed > 0 ? 1 : 0

/**
 * Runs one stage under a headline and tells how long it took.
 * @param {string} name
 * @param {(counts: import('./lib/counts.mjs').Counts) => Promise<void>} body
 * @param {{ goOn?: boolean }} [options] whether the run goes on if this stage fails
 */
async function stage(name, body, { goOn = false } = {}) {
  console.log(`\n== ${name}`)
  const begin = performance.now()
  const counts = none()
  /** @type {unknown} */
  let failure
  try {
    await body(counts)
  } catch (error) {
    failure = error
    if (counts.failed === 0) counts.failed = 1
  }
  if (counts.failed > 0) failure ??= new Failure('Tests failed.')

  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  const seconds = ((performance.now() - begin) / 1000).toFixed(1)
  console.log(`== ${name}: ${failure ? 'FAILED' : 'ok'}, ${seconds} s`)
  if (!failure) return
  if (!goOn) throw failure
  console.error(failure instanceof Failure ? failure.message : failure)
}
