// The npm package as its users have it: packed, installed from the file, loaded plainly, bundled, and compiled against.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'vite'
import { writePackage } from '../scripts/lib/npm-package.mjs'
import { npm } from '../scripts/lib/packages.mjs'
import { tool } from '../scripts/lib/tools.mjs'
import { launchBrowser } from './support/browser.mjs'
import { frameOf, settled, watchFigures } from './support/figure.mjs'
import { watchForProblems } from './support/problems.mjs'
import { serveDist } from './support/server.mjs'

const execute = promisify(execFile)

/** A project that has installed the package. */
let project = ''
/** @type {string[]} */
let packed = []
/** @type {import('playwright-core').Browser} */
let browser

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'thetaflow-project-'))
  const folder = join(project, 'package')
  await writePackage(folder)
  const [program, args] = npm(['pack', folder, '--json', '--pack-destination', project])
  const { stdout } = await execute(program, args, { cwd: project })
  const [{ filename, files }] = JSON.parse(stdout)
  packed = files.map((/** @type {{ path: string }} */ { path }) => path)
  await rm(folder, { recursive: true })

  await writeFile(join(project, 'package.json'), '{ "name": "project", "private": true, "type": "module" }')
  const install = npm(['install', '--offline', '--no-audit', '--no-fund', join(project, filename)])
  await execute(install[0], install[1], { cwd: project })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await rm(project, { recursive: true, force: true })
})

const FIGURE = '<theta-flow lab="optimizers" params="rule=sgd&steps=30" controls="none"></theta-flow>'
/** @param {string} head */
const article = (head) =>
  `<!doctype html><html lang="en"><head><link rel="icon" href="data:,">${head}</head><body>${FIGURE}</body></html>`

/** Whether a figure runs in a worker, on a page of a folder. @param {string} files @param {string} path */
async function runs(files, path) {
  const server = await serveDist({ files, folder: '/' })
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    const problems = watchForProblems(page, [server.origin])
    await watchFigures(page)
    await page.goto(server.origin + path)
    await settled(page)
    const { step, runs } = await frameOf(page)
    assert.equal(step, 30)
    assert.equal(runs[0]?.rule, 'sgd')
    assert.equal(page.workers().length, 1, 'a worker')
    assert.deepEqual(problems, [])
  } finally {
    await context.close()
    await server.close()
  }
}

test('it holds the element, its files, types and licences, and nothing else', async () => {
  const top = packed.filter((path) => !path.startsWith('assets/'))
  assert.deepEqual(top.sort(), [
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'anywidget.js',
    'api.d.ts',
    'custom-elements.json',
    'package.json',
    'public.d.ts',
    'server.js',
    'theta-flow.d.ts',
    'theta-flow.js',
    'thetaflow.py',
  ])
  for (const asset of ['worker-', 'optimizers_bg-', 'optimizers_compute_bg-', 'optimizers-', 'en-', 'zh-', 'group-']) {
    assert.ok(
      packed.some((path) => path.startsWith(`assets/${asset}`)),
      asset,
    )
  }
})

test('it runs from the folder, without a bundler', async () => {
  await writeFile(
    join(project, 'plain.html'),
    article('<script type="module" src="./node_modules/thetaflow/theta-flow.js"></script>'),
  )
  await runs(project, '/plain.html')
})

test('it runs bundled by Vite', async () => {
  await writeFile(join(project, 'index.html'), article('<script type="module" src="./main.js"></script>'))
  await writeFile(join(project, 'main.js'), "import { ThetaFlow } from 'thetaflow'\nwindow.ThetaFlow = ThetaFlow\n")
  await build({ root: project, configFile: false, logLevel: 'error' })
  const files = await readdir(join(project, 'dist/assets'))
  assert.ok(files.some((file) => file.endsWith('.wasm')))
  await runs(join(project, 'dist'), '/index.html')
})

test('its types say what a figure can do, and refuse what it cannot', async () => {
  await mkdir(join(project, 'typed'), { recursive: true })
  await writeFile(
    join(project, 'typed/main.ts'),
    `import { ThetaFlow, type ThetaChange } from 'thetaflow'
const figure: ThetaFlow = document.createElement('theta-flow')
figure.lab = 'gans'
figure.reveal = 'interaction'
figure.addEventListener('theta-change', ({ detail }) => {
  const change: ThetaChange = detail
  console.log(change.query.length, change.ids.join())
})
const accepted: boolean = figure.set('lr', '0.1')
const value: number | null | undefined = figure.readouts.find(({ id }) => id === 'loss')?.value
figure.seek(3)
console.log(accepted, value, figure.values.map(({ text }) => text), document.querySelector('theta-flow')?.state)
// @ts-expect-error there is no such way to start
figure.reveal = 'never'
// @ts-expect-error read-only
figure.query = ''
`,
  )
  for (const [module, moduleResolution] of [
    ['ESNext', 'bundler'],
    ['NodeNext', 'NodeNext'],
  ]) {
    const options = {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      lib: ['ES2023', 'DOM'],
      types: [],
      module,
      moduleResolution,
    }
    await writeFile(
      join(project, 'typed/tsconfig.json'),
      JSON.stringify({ compilerOptions: options, include: ['main.ts'] }),
    )
    const [program, args] = await tool('typescript', 'tsc', ['-p', join(project, 'typed')])
    await execute(program, args).catch(({ stdout }) => assert.fail(`${moduleResolution}: ${stdout}`))
  }
})

test('on a server it can be imported and does nothing', async () => {
  const { stdout } = await execute(
    process.execPath,
    ['--input-type=module', '-e', "import { ThetaFlow } from 'thetaflow'; console.log(typeof ThetaFlow)"],
    { cwd: project },
  )
  assert.equal(stdout.trim(), 'function')
})
