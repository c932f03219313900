// What `npm test` consists of. A stage either returns or throws a Failure.

import { readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { countCargo, countNode } from './counts.mjs'
import { buildPage, buildWasm } from './page.mjs'
import { Failure, mustRun, root, run } from './run.mjs'
import { rustfmt } from './rustfmt.mjs'
import { tool } from './tools.mjs'

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {[name: string, body: () => Promise<void>]} Stage */

const WARNINGS_ARE_ERRORS = ['--', '-D', 'warnings']
const WASM = ['--target', 'wasm32-unknown-unknown']

/** The modules come first: this sees to the WebAssembly target. @type {Stage[]} */
export const lintStages = [
  ['WebAssembly modules', () => buildWasm()],
  ['Rust format', async () => mustRun(...(await rustfmt('--check')), '`npm run fix` puts the format right.')],
  ['Rust lints', () => clippy(['--workspace', '--all-targets'])],
  [
    'Rust lints for WebAssembly',
    () => clippy(['--package', 'thetaflow', '--features', 'page,compute,tables,papers', ...WASM]),
  ],
  ['Types', async () => mustRun(...(await tool('typescript', 'tsc', ['--noEmit'])), 'The types do not agree.')],
  [
    'Page format and lints',
    async () =>
      mustRun(
        ...(await tool('@biomejs/biome', 'biome', ['check', '--error-on-warnings'])),
        '`npm run fix` puts most of this right.',
      ),
  ],
]

/** @type {Stage[]} */
export const prepareBrowser = [
  ['WebAssembly modules', () => buildWasm()],
  [
    'A lab of somebody else',
    () => mustRun('cargo', ['xtask', 'wasm', '--lab', 'examples/decay'], 'A lab outside the house does not build.'),
  ],
  ['Page', buildPage],
  [
    'Browser',
    async () => {
      process.env.CHROME_PATH = await ensureBrowser()
      console.log(process.env.CHROME_PATH)
    },
  ],
]

/** @param {string[]} what */
function clippy(what) {
  return mustRun('cargo', ['clippy', ...what, ...WARNINGS_ARE_ERRORS], 'Clippy objects.')
}

/** @param {Counts} counts */
export async function testRust(counts) {
  const codes = []
  // The build step is tested by itself: together with the rest, cargo would compile its dependencies a second time with
  // a slightly different choice of features.
  for (const what of [
    ['--workspace', '--exclude', 'xtask'],
    ['--package', 'xtask'],
    // A lab of somebody else, with what it keeps of its promises.
    ['--manifest-path', 'examples/decay/Cargo.toml', '--target-dir', 'target'],
  ]) {
    // Without --no-fail-fast, cargo stops after the first test program with a failure, and the count would be short.
    codes.push(await run('cargo', ['test', ...what, '--no-fail-fast'], { onOutput: countCargo(counts) }))
  }
  if (codes.some((code) => code !== 0)) throw new Failure('Native tests failed.')
}

/**
 * @param {Counts} counts
 * @param {string} filter
 */
export async function testBrowser(counts, filter) {
  const files = (await readdir(join(root, 'e2e'))).filter((file) => file.endsWith('.test.mjs') && file.includes(filter))
  if (files.length === 0) throw new Failure(`No test file in e2e/ has "${filter}" in its name.`)

  const args = [
    '--test',
    '--test-reporter=spec',
    // Every file has a browser of its own, which keeps two processors busy.
    `--test-concurrency=${Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)))}`,
    // A test that hangs is to fail, not to stop the run for good. The limit holds for whole files, too, and for slow computers.
    '--test-timeout=1800000',
    ...files.sort().map((file) => join('e2e', file)),
  ]
  const code = await run(process.execPath, args, { onOutput: countNode(counts) })
  if (code !== 0) throw new Failure('Browser tests failed.')
}
