// What has to work in every engine, each check written once; and the frames, which have to be the same to the byte.
// Started by `npm run test:engines`.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { fingerprints } from '../support/fingerprints.mjs'
import { builtLabs, builtModules } from '../support/modules.mjs'
import { generator, randomSetting, schemas } from '../support/random-states.mjs'
import { findEngines } from './engines.mjs'
import { serveWatched } from './watched.mjs'

const PICTURES = new URL('../../test-results/engines/', import.meta.url)
const WIDE = { width: 1280, height: 900 }
const NARROW = { width: 390, height: 844 }
/** Random settings of each module whose frames are compared. */
const SETTINGS = 25
const LONGEST = 40
const PATIENCE_MS = 60_000

const engines = await findEngines()
const labs = await builtLabs()
const server = await serveWatched()
after(() => server.close())

/** The fingerprints of all frames, by engine. @type {Map<string, string[]>} */
const frames = new Map()
/** @type {import('../support/fingerprints.mjs').Task[]} */
let tasks = []

for (const { name, launch, advice } of engines) {
  describe(name, { skip: launch ? false : `${name} is not installed. ${advice}` }, () => {
    /** @type {import('./engines.mjs').Engine} */
    let engine
    before(async () => {
      if (!launch) return
      engine = await launch()
      console.log(`${name}: ${engine.version}`)
    })
    after(() => engine?.close())

    /** Opens a page and waits for its first figure to be at rest. @param {string} path */
    async function show(path, size = WIDE) {
      await engine.open(new URL(path, server.base).href, size)
      await settled()
    }

    /** Every figure shows what it was asked for. */
    async function settled() {
      await until(() => /** @type {any} */ (window).watch?.frames > 0)
      await engine.evaluate(() => /** @type {any} */ (window).watch.rest(), null)
    }

    /**
     * @template A
     * @param {(arg: A) => unknown} condition in the page
     * @param {A} [arg]
     */
    async function until(condition, arg) {
      const end = Date.now() + PATIENCE_MS
      while (!(await engine.evaluate(condition, /** @type {A} */ (arg)))) {
        assert.ok(Date.now() < end, `still not: ${condition}; ${(await problems()).join('\n')}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }

    const problems = () => engine.evaluate(() => /** @type {any} */ (window).problems, null)
    const figure = () =>
      engine.evaluate(() => {
        const { state, query, frame, status, playing } = /** @type {any} */ (document.querySelector('theta-flow'))
        return { state, query, step: frame?.step, last: frame?.last_step, status, playing, hash: location.hash }
      }, null)
    const sentences = () =>
      engine.evaluate(() => {
        const root = document.querySelector('theta-flow')?.shadowRoot
        return [...(root?.querySelectorAll('.messages p > span') ?? [])].map((span) => span.textContent ?? '')
      }, null)

    /** Gives the focus to a part of the figure. @param {string} selector */
    const focus = (selector) =>
      engine.evaluate((selector) => {
        const element = document.querySelector('theta-flow')?.shadowRoot?.querySelector(selector)
        if (!(element instanceof HTMLElement)) throw new Error(`there is no ${selector}`)
        element.focus()
      }, selector)

    /** @param {string} what */
    async function photograph(what) {
      await mkdir(PICTURES, { recursive: true })
      await writeFile(new URL(`${name.toLowerCase()}-${what}.png`, PICTURES), await engine.screenshot())
    }

    for (const lab of labs) {
      test(`${lab} opens, computes in a worker and draws`, async () => {
        await show(`embed.html?lang=en#lab=${lab}`)
        const found = await engine.evaluate(() => {
          const figure = /** @type {any} */ (document.querySelector('theta-flow'))
          const canvases = /** @type {HTMLCanvasElement[]} */ ([...figure.shadowRoot.querySelectorAll('canvas')])
          const painted = canvases.map((canvas) => {
            const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
            return data?.some((value, at) => at % 4 === 3 && value > 0) ?? false
          })
          const { workers, answers } = /** @type {any} */ (window).watch
          return { painted, workers, answers, status: figure.status?.id, readouts: figure.readouts.length }
        }, null)
        assert.deepEqual(found.painted, [true, true])
        assert.ok(found.workers >= 1 && found.answers >= 1, 'the answers came from a worker')
        assert.ok(found.status && found.readouts > 0)
        assert.deepEqual(await problems(), [])
        await photograph(`${lab}-wide`)
        await show(`embed.html?lang=zh&theme=dark#lab=${lab}`, NARROW)
        const { scroll, width } = await engine.evaluate(
          () => ({ scroll: document.documentElement.scrollWidth, width: innerWidth }),
          null,
        )
        assert.ok(scroll <= width, `${scroll} pixels of page in a window of ${width}`)
        assert.deepEqual(await problems(), [])
        await photograph(`${lab}-narrow`)
      })

      test(`${lab}: the keys move its sliders and what can be dragged`, async () => {
        await show(`embed.html?lang=en#lab=${lab}`)
        const ids = await engine.evaluate(() => {
          const root = document.querySelector('theta-flow')?.shadowRoot
          const sliders = /** @type {HTMLInputElement[]} */ ([...(root?.querySelectorAll('.control .slider') ?? [])])
          return sliders.filter((slider) => slider.checkVisibility()).map(({ id }) => id)
        }, null)
        assert.ok(ids.length > 0)
        for (const id of ids.slice(0, 4)) {
          const before = await figure()
          await focus(`#${id}`)
          // A slider that stands at its right end goes left.
          const isFull = await engine.evaluate((id) => {
            const slider = document.querySelector('theta-flow')?.shadowRoot?.querySelector(`#${id}`)
            return slider instanceof HTMLInputElement && slider.value === slider.max
          }, id)
          await engine.press(isFull ? 'ArrowLeft' : 'ArrowRight')
          await settled()
          const now = await figure()
          assert.notEqual(now.query, before.query, id)
          assert.equal(now.hash, `#${now.state}`)
        }
        const handles = await engine.evaluate(() => {
          const root = document.querySelector('theta-flow')?.shadowRoot
          return [...(root?.querySelectorAll('.handle') ?? [])].map(
            (handle) => /** @type {HTMLElement} */ (handle).dataset.handle ?? '',
          )
        }, null)
        for (const handle of handles) {
          const before = await figure()
          await focus(`[data-handle="${handle}"]`)
          await engine.press('ArrowLeft')
          await engine.press('ArrowUp')
          await settled()
          assert.notEqual((await figure()).query, before.query, handle)
        }
        assert.deepEqual(await problems(), [])
      })

      test(`${lab} plays and pauses`, async () => {
        await show(`embed.html?lang=en#lab=${lab}&step=0`)
        await focus('.play')
        await engine.press('Space')
        await until(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame.step > 0)
        // It may be through already.
        if ((await figure()).playing) await engine.press('Space')
        await until(() => !document.querySelector('theta-flow')?.playing)
        await settled()
        const { events } = await engine.evaluate(() => {
          const { events } = /** @type {any} */ (window).watch
          return { events }
        }, null)
        assert.deepEqual(
          events.filter((/** @type {string} */ type) => /play|pause/.test(type)),
          ['theta-play', 'theta-pause'],
        )
        assert.deepEqual(await problems(), [])
      })
    }

    test('a permalink opens what it says, and "back" undoes a change', async () => {
      await show('embed.html#lab=optimizers&rule=momentum&lr=0.002&steps=80&step=33')
      assert.equal((await figure()).step, 33)
      await focus('[data-param=steps] input.field')
      await focus('#slider-lr')
      await engine.press('ArrowRight')
      await settled()
      const changed = await figure()
      assert.match(changed.hash, /^#lab=optimizers&rule=momentum&lr=0\.002\d+&steps=80&step=33$/)
      await engine.evaluate(() => history.back(), null)
      await until(() => document.querySelector('theta-flow')?.query === 'rule=momentum&lr=0.002&steps=80')
      await settled()
      assert.equal((await figure()).step, 33)
      assert.deepEqual(await problems(), [])
    })

    test('the mouse drags the starting point', async () => {
      await show('embed.html#lab=optimizers&rule=sgd')
      const [x = 0, y = 0] = await engine.evaluate(() => {
        const handle = document.querySelector('theta-flow')?.shadowRoot?.querySelector('[data-handle=start]')
        const box = handle?.getBoundingClientRect()
        return box ? [box.left + box.width / 2, box.top + box.height / 2] : []
      }, null)
      await engine.drag([x, y], [x + 40, y - 30])
      await settled()
      assert.match((await figure()).query, /^start=-?[\d.]+,-?[\d.]+&rule=sgd$/)
      const box = await engine.evaluate(() => {
        const handle = document.querySelector('theta-flow')?.shadowRoot?.querySelector('[data-handle=start]')
        const box = handle?.getBoundingClientRect()
        return box ? [box.left + box.width / 2, box.top + box.height / 2] : []
      }, null)
      assert.ok(Math.hypot((box[0] ?? 0) - x - 40, (box[1] ?? 0) - y + 30) < 2, `${box} from ${x}, ${y}`)
      assert.deepEqual(await problems(), [])
    })

    test('mistakes in a link have their sentences, and no markup of a link becomes markup', async () => {
      const markup = encodeURIComponent('<img src=x onerror=alert(1)>')
      await show(`embed.html?lang=en#lr=banana&rule=${markup}&${markup}=1&steps=30`)
      const said = await sentences()
      assert.equal(said.length, 3, said.join('\n'))
      assert.ok(said.some((sentence) => sentence.includes('“banana” is not a number')))
      const images = await engine.evaluate(
        () => document.querySelector('theta-flow')?.shadowRoot?.querySelectorAll('img').length,
        null,
      )
      assert.equal(images, 0)
      assert.equal((await figure()).step, 30)
      assert.deepEqual(await problems(), [])
    })

    test('the start page opens', async () => {
      // Its figures never rest.
      const opens = async (size = WIDE) => {
        await engine.open(new URL('index.html', server.base).href, size)
        await until(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame)
      }
      await opens()
      assert.deepEqual(await problems(), [])
      await photograph('site-wide')
      await opens(NARROW)
      await photograph('site-narrow')
      assert.deepEqual(await problems(), [])
    })

    test('frames of random settings are computed', async () => {
      await show('embed.html')
      if (tasks.length === 0) tasks = await randomTasks()
      frames.set(name, await fingerprints(engine, server.base, tasks))
    })

    /** @returns {Promise<import('../support/fingerprints.mjs').Task[]>} */
    async function randomTasks() {
      const modules = await builtModules()
      const random = generator(20_240_601)
      return (await schemas(engine, server.base)).flatMap((schema) =>
        [schema.lab, `${schema.lab}_compute`]
          .filter((module) => modules.includes(module))
          .flatMap((module) => [
            { module, lab: schema.lab, query: `steps=${LONGEST}` },
            ...Array.from({ length: SETTINGS }, () => ({
              module,
              ...randomSetting(schema, random, { steps: LONGEST }),
            })),
          ]),
      )
    }
  })
}

test('the bytes of all frames are the same in all engines', async (t) => {
  const [first, ...others] = [...frames]
  if (!first || others.length === 0) {
    t.skip('there is only one engine')
    return
  }
  const [reference, expected] = first
  assert.ok(tasks.length >= labs.length * SETTINGS && expected.length === tasks.length)
  assert.ok(new Set(expected).size > tasks.length / 2, 'different settings have different frames')
  console.log(`${tasks.length} frames compared in ${[...frames.keys()].join(', ')}`)
  for (const [name, found] of others) {
    const different = tasks.filter((_, at) => found[at] !== expected[at])
    assert.deepEqual(
      different.map(({ module, query }) => `${module}: ${query}`).slice(0, 3),
      [],
      `${different.length} of ${tasks.length} frames differ between ${reference} and ${name}`,
    )
  }
})
