// npm run bench: what a reader pays, in bytes and milliseconds, and how fast the numerics are.
//
//   npm run bench                 the page and the native benchmarks
//   npm run bench -- page         only the page
//   npm run bench -- native       only `cargo bench`
//
// Every file of e2e/bench/ exports `measure`, see e2e/support/measurement.mjs. The table also goes to bench-results/
// as JSON. A missed limit is marked, and it is no failure: the figures depend on the computer.

import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { arch, cpus, platform } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installPackages } from './lib/packages.mjs'
import { buildPage, buildWasm } from './lib/page.mjs'
import { checkNode, checkRust } from './lib/requirements.mjs'
import { ask, Failure, main, mustRun, root } from './lib/run.mjs'
import { table } from './lib/table.mjs'

await main(async () => {
  const part = process.argv[2] ?? 'all'
  if (!['all', 'page', 'native'].includes(part)) {
    throw new Failure(`There is no part "${part}": the parts are page and native.`)
  }
  await checkNode()
  await checkRust()
  if (part !== 'native') await benchPage()
  if (part !== 'page') await benchNative()
})

async function benchPage() {
  await installPackages()
  await buildWasm()
  await buildPage()

  const { launchBrowser } = await import('../e2e/support/browser.mjs')
  const { serveDist } = await import('../e2e/support/server.mjs')
  const folder = join(root, 'e2e/bench')
  const browser = await launchBrowser()
  const server = await serveDist()
  /** @type {import('../e2e/support/measurement.mjs').Measurement[]} */
  const measurements = []
  try {
    for (const file of (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort()) {
      const { measure } = await import(pathToFileURL(join(folder, file)).href)
      console.log(`\n== ${file}`)
      measurements.push(...(await measure({ browser, base: server.base })))
    }
    console.log(`\n${table(measurements)}`)
    await save(measurements, browser.version())
  } finally {
    await browser.close()
    await server.close()
  }
}

/**
 * @param {import('../e2e/support/measurement.mjs').Measurement[]} measurements
 * @param {string} chromium
 */
async function save(measurements, chromium) {
  const date = new Date().toISOString()
  const result = {
    date,
    commit: (await ask('git', ['describe', '--always', '--dirty'])) ?? null,
    computer: { cpu: cpus()[0]?.model ?? null, cores: cpus().length, system: `${platform()} ${arch()}`, chromium },
    measurements,
  }
  const folder = join(root, 'bench-results')
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${date.replaceAll(':', '-').slice(0, 19)}.json`)
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`)
  console.log(`\nWritten to ${file}`)
}

async function benchNative() {
  const there = await stat(join(root, 'benches')).catch(() => undefined)
  if (!there) return
  console.log('\n== Native')
  await mustRun('cargo', ['bench', '--benches', '--workspace'], 'The native benchmarks failed.')
}
