// The npm package as its users have it: packed, installed from the file, loaded plainly, bundled, and compiled against.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'vite'
import { writePackage } from '../scripts/lib/npm-package.mjs'
import { npm } from '../scripts/lib/packages.mjs'
import { root } from '../scripts/lib/run.mjs'
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
    'CHANGELOG.md',
    'LICENSE-APACHE',
    'LICENSE-MIT',
    'README.md',
    'anywidget.js',
    'api.d.ts',
    'custom-elements.json',
    'package.json',
    'public.d.ts',
    'react.d.ts',
    'svelte.d.ts',
    'tag.d.ts',
    'theta-flow.css',
    'theta-flow.d.ts',
    'theta-flow.js',
    'thetaflow.py',
    'vscode.html-custom-data.json',
    'vue.d.ts',
    'web-types.json',
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

test('it runs bundled by Rollup and esbuild, with its assets beside the bundle', async () => {
  const entry = join(project, 'alone.js')
  await writeFile(entry, "import 'thetaflow'\n")
  const package_ = join(project, 'node_modules/thetaflow')
  const { rollup } = await import('rollup')
  const bundle = await rollup({ input: join(package_, 'theta-flow.js'), logLevel: 'silent' })
  await bundle.write({ dir: join(project, 'rollup'), format: 'es', entryFileNames: 'bundle.js' })
  await bundle.close()
  const esbuild = await import('esbuild')
  const options = {
    bundle: true,
    splitting: true,
    format: /** @type {const} */ ('esm'),
    logLevel: /** @type {const} */ ('error'),
  }
  await esbuild.build({ ...options, entryPoints: { bundle: entry }, outdir: join(project, 'esbuild') })
  for (const name of ['rollup', 'esbuild']) {
    await cp(join(package_, 'assets'), join(project, name, 'assets'), { recursive: true })
    await writeFile(join(project, name, 'index.html'), article('<script type="module" src="./bundle.js"></script>'))
    await runs(join(project, name), '/index.html')
  }
})

test('no bundler has to guess what is imported or where a file is', async () => {
  const folder = join(project, 'node_modules/thetaflow')
  // The files of workers are copied as they are.
  for (const file of packed.filter((path) => path.endsWith('.js') && !/^assets\/(worker|animator)-/.test(path))) {
    const text = await readFile(join(folder, file), 'utf8')
    // Webpack, Rspack and Next.js make something else of these when what they name is not a text.
    assert.doesNotMatch(text, /new URL\([\w$.]+,\s*import\.meta\.url\)/, file)
    assert.doesNotMatch(text, /import\((?!["'`/])/, file)
  }
})

test('the manifest describes attributes, members, slot and states', async () => {
  const manifest = JSON.parse(await readFile(join(project, 'node_modules/thetaflow/custom-elements.json'), 'utf8'))
  const [{ attributes, members, events, slots, cssStates, cssParts }] = manifest.modules[0].declarations
  const byName = (/** @type {any[]} */ all) => Object.fromEntries(all.map((each) => [each.name, each]))
  const [attribute, member, event] = [attributes, members, events].map(byName)
  assert.equal(attribute.theme.type.text, "'light' | 'dark' | 'auto'")
  assert.equal(attribute.theme.default, 'auto')
  assert.equal(attribute.autoplay.type.text, 'boolean')
  // That of `lang` is every element's.
  const own = attributes.filter((/** @type {any} */ { name }) => name !== 'lang')
  for (const { name, fieldName } of own) assert.equal(member[fieldName]?.attribute, name)
  assert.deepEqual(member.set.parameters, [
    { name: 'id', type: { text: 'string' } },
    { name: 'value', type: { text: 'Value' } },
    { name: 'committed', type: { text: 'boolean' }, optional: true, default: 'true' },
  ])
  const callbacks = members.filter((/** @type {any} */ { name }) => /Callback$|^#/.test(name))
  assert.deepEqual(callbacks, [], 'nothing that only the platform calls')
  assert.equal(member.ready.readonly, true)
  assert.equal(event['theta-change'].type.text, 'CustomEvent<ThetaChange>')
  assert.deepEqual(slots.length, 1)
  assert.deepEqual(Object.keys(byName(cssStates)), ['dormant', 'ready', 'playing', 'failed'])
  assert.ok(byName(cssParts).handle)
})

test('editors are told of every attribute, and of its words', async () => {
  const read = async (/** @type {string} */ file) =>
    JSON.parse(await readFile(join(project, 'node_modules/thetaflow', file), 'utf8'))
  const manifest = await read('custom-elements.json')
  const names = manifest.modules[0].declarations[0].attributes.map((/** @type {any} */ { name }) => name)
  const [tag] = (await read('vscode.html-custom-data.json')).tags
  assert.deepEqual(
    tag.attributes.map((/** @type {any} */ { name }) => name),
    names,
  )
  const theme = tag.attributes.find((/** @type {any} */ { name }) => name === 'theme')
  assert.deepEqual(theme.values, [{ name: 'light' }, { name: 'dark' }, { name: 'auto' }])
  const [element] = (await read('web-types.json')).contributions.html.elements
  assert.deepEqual(
    element.attributes.map((/** @type {any} */ { name }) => name),
    names,
  )
  assert.equal((await read('package.json'))['web-types'], './web-types.json')
})

test('its types say what a figure can do, and refuse what it cannot', async () => {
  await mkdir(join(project, 'typed'), { recursive: true })
  await writeFile(
    join(project, 'typed/main.ts'),
    `import { ThetaFlow, type ThetaChange, type Value } from 'thetaflow'
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
figure.set('lr', 0.1)
figure.set('start', [1, 2])
figure.set('arrows', true)
figure.controls = ['lr', 'rule']
figure.home = 'https://example.org/'
figure.ready.then(({ schema }) => console.log(schema?.params.map(({ kind }) => kind.type)))
document.addEventListener('theta-error', (event) => {
  if (event.detail.errors[0]?.code === 'out_of_range') event.preventDefault()
  // @ts-expect-error there is no such refusal
  if (event.detail.errors[0]?.code === 'out_of_rage') event.preventDefault()
})
const by: 'reader' | 'script' | 'group' | 'figure' | undefined = ((change: ThetaChange) => change.by)(null!)
const got: Value | undefined = figure.get('lr')
console.log(by, got, ThetaFlow.version)
// @ts-expect-error no value
figure.set('lr', null)
console.log(accepted, value, figure.values.map(({ text }) => text), document.querySelector('theta-flow')?.state)
// @ts-expect-error there is no such way to start
figure.reveal = 'never'
// @ts-expect-error read-only
figure.query = ''
`,
  )
  // A JSX of somebody else.
  await writeFile(
    join(project, 'typed/jsx.tsx'),
    `import type { ThetaFlowElements } from 'thetaflow'
declare global {
  namespace JSX {
    type Element = object
    interface IntrinsicElements extends ThetaFlowElements {}
  }
}
export const figure = (
  <theta-flow lab="optimizers" controls="lr" aria-label="Adam" autoplay ontheta-change={({ detail }) => console.log(detail.by)} />
)
// @ts-expect-error there is no such theme
export const other = <theta-flow theme="blue" />
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
      jsx: 'preserve',
      module,
      moduleResolution,
    }
    await writeFile(
      join(project, 'typed/tsconfig.json'),
      JSON.stringify({ compilerOptions: options, include: ['main.ts', 'jsx.tsx'] }),
    )
    const [program, args] = await tool('typescript', 'tsc', ['-p', join(project, 'typed')])
    await execute(program, args).catch(({ stdout }) => assert.fail(`${moduleResolution}: ${stdout}`))
  }
})

/** What a file of a project says of the tag, in each framework; the compiler has to object where it is told to expect it. */
const TEMPLATES = {
  react: {
    'react.tsx': `import 'thetaflow/react'
export const figure = (
  <theta-flow lab="optimizers" params="lr=0.1" autoplay className="wide" lang-fallback="zh" onClick={() => {}}
    ref={(figure) => void figure?.seek(3)} ontheta-change={({ detail }) => console.log(detail.by)} />
)
// @ts-expect-error there is no such theme
export const other = <theta-flow theme="blue" />
// @ts-expect-error there is no such attribute
export const another = <theta-flow laboratory="gans" />
`,
  },
  vue: {
    'vue.ts': `import 'thetaflow/vue'
import type { GlobalComponents } from 'vue'
type Figure = InstanceType<GlobalComponents['theta-flow']>
export const props: Figure['$props'] = { lab: 'gans', autoplay: true, class: 'wide', key: 1, onClick: () => {} }
// @ts-expect-error there is no such theme
export const others: Figure['$props'] = { theme: 'blue' }
export function play(figure: Figure) {
  figure.play()
  figure.$emit('theta-frame', new CustomEvent('theta-frame', { detail: { step: 3 } }))
  // @ts-expect-error there is no such event
  figure.$emit('theta-flame', new CustomEvent('theta-flame'))
}
`,
  },
  svelte: {
    'svelte.ts': `import 'thetaflow/svelte'
import type { SvelteHTMLElements } from 'svelte/elements'
type Attributes = SvelteHTMLElements['theta-flow']
export const figure: Attributes = {
  lab: 'estimators', class: 'wide', 'ontheta-error': (event) => event.detail.sentences.join(), onclick: () => {},
}
// @ts-expect-error there is no such way to start
export const other: Attributes = { reveal: 'never' }
// @ts-expect-error there is no such event
export const another: Attributes = { 'ontheta-flame': () => {} }
`,
  },
}

for (const [framework, files] of Object.entries(TEMPLATES)) {
  test(`its types say what can be written of the tag in ${framework}`, async () => {
    const folder = join(project, framework)
    await mkdir(folder, { recursive: true })
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
    const options = {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: [],
      jsx: 'preserve',
      module: 'ESNext',
      moduleResolution: 'bundler',
      // The framework is one of this repository's packages.
      paths: Object.fromEntries(
        [
          ['react', '@types/react'],
          ['vue', 'vue'],
          ['svelte/elements', 'svelte/elements.d.ts'],
        ].map(([name = '', path = '']) => [name, [join(root, 'node_modules', path)]]),
      ),
      skipLibCheck: true,
    }
    const include = Object.keys(files)
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include }))
    const [program, args] = await tool('typescript', 'tsc', ['-p', folder])
    await execute(program, args).catch(({ stdout }) => assert.fail(stdout))
  })
}

test('on a server it can be imported and does nothing, whatever the server takes itself for', async () => {
  for (const condition of ['node', 'workerd', 'edge-light', 'deno', 'bun', 'browser']) {
    const { stdout } = await execute(
      process.execPath,
      [
        `--conditions=${condition}`,
        '--input-type=module',
        '-e',
        "import { ThetaFlow } from 'thetaflow'; console.log(typeof ThetaFlow)",
      ],
      { cwd: project },
    )
    assert.equal(stdout.trim(), 'function', condition)
  }
})
