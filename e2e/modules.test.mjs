// A figure downloads the module and the texts of its lab, and the second module of the lab when heavy work is asked for.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { control, frameOf, notes, queryOf, sentences, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

const COMPUTE = '**/optimizers_compute_bg*.wasm'
/** What stands in for a heavy parameter: none of the lab needs the second module yet. */
const HEAVY = 'rule=lion'

/**
 * Notes which modules and which texts a page asks for.
 * @param {import('playwright-core').Page} page
 */
function downloads(page) {
  const modules = /** @type {Set<string>} */ (new Set())
  const scripts = /** @type {Promise<string>[]} */ ([])
  page.context().on('response', (response) => {
    const [, module] = /assets\/(\w+)_bg-[^/]+\.wasm$/.exec(response.url()) ?? []
    if (module) modules.add(module)
    if (/assets\/(en|zh)-[^/]+\.js$/.test(response.url())) scripts.push(response.text())
  })
  return { modules, texts: async () => (await Promise.all(scripts)).join('\n') }
}

/**
 * Makes the parameters of `HEAVY` ask for the lab's second module.
 * @param {import('playwright-core').Page} page
 */
function makeHeavy(page) {
  return page.route(/\/optimizers-[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    const glue = await response.text()
    const patched = glue.replace(
      'needs_compute(){',
      `needs_compute(){if(this.query().includes('${HEAVY}'))return true;`,
    )
    assert.notEqual(patched, glue)
    await route.fulfill({ response, body: patched })
  })
}

/** @param {import('playwright-core').Page} page @param {string} rule */
const showsRule = (page, rule) =>
  page.waitForFunction((rule) => {
    const frame = /** @type {any} */ (document.querySelector('theta-flow'))?.frame
    return frame?.runs[0].rule === rule && frame.step === frame.last_step
  }, rule)

/** @param {import('playwright-core').Page} page @param {string} rule */
const choose = (page, rule) => control(page, 'rule').select.selectOption(rule)

test('an embed downloads the module and the texts of its lab and no others', async () => {
  const files = await readdir(new URL('../dist/assets', import.meta.url))
  const modules = files.flatMap((file) => /^(\w+)_bg-.*\.wasm$/.exec(file)?.[1] ?? [])
  const labs = modules.filter((module) => !module.endsWith('_compute'))
  const text = JSON.parse(await readFile(new URL('../www/i18n/en.json', import.meta.url), 'utf8'))
  assert.ok(labs.includes('optimizers') && modules.includes('optimizers_compute'))
  for (const lab of labs) {
    /** @type {ReturnType<typeof downloads> | undefined} */
    let seen
    const { page } = await site.show(`embed.html#lab=${lab}`, {
      prepare: async (page) => {
        seen = downloads(page)
      },
    })
    await page.waitForLoadState('networkidle')
    assert.deepEqual([...(seen?.modules ?? [])], [lab])
    const texts = (await seen?.texts()) ?? ''
    assert.ok(texts.includes(text.control.play) && texts.includes(text.lab[lab].title))
    assert.ok(!texts.includes(text.cli.about.thetaflow))
    for (const other of labs) assert.equal(texts.includes(text.lab[other].title), other === lab, `${other} in ${lab}`)
  }
})

test('heavy parameters are computed by the second module, with the same numbers', async () => {
  /** @type {ReturnType<typeof downloads> | undefined} */
  let seen
  const { page } = await site.show('embed.html', {
    prepare: async (page) => {
      seen = downloads(page)
      await makeHeavy(page)
    },
  })
  await choose(page, 'sgd')
  await showsRule(page, 'sgd')
  assert.deepEqual([...(seen?.modules ?? [])], ['optimizers'])

  await choose(page, 'lion')
  await showsRule(page, 'lion')
  assert.deepEqual([...(seen?.modules ?? [])], ['optimizers', 'optimizers_compute'])
  assert.deepEqual(differences(await frameOf(page), await runNative(await queryOf(page))).slice(0, 3), [])

  await choose(page, 'sgd')
  await showsRule(page, 'sgd')
  await choose(page, 'lion')
  await showsRule(page, 'lion')
  await settled(page)
  assert.deepEqual(new Set(Object.values((await notes(page)).most)), new Set([1]))
  assert.deepEqual(await sentences(page), [])
})

test('a link to heavy parameters is computed by the second module at once', async () => {
  const { page } = await site.show(`embed.html#lab=optimizers&${HEAVY}`, { prepare: makeHeavy })
  assert.deepEqual(differences(await frameOf(page), await runNative(HEAVY)).slice(0, 3), [])
})

test('while the second module is on its way the old picture stays, and other parameters do not wait for it', async () => {
  /** @type {(value?: unknown) => void} */
  let arrive = () => {}
  const arrived = new Promise((resolve) => {
    arrive = resolve
  })
  const { page } = await site.show('embed.html', {
    prepare: async (page) => {
      await makeHeavy(page)
      await page.route(COMPUTE, async (route) => {
        await arrived
        await route.continue()
      })
    },
  })
  const { frames } = await notes(page)
  const before = await frameOf(page)
  const asked = page.waitForRequest(COMPUTE)
  await choose(page, 'lion')
  await asked
  assert.deepEqual(await frameOf(page), before)
  assert.equal((await notes(page)).frames, frames)
  await choose(page, 'sgd')
  await showsRule(page, 'sgd')
  await choose(page, 'lion')
  arrive()
  await showsRule(page, 'lion')
})

test('without a worker the second module runs in the page', async () => {
  for (const search of ['?runner=page', '']) {
    const { page } = await site.show(`embed.html${search}#${HEAVY}`, {
      prepare: async (page) => {
        await makeHeavy(page)
        await page.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))
      },
    })
    await showsRule(page, 'lion')
    assert.deepEqual(differences(await frameOf(page), await runNative(HEAVY)).slice(0, 3), [])
    assert.deepEqual(await sentences(page), [])
  }
})

test('a second module that does not come is done without, in one sentence', async () => {
  let missing = true
  const { page, problems } = await site.show('embed.html', {
    prepare: async (page) => {
      await makeHeavy(page)
      await page.route(COMPUTE, (route) => (missing ? route.fulfill({ status: 404, body: 'no' }) : route.continue()))
    },
  })
  await choose(page, 'lion')
  await showsRule(page, 'lion')
  assert.match((await sentences(page)).join(), /heavy computations could not be loaded/)
  assert.equal((await sentences(page)).length, 1)
  assert.ok(problems.splice(0).length > 0)

  missing = false
  await choose(page, 'sgd')
  await showsRule(page, 'sgd')
  assert.deepEqual(await sentences(page), [])
  const asked = page.waitForResponse(COMPUTE)
  await choose(page, 'lion')
  assert.equal((await asked).status(), 200, 'chosen again, it is asked for again')
  await showsRule(page, 'lion')
  assert.deepEqual(await sentences(page), [])
})
