// A figure downloads the module and the texts of its lab, and the second module of the lab when heavy work is asked for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { textsOf } from '../scripts/lib/texts.mjs'
import { differences } from './support/differences.mjs'
import { frameOf, notes, queryOf, sentences, settled } from './support/figure.mjs'
import { builtLabs, builtModules, moduleFiles } from './support/modules.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'
import { modulesFor } from './support/which-module.mjs'

const site = useSite()

const COMPUTE = '**/optimizers_compute_bg*.wasm'
const HEAVY = 'lab=optimizers&landscape=himmelblau&map=basins&steps=200'

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

/** @param {import('playwright-core').Page} page @param {string} id @param {string} text */
const set = (page, id, text) =>
  page.evaluate(([id = '', text = '']) => document.querySelector('theta-flow')?.set(id, text), [id, text])

/**
 * Waits for a picture of basins, or for one without.
 * @param {import('playwright-core').Page} page
 * @param {boolean} wanted
 */
const showsBasins = (page, wanted) =>
  page.waitForFunction((wanted) => {
    const frame = /** @type {any} */ (document.querySelector('theta-flow'))?.frame
    return frame && (frame.basins ? frame.basins.progress === 1 : false) === wanted
  }, wanted)

/** @param {import('playwright-core').Page} page */
async function assertSameNumbers(page) {
  const [found, expected] = await Promise.all([frameOf(page), runNative(await queryOf(page))])
  assert.deepEqual(differences(found, expected).slice(0, 3), [])
}

test('a module refuses what is simulated by another one, and answers no other question instead', async () => {
  const { glue, code } = await moduleFiles('gans_compute', site.base)
  const { page } = await site.article('', { figures: 0 })
  const asked = await page.evaluate(
    async ([glue, code]) => {
      const module = await import(/* @vite-ignore */ glue)
      await module.default({ module_or_path: await (await fetch(code)).arrayBuffer() })
      const fails = (/** @type {() => unknown} */ attempt) => {
        try {
          attempt()
          return ''
        } catch (error) {
          return String(error)
        }
      }
      const session = new module.Session('batch=16')
      return [
        fails(() => new module.Session('view=dirac')),
        fails(() => session.set_query('view=dirac')),
        fails(() => session.set_query('batch=32')),
      ]
    },
    /** @type {const} */ ([glue, code]),
  )
  assert.deepEqual(asked, ['asked of the wrong module', 'asked of the wrong module', ''])
})

test('an embed downloads the module and the texts of its lab and no others', async () => {
  const labs = await builtLabs()
  const text = await textsOf('en')
  assert.ok(labs.includes('optimizers') && (await builtModules()).includes('optimizers_compute'))
  for (const lab of labs) {
    /** @type {ReturnType<typeof downloads> | undefined} */
    let seen
    const { page } = await site.show(`embed.html#lab=${lab}`, {
      prepare: async (page) => {
        seen = downloads(page)
      },
    })
    await page.waitForLoadState('networkidle')
    // What a lab shows first may be heavy work.
    const [computing = lab] = await modulesFor(page, site.base, lab, [''])
    assert.deepEqual([...(seen?.modules ?? [])], [...new Set([lab, computing])])
    const texts = (await seen?.texts()) ?? ''
    assert.ok(texts.includes(text.control.play) && texts.includes(text.lab[lab].title))
    assert.ok(!texts.includes(text.cli.about.thetaflow))
    for (const other of labs) assert.equal(texts.includes(text.lab[other].title), other === lab, `${other} in ${lab}`)
  }
})

test('heavy parameters are computed by the second module, with the same numbers', async () => {
  /** @type {ReturnType<typeof downloads> | undefined} */
  let seen
  const { page } = await site.show('embed.html#landscape=himmelblau', {
    prepare: async (page) => {
      seen = downloads(page)
    },
  })
  await set(page, 'lr', '0.02')
  await settled(page, 2)
  assert.deepEqual([...(seen?.modules ?? [])], ['optimizers'])

  await set(page, 'map', 'basins')
  await showsBasins(page, true)
  assert.deepEqual([...(seen?.modules ?? [])], ['optimizers', 'optimizers_compute'])
  await settled(page)
  await assertSameNumbers(page)

  await set(page, 'map', 'loss')
  await showsBasins(page, false)
  await set(page, 'chart', 'order')
  await settled(page)
  await assertSameNumbers(page)
  assert.deepEqual(new Set(Object.values((await notes(page)).most)), new Set([1]))
  assert.deepEqual(await sentences(page), [])
})

test('a link to heavy parameters is computed by the second module at once', async () => {
  const { page } = await site.show(`embed.html#${HEAVY}`)
  await showsBasins(page, true)
  await assertSameNumbers(page)
})

test('while the second module is on its way the old picture stays, and other parameters do not wait for it', async () => {
  /** @type {(value?: unknown) => void} */
  let arrive = () => {}
  const arrived = new Promise((resolve) => {
    arrive = resolve
  })
  const { page } = await site.show('embed.html', {
    prepare: (page) =>
      page.route(COMPUTE, async (route) => {
        await arrived
        await route.continue()
      }),
  })
  const { frames } = await notes(page)
  const before = await frameOf(page)
  const asked = page.waitForRequest(COMPUTE)
  await set(page, 'map', 'basins')
  await asked
  assert.deepEqual(await frameOf(page), before)
  assert.equal((await notes(page)).frames, frames)
  await page.evaluate(() => document.querySelector('theta-flow')?.load('rule=lion'))
  await page.waitForFunction(
    () => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.runs[0].rule === 'lion',
  )
  await set(page, 'map', 'basins')
  arrive()
  await showsBasins(page, true)
})

test('without a worker the second module runs in the page', async () => {
  for (const search of ['?runner=page', '']) {
    const { page } = await site.show(`embed.html${search}#${HEAVY}`, {
      prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'Worker')),
    })
    await showsBasins(page, true)
    await assertSameNumbers(page)
    assert.deepEqual(await sentences(page), [])
  }
})

test('a second module that does not come is done without, in one sentence', async () => {
  let missing = true
  const { page, problems } = await site.show('embed.html', {
    prepare: (page) =>
      page.route(COMPUTE, (route) => (missing ? route.fulfill({ status: 404, body: 'no' }) : route.continue())),
  })
  const { frames } = await notes(page)
  await set(page, 'map', 'basins')
  await settled(page, frames + 1)
  assert.equal((await frameOf(page)).step, 500)
  await showsBasins(page, false)
  assert.match((await sentences(page)).join(), /heavy computations could not be loaded/)
  assert.equal((await sentences(page)).length, 1)
  assert.ok(problems.splice(0).length > 0)

  missing = false
  await set(page, 'map', 'loss')
  await settled(page, frames + 2)
  assert.deepEqual(await sentences(page), [])
  await set(page, 'map', 'basins')
  await showsBasins(page, true)
  assert.deepEqual(await sentences(page), [], 'chosen again, it was asked for again')
})
