// A figure's life without a page: one request at a time, patience, playback, what is kept until it can be done. The
// simulation, the screen and the clock are made up here, so every order of events can be had at once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bundled } from './support/bundled.mjs'

/** @typedef {import('../www/run/sessions.ts').Request} Request */
/** @typedef {import('../www/run/sessions.ts').Reply} Reply */

/** @type {typeof import('./support/run.mjs')} */
const { EngineError, Run, stateOf, valueIn, without } = await bundled(new URL('support/run.mjs', import.meta.url))

const DEFAULTS = { lr: '0.1', steps: '100', seed: '1', heavy: '0' }

/** Numbers, any of them; what is none is refused. */
class Params {
  /** @type {Record<string, string>} */
  #values = { ...DEFAULTS }
  load(/** @type {string} */ query) {
    this.#values = { ...DEFAULTS, ...Object.fromEntries(new URLSearchParams(query)) }
  }
  set(/** @type {string} */ id, /** @type {string} */ text) {
    if (!(id in DEFAULTS) || Number.isNaN(Number(text))) return { code: 'not_a_number', args: { id, got: text } }
    this.#values[id] = text
    return undefined
  }
  at(/** @type {string} */ _, /** @type {number} */ position) {
    return String(position / 100)
  }
  reset(/** @type {keyof typeof DEFAULTS} */ id) {
    this.#values[id] = DEFAULTS[id]
  }
  values() {
    const isDefault = (/** @type {string} */ id) => this.#values[id] === DEFAULTS[/** @type {'lr'} */ (id)]
    return Object.keys(DEFAULTS).map((id) => ({
      id,
      text: this.#values[id] ?? '',
      is_default: isDefault(id),
      relevant: true,
    }))
  }
  query() {
    const changed = this.values().filter(({ is_default }) => !is_default)
    return changed.map(({ id, text }) => `${id}=${text}`).join('&')
  }
  needs_compute() {
    return this.#values.heavy === '1'
  }
  free() {}
}

/** What the module of a lab offers. */
const api = (/** @type {string} */ lab) => ({
  Params,
  schema: () => ({
    lab,
    steps_per_second: 10,
    params: [
      { id: 'lr', kind: { type: 'number' } },
      { id: 'seed', kind: { type: 'integer', min: 0, max: 99 } },
    ],
  }),
  scripts: () => ['pytorch'],
  parse_state: (/** @type {string} */ text) => {
    const pairs = new URLSearchParams(text)
    const { step, lab: _, pin: __, ...rest } = Object.fromEntries(pairs)
    const query = new URLSearchParams(rest).toString()
    return { lab, query, step: step === undefined ? null : Number(step), pins: pairs.getAll('pin'), errors: [] }
  },
  print_state: (/** @type {string} */ query, /** @type {number | undefined} */ step, /** @type {string[]} */ pins) => {
    const pinned = pins.map((pin) => `pin=${encodeURIComponent(pin)}`)
    return [`lab=${lab}`, query, step === undefined ? '' : `step=${step}`, ...pinned].filter(Boolean).join('&')
  },
  most_pins: () => 2,
})

/** A run whose simulation answers when it is told to, on a screen and a clock that do the same. */
function stage({ state = 'lab=first', isStill = false, autoplay = false } = {}) {
  const beginning = /** @type {import('../www/run/place.ts').Beginning} */ ({ state, placement: 'auto', source: '' })
  const log = /** @type {string[]} */ ([])
  const asked = /** @type {Request[]} */ ([])
  const drawn = /** @type {number[]} */ ([])
  const pinned = /** @type {number[][]} */ ([])
  /** @type {{ query: string, resolve(reply: Reply): void, reject(error: unknown): void }[]} */
  const waiting = []
  /** @type {((now: number) => void)[]} */
  let frames = []
  let now = 0
  let connected = true
  let hasPicture = false
  let isRendered = false
  const missing = new Set(/** @type {string[]} */ ([]))
  const come = async (/** @type {string} */ module) => {
    if (missing.has(module)) throw new EngineError('engine_missing')
    return /** @type {any} */ (api(module))
  }
  const run = new Run(
    {
      now: () => now,
      nextFrame: (act) => frames.push(act),
      cancelFrame: () => {
        frames = []
      },
      isStill: () => isStill,
      engine: come,
      engineAtHand: () => undefined,
      fetchModule: async (module) => void (await come(module)),
      computeModuleOf: (lab) => `${lab}_compute`,
      tables: () => Promise.reject(new Error('no reader')),
      labs: () => ['first', 'second'],
      bring: () => Promise.reject(new Error('no lab')),
      labOf: (state, otherwise = 'first') => new URLSearchParams(state).get('lab') ?? otherwise,
      prepare: () => {},
      runner: () => ({
        request: (request) => {
          asked.push(request)
          return new Promise((resolve, reject) => waiting.push({ query: request.query, resolve, reject }))
        },
        close: () => log.push('closed'),
      }),
    },
    {
      firstPicture: { expect: () => {}, come: () => false, fail: ({ message }) => log.push(`no picture: ${message}`) },
      beginning: () => ({ ...beginning }),
      isRendered: () => isRendered,
      isConnected: () => connected,
      plays: () => autoplay,
      word: async () => () => {},
      reword: () => {},
      tookOver: () => {},
      build: (engine) => {
        log.push(`built ${engine.schema().lab}`)
        hasPicture = false
      },
      dismantle: () => {},
      isDrawn: () => hasPicture,
      draw: ([step = 0]) => {
        drawn.push(step)
        hasPicture = true
      },
      drew: () => {},
      changed: () => {},
      pinned: () => pinned.push(run.pins.frames.map(([step = 0]) => step)),
      tell: (type, detail) => {
        if (type !== 'theta-frame') log.push(`${type} ${'by' in detail ? detail.by : ''}`.trim())
      },
      announce: (errors) => {
        const sentences = errors.map(({ code }) => code)
        log.push(...sentences.map((code) => `error ${code}`))
        return { sentences, isSaid: false }
      },
    },
  )
  run.catchUp()
  isRendered = true
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  return {
    run,
    asked,
    drawn,
    pinned,
    log,
    missing,
    beginning,
    settle,
    leave: () => {
      connected = false
      run.sleep()
      run.leave()
    },
    connect: () => {
      connected = true
    },
    wait: (/** @type {number} */ ms) => {
      now += ms
    },
    /** The screen shows its next picture, so many milliseconds later. */
    frame: async (ms = 16) => {
      now += ms
      for (const act of frames.splice(0)) act(now)
      await settle()
    },
    answer: async (/** @type {Partial<Reply>} */ reply = {}) => {
      const { step = 100 } = reply
      const frame = new Uint8Array([step])
      const { query = '', resolve } = waiting.shift() ?? {}
      resolve?.({ frame, query, step, reached: true, done: true, last_step: 100, ...reply })
      await settle()
    },
    fail: async (/** @type {unknown} */ error) => {
      waiting.shift()?.reject(error)
      await settle()
    },
  }
}

/** One that shows its last step and has nothing left to do. */
async function shown(/** @type {Parameters<typeof stage>[0]} */ options = {}) {
  const at = stage(options)
  at.run.wake(true)
  await at.settle()
  await at.answer()
  at.log.length = 0
  return at
}

/** What is said aloud is not of interest here. */
test.before(() => test.mock.method(console, 'error', () => {}))

test('it is dormant until somebody asks for it, then loads, and is ready', async () => {
  const { run, settle, asked, answer, drawn, log } = stage({ state: 'lab=first&lr=0.3&step=7' })
  assert.deepEqual([run.phase, run.request], ['dormant', 'none'])
  assert.equal(run.state, 'lab=first&lr=0.3&step=7')
  run.wake(true)
  assert.equal(run.phase, 'loading')
  await settle()
  assert.deepEqual([run.phase, run.request], ['ready', 'asked'])
  assert.deepEqual(asked, [{ lab: 'first', module: 'first', query: 'lr=0.3', step: 7, budget: 100 }])
  await answer({ step: 7 })
  assert.deepEqual([run.request, run.shownStep, drawn], ['settled', 7, [7]], 'the first picture waits for no screen')
  assert.equal(run.state, 'lab=first&lr=0.3&step=7')
  assert.deepEqual(log, ['built first'])
})

test('one request is under way, and what was passed over while it was is never asked for', async () => {
  const { run, asked, answer } = await shown()
  for (const lr of ['0.2', '0.3', '0.4']) run.set('lr', lr, false)
  assert.equal(asked.length, 2)
  await answer()
  assert.deepEqual(
    asked.slice(1).map(({ query }) => query),
    ['lr=0.2', 'lr=0.4'],
  )
  await answer()
  assert.deepEqual([run.request, asked.length], ['settled', 3])
})

test('what it is told before it can do it is done in order, and of a drag only the last', async () => {
  const { run, asked, settle, log } = stage()
  assert.equal(run.set('lr', '0.2', false), true)
  run.set('lr', '0.3', false)
  run.seek(5, true)
  run.as('reader', () => run.set('seed', 7, true))
  run.wake(true)
  await settle()
  assert.deepEqual(
    asked.map(({ query, step }) => [query, step]),
    [['lr=0.3&seed=7', 5]],
    'nothing on the way is computed',
  )
  assert.deepEqual(log, ['built first', 'theta-change script', 'theta-change script', 'theta-change reader'])
})

test('a value that is refused leaves the last good one, and controls are to look again', async () => {
  const { run, asked, log } = await shown()
  const { values } = run
  assert.equal(run.set('lr', 'much', true), false)
  assert.equal(run.set('lr', [1, 2], true), false)
  assert.deepEqual(log, ['error not_a_number', 'error not_a_value'])
  assert.equal(run.errors.all.length, 1, 'one sentence a parameter')
  assert.notEqual(run.values, values)
  assert.deepEqual([run.query, asked.length], ['', 1])
  assert.equal(run.set('lr', 0.5, true), true)
  assert.deepEqual([run.errors.all.length, run.query], [0, 'lr=0.5'])
})

test('while one drags, a run that takes long is seen to come after a while, and not before', async () => {
  for (const [isStill, patience] of /** @type {const} */ ([
    [false, 120],
    [true, 1500],
  ])) {
    const { run, drawn, wait, frame, answer } = await shown({ isStill })
    run.set('lr', '0.2', false)
    const partial = { reached: false, done: false, last_step: 100 }
    wait(patience)
    await answer({ step: 10, ...partial })
    await frame(0)
    assert.deepEqual([drawn, run.isCatchingUp], [[100], false])
    wait(1)
    await answer({ step: 20, ...partial })
    assert.equal(run.isCatchingUp, true)
    assert.deepEqual([run.request, run.scrubStep], ['asked', 100])
    await frame(0)
    assert.deepEqual([drawn, run.scrubStep], [[100, 20], 20])
    run.pause()
    assert.deepEqual([run.isCatchingUp, run.playback.step], [false, 20], 'it stays where it has come to')
  }
})

test('it plays with the clock, waits for a simulation that is slower, and ends at the end', async () => {
  const { run, asked, log, frame, answer } = await shown()
  run.play()
  assert.equal(run.playback.step, 0, 'from the beginning')
  await answer({ step: 0 })
  await frame()
  await frame(100)
  assert.equal(run.playback.step, 1, 'ten steps a second')
  for (let time = 0; time < 1000; time += 100) await frame(100)
  assert.equal(run.playback.step, 11)
  await answer({ step: 2, reached: false, done: false })
  assert.equal(run.playback.step, 3, 'the clock is put back')
  await frame(10_000)
  assert.equal(run.playback.step, 4, 'after a pause in drawing time goes on from where it stood')
  await answer({ step: 3, done: false })
  assert.equal(asked.at(-1)?.step, 4)
  await answer({ step: 3 })
  assert.deepEqual(log, ['theta-play script', 'theta-pause figure'], 'it has ended before its last step')
  assert.equal(run.playback.atEnd, true)
})

test('it plays by itself once, unless the reader wants less motion', async () => {
  const playing = async (/** @type {Parameters<typeof stage>[0]} */ options) => {
    const at = stage({ autoplay: true, ...options })
    at.run.wake(true)
    await at.settle()
    return at
  }
  const { run, log } = await playing({})
  assert.deepEqual([run.playback.playing, log.at(-1)], [true, 'theta-play figure'])
  run.load('lab=first&lr=0.2')
  assert.equal(run.playback.playing, false)
  assert.equal((await playing({ isStill: true })).run.playback.playing, false)
  assert.equal((await playing({ state: 'lab=first&step=3' })).run.playback.playing, false)
})

test('out of sight nothing is asked for', async () => {
  const { run, asked, frame } = await shown()
  run.sleep()
  run.set('lr', '0.2', true)
  await frame()
  assert.equal(asked.length, 1)
  run.wake(true)
  await frame()
  assert.equal(asked.at(-1)?.query, 'lr=0.2')
})

test('heavy work waits for its module, and is done without it where it does not come', async () => {
  const { run, asked, missing, settle, answer, log } = await shown()
  run.set('heavy', '1', true)
  run.set('lr', '0.2', true)
  assert.equal(asked.length, 1, 'the old picture stays')
  await settle()
  assert.equal(asked.at(-1)?.module, 'first_compute')
  await answer()

  run.set('heavy', '0', true)
  await answer()
  const other = await shown()
  missing.clear()
  other.missing.add('first_compute')
  other.run.set('heavy', '1', true)
  await other.settle()
  assert.deepEqual([other.asked.at(-1)?.module, other.log.at(-1)], ['first', 'error compute_missing'])
  await other.answer()
  other.missing.clear()
  other.run.set('heavy', '0', true)
  await other.answer()
  assert.equal(other.run.errors.all.length, 0)
  other.run.set('heavy', '1', true)
  await other.settle()
  assert.equal(other.asked.at(-1)?.module, 'first_compute', 'it is worth another try')
  assert.ok(!log.includes('error compute_missing'))
})

test('a simulation that fails is not asked again before something changes', async () => {
  const { run, asked, fail, frame, answer, log } = await shown()
  run.play()
  await answer({ step: 0 })
  await frame()
  await frame(100)
  await fail(new Error('it broke'))
  assert.deepEqual(
    [run.request, run.playback.playing, log.slice(-3)],
    ['settled', false, ['theta-pause figure', 'error engine_failed', 'no picture: engine_failed']],
  )
  const before = asked.length
  run.set('lr', '0.2', true)
  assert.equal(asked.length, before + 1)
  assert.equal(run.errors.all.length, 0)
})

test('without an engine it has failed; another lab that cannot be had leaves the one on show', async () => {
  const lost = stage()
  lost.missing.add('first')
  lost.run.wake(true)
  await lost.settle()
  assert.deepEqual([lost.run.phase, lost.log], ['failed', ['error engine_missing', 'no picture: engine_missing']])
  lost.missing.clear()
  lost.run.load('lab=first')
  assert.equal(lost.run.phase, 'failed', 'until it is there')
  await lost.settle()
  assert.equal(lost.run.phase, 'ready')

  const { run, missing, settle, log } = await shown()
  missing.add('second')
  run.load('lab=second&lr=0.5')
  assert.equal(run.state, 'lab=second&lr=0.5')
  await settle()
  assert.deepEqual([run.phase, run.lab, run.state], ['ready', 'first', 'lab=first'])
  missing.clear()
  run.load('lab=second&lr=0.5')
  run.load('lab=second&lr=0.6')
  await settle()
  assert.deepEqual([run.lab, run.query, log.at(-1)], ['second', 'lr=0.6', 'built second'])
})

test('one that is taken out of the page keeps its state and nothing else', async () => {
  const { run, leave, connect, settle, asked, log } = await shown()
  run.set('lr', '0.2', true)
  run.seek(4, true)
  leave()
  assert.deepEqual(
    [run.phase, run.request, run.state, log.at(-1)],
    ['loading', 'none', 'lab=first&lr=0.2&step=4', 'closed'],
  )
  run.wake(true)
  await settle()
  assert.equal(run.phase, 'loading', 'it is not in the page')
  connect()
  run.wake(true)
  await settle()
  assert.deepEqual([run.phase, asked.at(-1)?.query, asked.at(-1)?.step], ['ready', 'lr=0.2', 4])
})

test('what its author sets anew begins anew, before what is said afterwards', async () => {
  const { run, beginning, asked, answer } = await shown()
  run.set('lr', '0.2', true)
  await answer()
  beginning.state = 'lab=first&seed=3'
  run.set('lr', '0.4', true)
  assert.equal(run.query, 'lr=0.4&seed=3')
  await answer()
  assert.equal(asked.at(-1)?.query, 'lr=0.4&seed=3')
})

test('a file waits for a definite step, all of it', async () => {
  const { run, frame, answer, wait } = await shown()
  run.play()
  await answer({ step: 0 })
  await frame()
  await frame(100)
  let isDone = false
  const rest = run.rest().then(() => {
    isDone = true
  })
  assert.equal(run.playback.playing, false)
  wait(50)
  await answer({ step: 1, done: false })
  await frame()
  assert.equal(isDone, false, 'a map still grows')
  await answer({ step: 1 })
  assert.equal(isDone, false, 'the picture is not on the screen yet')
  await frame()
  await rest
  assert.equal(run.shownStep, 1)
})

test('a link leaves out what is too long for an address', async () => {
  const { run } = await shown()
  assert.equal(run.link, run.state)
  const long = Array.from({ length: 600 }, (_, at) => `${at},1`).join(';')
  const schema = /** @type {any} */ (run.schema)
  schema.params[0].kind.type = 'points'
  Object.assign(run, { query: `lr=${encodeURIComponent(long)}&seed=2` })
  assert.equal(run.link, 'lab=first&seed=2')
})

test('whoever reads a permalink reads it as the engine does', () => {
  const names = (/** @type {string} */ link) => valueIn(stateOf(link), 'lab')
  assert.equal(names('https://example.org/embed.html?x=1#lr=0.1&lab=gans'), 'gans')
  assert.equal(names('?lab=gans&utm_source=x'), 'gans')
  assert.equal(names('#lab%3Dgans%26lr%3D0.1'), 'gans', 'escaped as a whole')
  assert.equal(names('lr=0.1&amp;lab=gans'), 'gans', 'as in the source of a page')
  assert.equal(names('%6Cab=g%61ns'), 'gans')
  assert.equal(names('lab=a+b'), 'a+b', 'a plus sign is one')
  assert.equal(names('f=lab=gans'), undefined)
  assert.equal(names('%E0=1&lab=gans'), 'gans', 'what cannot be read hides nothing')
  assert.equal(valueIn('lab=gans&step=', 'step'), '')
  const rest = without('lab=gans&f=x%20=y&points=1,2', (key) => key === 'points' || key === 'lab')
  assert.equal(rest, 'f=x%20=y', 'the rest stays as it is written')
})

test('the run on show is pinned as it stands, and let go again', async () => {
  const { run, pinned, log, answer, frame } = await shown()
  run.pin()
  run.pin()
  assert.deepEqual(run.pins.states, ['lab=first'], 'the same run is pinned once')
  run.set('lr', '0.5', true)
  run.seek(40, true)
  await answer({ step: 40 })
  await frame()
  run.pin()
  assert.deepEqual(run.pins.states, ['lab=first', 'lab=first&lr=0.5&step=40'])
  assert.deepEqual(pinned, [[100], [100, 40]])
  assert.match(run.state, /&pin=lab%3Dfirst&pin=/)
  run.set('lr', '0.7', true)
  await answer({ step: 40 })
  await frame()
  log.length = 0
  run.pin()
  assert.deepEqual(log, ['error too_many_pins'])
  run.unpin(0)
  assert.deepEqual(pinned.at(-1), [40])
  run.unpin()
  assert.deepEqual(pinned.at(-1), [])
  assert.doesNotMatch(run.state, /pin=/)
})

test('pinned runs of a link are computed beside its own, by the module that each asks for', async () => {
  const at = stage({ state: 'lab=first&lr=0.3&pin=lab%3Dfirst%26heavy%3D1&pin=lab%3Dfirst%26step%3D7' })
  at.run.wake(true)
  await at.settle()
  await at.settle()
  const asked = () => at.asked.map(({ module, query, step }) => `${module} ${query} ${step}`)
  await at.answer()
  await at.answer({ step: 99, done: false })
  await at.answer({ step: 100 })
  await at.answer({ step: 7 })
  await at.settle()
  assert.deepEqual(
    asked().filter((request) => !request.includes('lr=0.3')),
    ['first_compute heavy=1 100', 'first_compute heavy=1 100', 'first  7'],
  )
  assert.deepEqual(at.pinned, [[], [100], [100, 7]])
  assert.equal(at.log.filter((line) => line === 'closed').length, 1, 'what computed them is let go')
  at.run.load('lab=first')
  assert.deepEqual(at.pinned.at(-1), [])
})
