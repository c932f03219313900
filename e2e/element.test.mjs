// The element as its author meets it: attributes, methods and events.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, notes, playedTo, queryOf, sentences, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/** @param {import('playwright-core').Page} page */
const shownControls = (page) =>
  page.locator('.control').evaluateAll((all) => all.map((element) => element.getAttribute('data-param')))

test('controls= chooses the controls and their order', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" controls="lr, rule beta1,momentum"></theta-flow>')
  assert.deepEqual(await shownControls(page), ['lr', 'rule', 'beta1'], 'momentum has no effect on Adam')
  await page.evaluate(() => document.querySelector('theta-flow')?.set('rule', 'momentum'))
  await settled(page, 2)
  assert.deepEqual(await shownControls(page), ['lr', 'rule', 'momentum'])
})

test('controls are made again when something of theirs has changed, and not for every picture', async () => {
  const { page } = await site.article(
    '<theta-flow lab="optimizers" params="landscape=custom&rule=sgd&lr=0.01&steps=40"></theta-flow>',
  )
  // What shows how a formula is read is given its control whenever controls are made.
  await page.evaluate(() => {
    const preview = document.querySelector('theta-flow')?.shadowRoot?.querySelector('theta-flow-formula')
    if (!preview) throw new Error('no formula')
    Object.assign(window, { made: 0 })
    Object.defineProperty(preview, 'control', { set: () => ++/** @type {any} */ (window).made })
    document.querySelector('theta-flow')?.play()
  })
  const made = () => page.evaluate(() => /** @type {any} */ (window).made)
  await playedTo(page, 10)
  assert.equal(await made(), 0)
  await page.evaluate(() => document.querySelector('theta-flow')?.set('lr', 0.02))
  await settled(page)
  assert.equal(await made(), 1)
})

test('controls="none" leaves the figure and its transport', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" controls="none"></theta-flow>')
  assert.deepEqual(await shownControls(page), [])
  assert.equal(await page.locator('.controls').count(), 0)
  assert.ok(await page.getByRole('button', { name: 'Play' }).isVisible())
  assert.ok(await page.locator('.handle').isVisible())
})

test('a control that does not exist is named to the author, and not to the reader', async () => {
  const { page, problems } = await site.article('<theta-flow lab="optimizers" controls="lr,speed"></theta-flow>')
  assert.deepEqual(await shownControls(page), ['lr'])
  assert.deepEqual(await sentences(page), [])
  assert.match(problems.splice(0).join(), /^warning: theta-flow: There is no parameter “speed” here/)
  assert.deepEqual((await notes(page)).events, ['theta-error'])
})

test('autoplay plays from the beginning to the end', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=40" autoplay></theta-flow>', {
    reducedMotion: 'no-preference',
  })
  await page.waitForFunction(() => /** @type {any} */ (window).watch.events.includes('theta-pause'))
  await settled(page)
  const { asked, steps, events } = await notes(page)
  assert.equal(asked[0], 0, 'it begins at the beginning')
  // How many steps in between are seen is a matter of the computer.
  assert.equal(steps.at(-1), 40)
  assert.deepEqual(
    steps,
    [...steps].sort((a, b) => a - b),
  )
  assert.deepEqual(events, ['theta-play', 'theta-pause'])
})

test('methods: play, pause, step, reset', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=5000"></theta-flow>')
  /** @param {(figure: import('../www/theta-flow').ThetaFlow) => void} action */
  const figure = (action) => page.locator('theta-flow').evaluate(/** @type {any} */ (action))
  await figure((figure) => figure.play())
  assert.ok(await page.getByRole('button', { name: 'Pause' }).isVisible())
  await playedTo(page, 5)
  await figure((figure) => figure.pause())
  await settled(page)
  const { step } = await frameOf(page)
  assert.ok(step >= 5 && step < 5000)

  await figure((figure) => figure.step())
  await settled(page)
  assert.equal((await frameOf(page)).step, step + 1)
  await figure((figure) => figure.step(-3))
  await settled(page)
  assert.equal((await frameOf(page)).step, step - 2)
  await figure((figure) => figure.step(1e6))
  await settled(page)
  assert.equal((await frameOf(page)).step, 5000)
  await figure((figure) => figure.reset())
  await settled(page)
  assert.equal((await frameOf(page)).step, 0)
  await figure((figure) => figure.step(-1))
  await settled(page)
  assert.equal((await frameOf(page)).step, 0)
  assert.deepEqual((await notes(page)).events.slice(0, 2), ['theta-play', 'theta-pause'])
})

test('methods: set and newSeed', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="noise=1&steps=20"></theta-flow>')
  const answers = await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    return [figure?.set('lr', '0.2'), figure?.set('lr', 'x'), figure?.set('zzz', '1'), figure?.query]
  })
  assert.deepEqual(answers, [true, false, false, 'lr=0.2&noise=1&steps=20'])
  await page.evaluate(() => document.querySelector('theta-flow')?.newSeed())
  await settled(page)
  const first = await queryOf(page)
  assert.match(first, /^lr=0.2&noise=1&seed=\d{1,4}&steps=20$/)
})

test('events tell what changed and what was refused', async () => {
  const { page } = await site.article('<div><theta-flow lab="optimizers"></theta-flow></div>')
  const details = await page.evaluate(() => {
    const details = /** @type {Record<string, unknown[]>} */ ({ change: [], error: [] })
    // On the document: the events bubble out of the figure.
    for (const kind of ['change', 'error']) {
      document.addEventListener(`theta-${kind}`, (event) => {
        details[kind]?.push(/** @type {CustomEvent} */ (event).detail)
      })
    }
    const figure = document.querySelector('theta-flow')
    figure?.set('rule', 'sgd')
    figure?.set('lr', '99')
    figure?.step(-1)
    figure?.load('lr=0.1&lrr=2')
    return details
  })
  assert.deepEqual(details.change, [
    { id: 'rule', ids: ['rule'], query: 'rule=sgd', state: 'lab=optimizers&rule=sgd', committed: true, by: 'script' },
    {
      id: 'step',
      ids: [],
      query: 'rule=sgd',
      state: 'lab=optimizers&rule=sgd&step=499',
      committed: true,
      by: 'script',
    },
  ])
  const errors = /** @type {{ errors: { code: string }[], sentences: string[] }[]} */ (details.error)
  assert.deepEqual(
    errors.map(({ errors }) => errors.map(({ code }) => code)),
    [['out_of_range'], ['unknown_key_suggestion']],
  )
  assert.match(errors[0]?.sentences[0] ?? '', /^learning rate \(lr\): 99 is out of range/)
  await settled(page)
  assert.equal(await queryOf(page), 'lr=0.1')
})

test('theta-frame comes with every picture and says its step', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="steps=7"></theta-flow>')
  assert.equal((await notes(page)).steps.at(-1), 7)
  await page.evaluate(() => document.querySelector('theta-flow')?.reset())
  await settled(page, 2)
  assert.equal((await notes(page)).steps.at(-1), 0)
})

test('an author is told in the console what was set in vain, once, and readers are not', async () => {
  /** @type {string[]} */
  const told = []
  const { page } = await site.article('<theta-flow lab="optimizers" params="rule=adam&momentum=0.5"></theta-flow>', {
    prepare: async (page) => {
      page.on('console', (message) => {
        if (message.type() === 'info') told.push(message.text())
      })
    },
  })
  assert.equal(told.length, 1)
  assert.match(told[0] ?? '', /^theta-flow: .*momentum.* has no effect while rule=adam. It counts with rule=momentum, /)
  assert.equal(await page.locator('theta-flow .messages p').count(), 0)
  const state = await page.evaluate(() => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    // The second call lets the first one count.
    figure.set('lookahead_alpha', '0.8')
    figure.set('lookahead_k', '5')
    figure.set('momentum', '0.6')
    figure.set('decay', '0.7')
    return figure.state
  })
  await settled(page)
  assert.equal(told.length, 2)
  assert.match(told[1] ?? '', /\(decay\) has no effect while rule=adam/)
  assert.equal(state, 'lab=optimizers&momentum=0.6&decay=0.7&lookahead_k=5&lookahead_alpha=0.8')
})

test('the readouts and the status of the figure can be read', async () => {
  const { page } = await site.article('<theta-flow lab="optimizers" params="rule=sgd"></theta-flow>')
  const { readouts, status, loss } = await page.evaluate(() => {
    const figure = document.querySelector('theta-flow')
    const frame = /** @type {any} */ (figure?.frame)
    return { readouts: figure?.readouts, status: figure?.status, loss: frame.runs[0].loss.at(-1) }
  })
  assert.equal(readouts?.find(({ id }) => id === 'loss')?.value, loss)
  assert.deepEqual(status, { id: 'running', step: 500 })
  assert.ok(await page.getByText('end of the run', { exact: true }).isVisible())
})
