// What scripts say to a figure and hear from it: values of every kind, calls that come early, who did what, and what
// could not be done.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { control, frameOf, loadState, notes, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

/** @typedef {import('../www/theta-flow').ThetaFlow} ThetaFlow */

const site = useSite()
const FAR = '<div style="height: 6000px"></div>'

/**
 * Runs in the page, with the only figure.
 * @template Result
 * @param {import('playwright-core').Page} page
 * @param {(figure: ThetaFlow) => Result} act
 * @returns {Promise<Awaited<Result>>}
 */
const on = (page, act) => page.locator('theta-flow').evaluate(/** @type {any} */ (act))

test('values are text, numbers, booleans and points, in both directions', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=20"></theta-flow>')
  const answers = await on(page, (figure) => [
    figure.set('lr', 0.002),
    figure.get('lr'),
    figure.set('eps', 1e-7),
    figure.get('eps'),
    figure.set('lr', '0.003'),
    figure.get('lr'),
    figure.set('arrows', true),
    figure.get('arrows'),
    figure.set('arrows', false),
    figure.get('arrows'),
    figure.set('start', [0.5, -0.25]),
    figure.get('start'),
    figure.set('steps', 30),
    figure.get('steps'),
    figure.set('rule', 'sgd'),
    figure.get('rule'),
    figure.get('no-such'),
  ])
  assert.deepEqual(answers, [
    ...[true, 0.002, true, 1e-7, true, 0.003, true, true, true, false, true, [0.5, -0.25], true, 30, true, 'sgd'],
    undefined,
  ])
  const kinds = await on(page, (figure) =>
    Object.fromEntries(figure.schema?.params.map(({ id, kind }) => [id, kind.type]) ?? []),
  )
  assert.equal(kinds.lr, 'number')
  assert.equal(kinds.start, 'point')

  await loadState(page, 'lab=gans&view=live&data=points&steps=10')
  assert.deepEqual(
    await on(page, (figure) => [
      figure.set('points', [
        [0.5, 1],
        [-1, 0.25],
      ]),
      figure.get('points'),
      figure.set('points', []),
      figure.get('points'),
    ]),
    [
      true,
      [
        [0.5, 1],
        [-1, 0.25],
      ],
      true,
      [],
    ],
  )
})

test('what is no value is refused with a sentence, and the last good one stays', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="lr=0.002&steps=20"></theta-flow>')
  const answers = await on(page, (figure) => {
    const loose = /** @type {any} */ (figure)
    const heard = /** @type {string[]} */ ([])
    figure.addEventListener('theta-error', ({ detail }) => heard.push(...detail.sentences))
    const values = [null, undefined, {}, [1, 2, 3], [[1, 2], 3], () => 1, Number.NaN, true, [1, 2]]
    const taken = values.map((value) => loose.set('lr', value))
    loose.set(undefined, 1)
    loose.seek('here')
    loose.step({})
    const lr = figure.get('lr')
    loose.load(undefined)
    return { taken, heard, lr }
  })
  assert.deepEqual(new Set(answers.taken), new Set([false]))
  assert.equal(answers.heard.length, 13)
  assert.match(answers.heard[0] ?? '', /^learning rate \(lr\): null is no value\. Allowed: text, a number/)
  assert.match(answers.heard[6] ?? '', /“NaN” is not a number/)
  assert.match(answers.heard[7] ?? '', /“on” is not a number/)
  assert.match(answers.heard[9] ?? '', /no parameter “undefined”/)
  assert.match(answers.heard[10] ?? '', /^step: “here” is not a number\. Allowed: 0 to 20/)
  assert.equal(answers.lr, 0.002)
  await settled(page)
})

test('calls before the first picture are kept and carried out in order', async () => {
  const { page } = await site.article(`${FAR}<theta-flow lab="gans"></theta-flow>`, { figures: 0 })
  const early = await page.evaluate(async () => {
    await customElements.whenDefined('theta-flow')
    const figure = /** @type {ThetaFlow} */ (document.querySelector('theta-flow'))
    const changes = /** @type {unknown[]} */ ([])
    const errors = /** @type {string[]} */ ([])
    figure.addEventListener('theta-change', ({ detail }) => changes.push([detail.id, detail.committed, detail.by]))
    figure.addEventListener('theta-error', ({ detail }) => errors.push(...detail.sentences))
    figure.set('lr', 0.5)
    // Another beginning puts an end to what was said before, as it does later.
    figure.lab = 'optimizers'
    figure.params = 'steps=60'
    const taken = figure.set('rule', 'sgd')
    for (let step = 1; step <= 30; step++) figure.seek(step, false)
    for (let lr = 1; lr <= 30; lr++) figure.set('lr', lr / 100_000, false)
    figure.set('lr', 99)
    figure.play()
    figure.pause()
    figure.seek(20)
    figure.step(3)
    Object.assign(window, { changes, errors, svg: figure.exportSvg(), json: figure.exportJson() })
    return [taken, figure.frame ?? null, figure.status ?? null, figure.get('lr') ?? null, figure.schema ?? null]
  })
  assert.deepEqual(early, [true, null, null, null, null])
  await page.evaluate(() => document.querySelector('theta-flow')?.scrollIntoView())
  await settled(page)
  assert.equal(await queryOf(page), 'rule=sgd&lr=0.0003&steps=60')
  assert.equal((await frameOf(page)).step, 23)
  const { changes, errors, json, svg } = await page.evaluate(async () => {
    const { changes, errors, json, svg } = /** @type {any} */ (window)
    return { changes, errors, json: JSON.parse(await json), svg: await svg }
  })
  assert.deepEqual(changes, [
    ['rule', true, 'script'],
    ['step', false, 'script'],
    ['lr', false, 'script'],
    ['step', true, 'script'],
    ['step', true, 'script'],
  ])
  assert.equal(errors.length, 1)
  assert.match(errors[0], /^learning rate \(lr\): 99 is out of range/)
  assert.equal(json.step, 23)
  assert.match(svg, /^<svg|^<\?xml/)
  const { events, queries } = await notes(page)
  assert.deepEqual(
    events.filter((type) => type !== 'theta-change'),
    ['theta-error', 'theta-play', 'theta-pause'],
  )
  assert.equal(queries.length, 1, 'only what they come to is computed')

  // What is set as a property goes before what is called after it, in a figure that runs, too.
  await on(page, (figure) => {
    figure.params = 'steps=40&lr=0.1'
    figure.set('rule', 'lion')
    figure.lab = 'angles'
    figure.set('n', 5)
  })
  await page.waitForFunction(() => document.querySelector('theta-flow')?.values.some(({ id }) => id === 'n'))
  await settled(page)
  assert.deepEqual(await on(page, (figure) => [figure.schema?.lab, figure.get('n'), figure.get('steps')]), [
    'angles',
    5,
    40,
  ])
})

test('ready: the first picture, anew for another lab, and a failure that says why', async () => {
  let isThere = false
  const { page, problems } = await site.article('<theta-flow lab="optimizers" params="steps=20"></theta-flow>', {
    figures: 0,
    prepare: (page) =>
      page.route(/(optimizers|angles)_bg-.*\.wasm/, (route) =>
        isThere ? route.continue() : route.fulfill({ status: 404 }),
      ),
  })
  /** Waits for `ready`, and says what came of it. */
  const ready = () =>
    on(page, (figure) =>
      figure.ready.then(
        (same) => [same === figure, figure.matches(':state(ready)'), figure.matches(':state(failed)')],
        (error) => String(error.message),
      ),
    )
  await page.evaluate(() => {
    const labs = /** @type {string[]} */ ([])
    document.addEventListener('theta-ready', ({ detail }) => labs.push(detail.lab))
    Object.assign(window, { labs })
  })
  const labs = () => page.evaluate(() => /** @type {any} */ (window).labs)
  assert.match(String(await ready()), /^The figure could not be loaded: its WebAssembly file did not arrive/)
  assert.ok(await on(page, (figure) => figure.matches(':state(failed):not(:state(ready))')))
  problems.length = 0

  // There is another try when it is given something else to show.
  isThere = true
  await on(page, (figure) => {
    figure.params = 'steps=30'
  })
  assert.deepEqual(await ready(), [true, true, false])
  assert.deepEqual(await labs(), ['optimizers'])
  assert.deepEqual(await on(page, (figure) => [figure.get('steps'), Boolean(figure.frame)]), [30, true])

  await on(page, (figure) => {
    figure.lab = 'estimators'
  })
  assert.deepEqual(await ready(), [true, true, false])
  assert.equal(await on(page, (figure) => figure.schema?.lab), 'estimators')
  assert.deepEqual(await labs(), ['optimizers', 'estimators'])

  // A lab that cannot be had leaves the one on show, which is as ready as it was.
  isThere = false
  assert.match(
    await on(page, (figure) => {
      figure.lab = 'angles'
      return figure.ready.then(
        () => '',
        (error) => error.message,
      )
    }),
    /did not arrive/,
  )
  problems.length = 0
  assert.deepEqual(await ready(), [true, true, false])
  assert.equal(await on(page, (figure) => figure.schema?.lab), 'estimators')
  // Taken out of the page it shows nothing; put back, it is to be waited for again.
  assert.deepEqual(
    await on(page, async (figure) => {
      const { ready, parentElement } = figure
      figure.remove()
      await new Promise((resolve) => setTimeout(resolve))
      parentElement?.append(figure)
      return [figure.ready !== ready, (await figure.ready) === figure]
    }),
    [true, true],
  )
})

test('events say who did it', async () => {
  const { page } = await site.article(
    `<theta-flow lab="optimizers" params="steps=20" group="a" controls="lr,rule" autoplay></theta-flow>
     <theta-flow lab="optimizers" params="steps=30&rule=sgd" group="a" controls="lr"></theta-flow>`,
    {
      figures: 2,
      viewport: { width: 900, height: 2400 },
      reducedMotion: 'no-preference',
      prepare: (page) =>
        page.addInitScript(() => {
          const heard = /** @type {string[]} */ ([])
          for (const type of ['theta-change', 'theta-play', 'theta-pause']) {
            document.addEventListener(type, (event) => {
              const { detail, target } = /** @type {CustomEvent} */ (event)
              const index = [...document.querySelectorAll('theta-flow')].indexOf(/** @type {any} */ (target))
              heard.push(`${index} ${type.slice(6)} ${detail.id === undefined ? '' : `${detail.id} `}${detail.by}`)
              // What a page does when it hears of something, it does itself.
              if (detail.id === 'rule' && detail.by === 'reader') /** @type {any} */ (target).set('lr', 0.01)
            })
          }
          Object.assign(window, { heard })
        }),
    },
  )
  const heard = () => page.evaluate(() => /** @type {any} */ (window).heard.splice(0))
  await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => /group-/.test(name)))
  await page.waitForFunction(() => /** @type {any} */ (window).heard.includes('0 pause figure'))
  await settled(page)
  assert.equal((await heard())[0], '0 play figure')

  const figure = page.locator('theta-flow').first()
  await figure.locator('[data-param=lr] input[type=range]').press('ArrowRight')
  // The group, which listens to the figure itself, is there before the page around it.
  assert.deepEqual([...new Set(await heard())], ['1 change lr group', '0 change lr reader'])
  await figure.locator('.handle').press('ArrowUp')
  assert.deepEqual(await heard(), ['1 change start group', '0 change start reader'])
  await figure.getByRole('button', { name: 'Back to step 0' }).click()
  await figure.getByRole('button', { name: 'Play' }).click()
  await page.waitForFunction(() => [...document.querySelectorAll('theta-flow')].every(({ playing }) => !playing))
  assert.deepEqual((await heard()).slice(0, 4), [
    '1 change step group',
    '0 change step reader',
    '1 play group',
    '0 play reader',
  ])
  await figure.locator('[data-param=rule] select').selectOption('heun')
  assert.deepEqual((await heard()).sort(), [
    '0 change lr script',
    '0 change rule reader',
    '1 change lr group',
    '1 change rule group',
  ])
})

test('a page may say itself what was refused', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=20"></theta-flow>')
  const said = await on(page, (figure) => {
    const said = /** @type {string[]} */ ([])
    document.addEventListener('theta-error', (event) => {
      said.push(...event.detail.sentences)
      if (event.detail.errors[0]?.args.id === 'lr') event.preventDefault()
    })
    figure.set('lr', 99)
    figure.set('steps', -1)
    return said
  })
  assert.equal(said.length, 2)
  assert.deepEqual(await sentences(page), said.slice(1))

  // In the words of the lab that is to come, and at once.
  assert.match(
    await on(page, async (figure) => {
      const said = new Promise((resolve) =>
        figure.addEventListener('theta-error', ({ detail }) => resolve(detail.sentences.join()), { once: true }),
      )
      figure.load('lab=angles&n=x')
      return said
    }),
    /^dimension \(n\): “x” is not/,
  )
  await on(page, (figure) => figure.ready)
  await settled(page)
})

test('theta-frame comes many times a second and stays with the figure', async () => {
  const { page } = await site.article('<div><theta-flow lab="optimizers" params="steps=20"></theta-flow></div>')
  const heard = await on(page, async (figure) => {
    const heard = /** @type {string[]} */ ([])
    document.querySelector('div')?.addEventListener('theta-frame', () => heard.push('around'))
    figure.addEventListener('theta-frame', () => heard.push('figure'))
    figure.reset()
    while (heard.length === 0) await new Promise((resolve) => requestAnimationFrame(resolve))
    return heard
  })
  assert.deepEqual(heard, ['figure'])
  // Controls with which a reader changes something before that.
  await control(page, 'lr').field.fill('0.001')
  await page.keyboard.press('Enter')
  await settled(page)
  assert.equal(await queryOf(page), 'lr=0.001&steps=20')
})
