// What tests know about figures: when one has come to rest, what it shows, and how many requests are under way.
//
//   await watchFigures(page)                before the page goes anywhere
//   await page.goto(...)
//   await settled(page)                     every visible figure shows what it was asked for
//   const frame = await frameOf(page)

/**
 * A frame of the optimizer lab, as far as tests look at it.
 * @typedef {object} Frame
 * @property {number} step
 * @property {number} last_step
 * @property {{ id: string, step: number }} status
 * @property {[number, number]} start
 * @property {Run[]} runs
 * @property {boolean} arrows
 * @property {{ size: [number, number], minimum: ArrayLike<number>, progress: number } | null} basins
 * @property {{ learning_rate: number, momentum: number | null, spectral_radius: number } | null} stability
 * @property {{ leading: OrderLine | null, modified: OrderLine | null } | null} order
 * @property {Record<string, number | null>} readouts
 */

/**
 * One rule's path. `gradients` and `reached` belong to races.
 * @typedef {object} Run
 * @property {string} rule
 * @property {number} learning_rate
 * @property {number | null} time_step
 * @property {[number, number][]} theta
 * @property {number[]} loss
 * @property {number[]} gradients
 * @property {number | null} reached
 */

/** @typedef {{ points: [number, number][], slope: number | null, expected: number }} OrderLine */

/**
 * @typedef {object} Watch what the page notes about its figures
 * @property {number} frames how many pictures have been drawn
 * @property {number[]} steps the step of each
 * @property {string[]} events the names of the other events, in order
 * @property {number} workers how many workers were started
 * @property {number} underway requests that a worker has not answered yet
 * @property {Record<number, number>} most the most requests that one session had under way
 * @property {string[]} queries the parameters that were asked for, without those that continue the one before
 * @property {number[]} asked the step that each request wanted
 * @property {number} answers how many answers have come
 * @property {() => Promise<void>} rest resolves when there is nothing left to compute or to draw
 */

/**
 * Notes what figures do in every document of the page. To be called before the page goes anywhere.
 * @param {import('playwright-core').Page} page
 */
export async function watchFigures(page) {
  await page.addInitScript(noteFigures)
}

/** Makes `window.watch`, see {@link Watch}. Runs in the page, before its own scripts, and knows nothing of this file. */
export function noteFigures() {
  /** @type {Record<number, number>} */
  const perSession = {}
  /** @type {Map<number, boolean>} whether the session's last answer was a final one */
  const done = new Map()
  /** @type {Map<number, number>} */
  const most = new Map()
  const nextPicture = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const watch = {
    frames: 0,
    steps: /** @type {number[]} */ ([]),
    events: /** @type {string[]} */ ([]),
    workers: 0,
    underway: 0,
    queries: /** @type {string[]} */ ([]),
    asked: /** @type {number[]} */ ([]),
    answers: 0,
    get most() {
      return Object.fromEntries(most)
    },
    async rest() {
      const deadline = performance.now() + 170_000
      for (;;) {
        const { answers, frames } = watch
        if (performance.now() > deadline) throw new Error(`Figures do not come to rest: ${JSON.stringify(watch)}`)
        // An answer is drawn in the next animation frame; figures that play ask again in it.
        await nextPicture()
        await nextPicture()
        const still = answers === watch.answers && frames === watch.frames && watch.underway === 0
        if (still && [...done.values()].every(Boolean)) return
      }
    },
  }
  Object.assign(window, { watch })

  addEventListener(
    'theta-frame',
    (event) => {
      watch.frames += 1
      watch.steps.push(/** @type {CustomEvent} */ (event).detail.step)
    },
    { capture: true },
  )
  for (const type of ['theta-change', 'theta-play', 'theta-pause', 'theta-error']) {
    addEventListener(type, () => watch.events.push(type), { capture: true })
  }

  const Original = window.Worker
  window.Worker = class extends Original {
    /** @type {Map<number, number>} */
    #sessions = new Map()

    /** @param {ConstructorParameters<typeof Original>} args */
    constructor(...args) {
      super(...args)
      watch.workers += 1
      this.addEventListener('message', ({ data }) => {
        const session = this.#sessions.get(data.call)
        if (session === undefined) return
        this.#sessions.delete(data.call)
        perSession[session] = (perSession[session] ?? 0) - 1
        watch.underway -= 1
        watch.answers += 1
        done.set(session, data.type !== 'reply' || data.reply.done)
      })
      this.addEventListener('error', () => this.#forget())
    }

    /** @override */
    terminate() {
      this.#forget()
      super.terminate()
    }

    /** What was asked of a worker that is no more will not be answered. */
    #forget() {
      for (const session of this.#sessions.values()) {
        perSession[session] = (perSession[session] ?? 0) - 1
        watch.underway -= 1
      }
      this.#sessions.clear()
    }

    /**
     * @override
     * @param {any} message
     * @param {any} [options]
     */
    postMessage(message, options) {
      if (message?.type === 'run') {
        const { session } = message
        watch.asked.push(message.request.step)
        if (message.request.query !== watch.queries.at(-1)) watch.queries.push(message.request.query)
        this.#sessions.set(message.call, session)
        const now = (perSession[session] ?? 0) + 1
        perSession[session] = now
        most.set(session, Math.max(most.get(session) ?? 0, now))
        watch.underway += 1
      }
      if (message?.type === 'close') done.delete(message.session)
      super.postMessage(message, options)
    }
  }
}

/**
 * Resolves when at least `frames` pictures have been drawn since the page was opened and nothing is left to do.
 * @param {import('playwright-core').Page | import('playwright-core').Frame} page
 * @param {number} [frames]
 */
export async function settled(page, frames = 1) {
  await page.waitForFunction((wanted) => /** @type {any} */ (window).watch?.frames >= wanted, frames)
  await page.evaluate(() => /** @type {any} */ (window).watch.rest())
}

/**
 * Resolves when a run that plays is on its way: at `step` or later, but not at the end, where it stood before it played.
 * @param {import('playwright-core').Page} page
 * @param {number} step
 */
export async function playedTo(page, step) {
  await page.waitForFunction((step) => {
    const frame = /** @type {any} */ (document.querySelector('theta-flow'))?.frame
    return frame && frame.step >= step && frame.step < frame.last_step
  }, step)
}

/**
 * What the page has noted about its figures.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<Omit<Watch, 'rest'>>}
 */
export function notes(page) {
  return page.evaluate(() => {
    const { rest, ...numbers } = /** @type {any} */ (window).watch
    return numbers
  })
}

/**
 * The frame on show.
 * @param {import('playwright-core').Page} page
 * @param {number} [index] which figure of the page
 * @returns {Promise<Frame>}
 */
export function frameOf(page, index = 0) {
  return page.evaluate((index) => /** @type {any} */ (document.querySelectorAll('theta-flow')[index])?.frame, index)
}

/**
 * The step at which the clock of the figure stands. Its picture may be still to come.
 * @param {import('playwright-core').Page} page
 */
export function stepWanted(page) {
  return page.evaluate(() => {
    const step = /[&]step=(\d+)/.exec(document.querySelector('theta-flow')?.state ?? '')
    return step ? Number(step[1]) : undefined
  })
}

/**
 * The parameters on show as canonical text.
 * @param {import('playwright-core').Page} page
 * @param {number} [index] which figure of the page
 * @returns {Promise<string>}
 */
export function queryOf(page, index = 0) {
  return page.evaluate((index) => document.querySelectorAll('theta-flow')[index]?.query ?? '', index)
}

/**
 * Gives the only figure of the page another state and waits for its picture: a module may have to come first.
 * @param {import('playwright-core').Page} page
 * @param {string} state
 */
export async function loadState(page, state) {
  await page.evaluate(async (state) => {
    const figure = document.querySelector('theta-flow')
    const before = figure?.state
    const picture = new Promise((resolve) => figure?.addEventListener('theta-frame', resolve, { once: true }))
    figure?.load(state)
    if (figure?.state !== before) await picture
  }, state)
  await settled(page)
}

/**
 * The control of a parameter.
 * @param {import('playwright-core').Page} page
 * @param {string} id
 */
export function control(page, id) {
  const root = page.locator(`[data-param="${id}"].control`)
  return {
    root,
    slider: root.locator('input[type=range]'),
    field: root.locator('input.field'),
    select: root.locator('select'),
    checkbox: root.locator('input[type=checkbox]'),
    reset: root.locator('button.default'),
  }
}

/**
 * A section of controls that folds.
 * @param {import('playwright-core').Page} page
 * @param {string} group
 */
export function section(page, group) {
  const root = page.locator(`details.section[data-group="${group}"]`)
  return {
    root,
    summary: root.locator('summary'),
    isOpen: () => root.evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open),
  }
}

/**
 * The table below the figure: its head, then its rows, as texts.
 * @param {import('playwright-core').Page} page
 */
export const board = (page) =>
  page
    .locator('.board tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))

/**
 * Opens what can be exported from the only figure of the page.
 * @param {import('playwright-core').Page} page
 * @param {string} [name] what the button says
 */
export async function openExport(page, name = 'Export') {
  await page.getByRole('button', { name, exact: true }).click()
  await page.locator('.panel').waitFor()
}

/**
 * The sentences about what was refused.
 * @param {import('playwright-core').Page} page
 */
export const sentences = (page) => page.locator('.messages p > span').allTextContents()
