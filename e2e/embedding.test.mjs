// A figure in pages of others: from another origin, under a strict policy, thirty of them, resized, hidden, taken out.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { frameOf, notes, sentences, settled, stepWanted } from './support/figure.mjs'
import { builtLabs } from './support/modules.mjs'
import { serveDist } from './support/server.mjs'
import { layoutShifts, watchLayoutShifts } from './support/shifts.mjs'
import { useSite } from './support/site.mjs'

const FIGURE = '<theta-flow lab="optimizers" params="steps=40" controls="none"><em>a child</em></theta-flow>'

/** @param {string} policy */
const withPolicy = (policy) => useSite({ headers: { 'content-security-policy': policy } })

describe('content security policies', () => {
  const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:"
  const strict = withPolicy(`${STRICT}; worker-src 'self'`)
  const withoutWorkers = withPolicy(`${STRICT}; worker-src 'none'`)
  const withoutWasm = withPolicy(
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:; worker-src 'self'",
  )

  test('one that allows scripts, WebAssembly and workers, and no styles at all, is enough', async () => {
    const { page } = await strict.article(FIGURE)
    assert.equal((await frameOf(page)).step, 40)
    assert.equal((await notes(page)).workers, 1)
    const style = await page.locator('theta-flow .transport').evaluate((element) => getComputedStyle(element).display)
    assert.equal(style, 'flex', 'the styles of the figure are there')
    await page.locator('theta-flow .handle').press('ArrowUp')
    await settled(page, 2)
  })

  test('the page computes where workers are refused', async () => {
    const { page, problems } = await withoutWorkers.article(FIGURE, { figures: 0 })
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame?.step === 40)
    assert.deepEqual(await sentences(page), [])
    for (const problem of problems.splice(0)) assert.match(problem, /worker-src/)
  })

  test('where WebAssembly is refused, a sentence and the poster stand', async () => {
    const poster = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='
    const { page, problems } = await withoutWasm.article(
      FIGURE.replace('<theta-flow', `<theta-flow poster="${poster}"`),
      {
        figures: 0,
      },
    )
    await page.locator('.messages p').waitFor()
    assert.match((await sentences(page)).join(), /does not allow its WebAssembly/)
    assert.ok(await page.locator('theta-flow .poster').isVisible())
    assert.ok(!(await page.locator('theta-flow .transport').isVisible()), 'nothing to press that would not work')
    assert.ok(problems.splice(0).length > 0)
  })
})

describe('another origin', () => {
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let open
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let closed
  /** @type {Awaited<ReturnType<typeof serveDist>>} */
  let halfOpen
  before(async () => {
    open = await serveDist({ headers: { 'access-control-allow-origin': '*' } })
    closed = await serveDist()
    halfOpen = await serveDist({
      headers: (pathname) => (pathname.endsWith('.js') ? { 'access-control-allow-origin': '*' } : {}),
    })
  })
  after(async () => {
    await open?.close()
    await closed?.close()
    await halfOpen?.close()
  })
  const site = useSite()
  /** What went wrong besides that another origin was asked, which is meant here. @param {string[]} problems */
  const others = (problems) => problems.splice(0).filter((problem) => !problem.startsWith(`request to ${open.origin}/`))

  test('with CORS headers all of it may come from there, the worker too', async () => {
    const { page, problems } = await site.article(FIGURE, { script: `${open.base}theta-flow.js` })
    assert.equal((await frameOf(page)).step, 40)
    assert.equal(page.workers().length, 1)
    assert.deepEqual(others(problems), [])
  })

  test('where a policy refuses such a worker, the page computes', async () => {
    const policy = `default-src 'none'; script-src ${open.origin} 'wasm-unsafe-eval'; connect-src ${open.origin}; img-src data:; worker-src 'self'`
    const { page, problems } = await site.article(FIGURE, {
      figures: 0,
      script: `${open.base}theta-flow.js`,
      head: `<meta http-equiv="content-security-policy" content="${policy}">`,
    })
    await page.waitForFunction(() => /** @type {any} */ (document.querySelector('theta-flow'))?.frame?.step === 40)
    assert.equal(page.workers().length, 0)
    for (const problem of others(problems)) assert.match(problem, /worker-src/)
  })

  test('without CORS headers the children stand, and the browser says why', async () => {
    const { page, problems } = await site.article(FIGURE, { figures: 0, script: `${closed.base}theta-flow.js` })
    await page.waitForLoadState('networkidle')
    assert.ok(await page.getByText('a child').isVisible())
    assert.match(problems.splice(0).join('\n'), /CORS/)
  })

  test('where only the scripts have them, a sentence says that the module did not arrive', async () => {
    const { page, problems } = await site.article(FIGURE, {
      figures: 0,
      script: `${halfOpen.base}theta-flow.js`,
    })
    await page.locator('.messages p').waitFor()
    assert.match((await sentences(page)).join(), /its WebAssembly file did not arrive/)
    assert.ok(await page.getByText('a child').isVisible())
    assert.ok(problems.splice(0).length > 0)
  })
})

describe('many, resized, hidden, taken out', () => {
  const site = useSite()

  test('of thirty figures only those in sight run', async () => {
    const figures = Array.from({ length: 30 }, (_, index) => `<p>${index}</p>${FIGURE}`).join('')
    const { page } = await site.article(figures, { viewport: { width: 700, height: 800 } })
    const started = () =>
      page
        .locator('theta-flow')
        .evaluateAll((all) => all.flatMap((figure, at) => (/** @type {any} */ (figure).status ? [at] : [])))
    const near = () =>
      page.locator('theta-flow').evaluateAll((all) =>
        all.flatMap((figure, at) => {
          const { top, bottom } = figure.getBoundingClientRect()
          return bottom > -301 && top < innerHeight + 301 ? [at] : []
        }),
      )
    // A figure gets its own height once it runs, which brings others out of sight: those may have begun as well.
    const first = await started()
    assert.ok(first.length > 0 && first.length <= 4, `${first.length} have begun`)
    for (const at of await near()) assert.ok(first.includes(at), `${at} is in sight`)
    assert.deepEqual(Object.keys((await notes(page)).most).length, first.length, 'as many simulations')

    // All play; only those in sight are asked for pictures.
    await page.evaluate(() => {
      const drawn = /** @type {Set<Element>} */ (new Set())
      addEventListener('theta-frame', ({ target }) => drawn.add(/** @type {Element} */ (target)), { capture: true })
      Object.assign(window, { drawn })
      for (const figure of document.querySelectorAll('theta-flow')) figure.play()
    })
    await page
      .locator('theta-flow')
      .nth(20)
      .evaluate((figure) => figure.scrollIntoView({ behavior: 'instant' }))
    await page.waitForFunction(() => /** @type {any} */ (document.querySelectorAll('theta-flow')[20])?.status)
    await settled(page)
    await page.evaluate(() => /** @type {any} */ (window).drawn.clear())
    await page.evaluate(() => {
      for (const figure of document.querySelectorAll('theta-flow')) figure.reset()
    })
    await page.waitForFunction(() => /** @type {any} */ (window).drawn.size > 0)
    await settled(page)
    const drawn = await page.evaluate(() => {
      const all = [...document.querySelectorAll('theta-flow')]
      return [.../** @type {any} */ (window).drawn].map((figure) => all.indexOf(figure)).sort((a, b) => a - b)
    })
    assert.ok(drawn.includes(20))
    assert.ok(drawn.length <= 4 && drawn.every((at) => at >= 18 && at <= 23), `drawn: ${drawn}`)
    assert.ok((await notes(page)).workers <= 4)
  })

  test('a window that changes its size all the time ends with the right picture', async () => {
    const { page } = await site.article('<theta-flow lab="optimizers" params="steps=40"></theta-flow>')
    const before = await frameOf(page)
    for (let turn = 0; turn < 40; turn++)
      await page.setViewportSize({ width: 340 + ((turn * 137) % 1200), height: 700 })
    await page.setViewportSize({ width: 777, height: 900 })
    await settled(page)
    const sizes = await page.locator('theta-flow canvas').evaluateAll((all) =>
      all.map((canvas) => {
        const { width, height } = canvas.getBoundingClientRect()
        const { width: pixels } = /** @type {HTMLCanvasElement} */ (canvas)
        return { width, height, right: Math.abs(pixels - width * devicePixelRatio) < 1.5 }
      }),
    )
    for (const { width, height, right } of sizes) assert.ok(right && width > 300 && height > 200, JSON.stringify(sizes))
    assert.deepEqual(await frameOf(page), before)
  })

  test('in a tab that nobody looks at it rests, and then goes on from there', async () => {
    const { page } = await site.article('<theta-flow lab="optimizers" params="steps=2000"></theta-flow>')
    await page.evaluate(() => {
      let state = 'visible'
      Object.defineProperty(document, 'visibilityState', { get: () => state })
      Object.assign(window, {
        show: (/** @type {string} */ to) => {
          state = to
          document.dispatchEvent(new Event('visibilitychange'))
        },
      })
      document.querySelector('theta-flow')?.play()
    })
    await page.waitForFunction(() => {
      const frame = /** @type {any} */ (document.querySelector('theta-flow'))?.frame
      return frame && frame.step > 2 && frame.step < 2000
    })
    await page.evaluate(() => /** @type {any} */ (window).show('hidden'))
    const { frames, asked } = await notes(page)
    // Time that it must not make up for.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 700)))
    assert.ok((await notes(page)).frames <= frames + 1, 'a picture that was on its way at most')
    const hidden = await stepWanted(page)
    await page.evaluate(() => /** @type {any} */ (window).show('visible'))
    await page.waitForFunction((asked) => /** @type {any} */ (window).watch.asked.length > asked, asked.length)
    const shown = (await notes(page)).asked[asked.length] ?? 0
    // However late a picture comes, time goes on by a tenth of a second at most, which is six steps and a fraction.
    assert.ok(
      hidden !== undefined && shown >= hidden && shown <= hidden + 7,
      `${hidden} to ${shown}: no leap over the time away`,
    )
    assert.equal(await page.evaluate(() => document.querySelector('theta-flow')?.playing), true)
  })

  test('taken out and put back two hundred times, it leaves nothing behind', async () => {
    const { page } = await site.article(`<main>${FIGURE}</main>`)
    const client = await page.context().newCDPSession(page)
    const count = async () => {
      await client.send('HeapProfiler.collectGarbage')
      await client.send('HeapProfiler.collectGarbage')
      const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters')
      return { nodes, jsEventListeners, workers: page.workers().length }
    }
    /** A figure that is gone for good, every other time. @param {number} times */
    const turn = (times) =>
      page.evaluate(async (times) => {
        const main = document.querySelector('main')
        const options = { once: true, capture: true }
        const drawn = () => new Promise((resolve) => main?.addEventListener('theta-frame', resolve, options))
        for (let at = 0; at < times; at++) {
          const old = main?.querySelector('theta-flow')
          const next = at % 2 ? old : /** @type {Element} */ (old?.cloneNode(true))
          old?.remove()
          await new Promise((resolve) => setTimeout(resolve))
          const picture = drawn()
          if (next) main?.append(next)
          await picture
        }
      }, times)
    // The first of everything makes caches and pools.
    await turn(20)
    const before = await count()
    await turn(180)
    const after = await count()
    assert.equal(after.workers, before.workers)
    assert.ok(after.jsEventListeners <= before.jsEventListeners + 4, JSON.stringify({ before, after }))
    assert.ok(after.nodes <= before.nodes + 20, JSON.stringify({ before, after }))
    await settled(page)
    assert.equal((await frameOf(page)).step, 40)
  })

  test('a reader who scrolls down sees no text jump, nobody else is asked, and no cookie is set', async () => {
    const text = '<p>A paragraph of the article.</p>'.repeat(12)
    const labs = await builtLabs()
    const { page } = await site.article(
      labs.map((lab) => `${text}<theta-flow lab="${lab}" controls="none"></theta-flow>`).join('') + text,
      {
        // As the documentation advises: until the script is there, the element has no room of its own.
        head: '<style>theta-flow { display: block; min-height: 46rem }</style>',
        figures: 0,
        viewport: { width: 700, height: 800 },
        prepare: watchLayoutShifts,
      },
    )
    let before = 0
    for (const [at, lab] of labs.entries()) {
      await page.locator('theta-flow').nth(at).scrollIntoViewIfNeeded()
      // Not the end of its run: live training would rest unfinished out of sight.
      await page.waitForFunction((at) => {
        const figure = document.querySelectorAll('theta-flow')[at]
        return figure?.status && figure.shadowRoot?.querySelector('.readouts:not(.waiting), .export button:enabled')
      }, at)
      const shifts = await layoutShifts(page)
      assert.ok(shifts - before < 0.08, `${lab}: moved by ${shifts - before}`)
      before = shifts
    }
    assert.deepEqual(await page.context().cookies(), [])
  })
})
