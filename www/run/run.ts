/**
 * A figure's life: its parameters, its clock, and what it asks of the simulation. Nothing here knows a document: what it
 * takes of the page is a {@link Place}, and who shows it is its {@link Onlooker}. So its rules are tested without one.
 */
import type { Api, Assignment, ParamError, Params, ParamValue, ParsedState, Schema, TableReading, Term } from '../api'
import type { By } from '../public'
import { without } from '../state'
import { EngineError } from './engine-error'
import { ErrorList, quoted } from './errors'
import { HeavyModule } from './heavy'
import { KeptCalls } from './kept-calls'
import { runNow } from './paper'
import { Pins } from './pins'
import type { Beginning, Onlooker, Place } from './place'
import { Playback } from './playback'
import type { Runner } from './runner'
import type { Reply, Request } from './sessions'
import { isTable, readTable, readTables } from './tables'
import { printValue } from './values'

/** How long one request may compute: newer values never wait longer than this for their turn. */
const BUDGET_MS = 12
/** The same before the first picture, when the reader waits for nothing else and the compiled code is not warm yet. */
const FIRST_BUDGET_MS = 100
/** While the reader drags, a run that is not finished yet is shown only if it takes longer than this: else it would flicker. */
const PATIENCE_MS = 120
/** The same for readers who want less motion: a sign of life now and then, and else the finished run. */
const STILL_MS = 1500
/** A run that is seen to come, or what grows beside one that is there, is shown this often: drawing takes time from it. */
const REFINED_MS = 40
/** After a pause in drawing, time goes on from where it stood. */
const LONGEST_TICK_S = 0.1
/** Seeds are read aloud and typed off the screen: four digits will do. */
const LARGEST_NEW_SEED = 9999
/** Many programs cut off links of more than 2,000 characters, the address of the page included. */
const LONGEST_LINK = 1900

/**
 * How far a figure has come: nobody has asked for it yet; what it needs is on its way, or will be when it comes into sight;
 * it can be operated; it cannot run.
 */
export type Phase = 'dormant' | 'loading' | 'ready' | 'failed'

/** How what is wanted now stands with the simulation: not asked for; under way; there as far as it has come; all there. */
export type Asked = 'none' | 'asked' | 'partial' | 'settled'

/** What there is of a lab that can be operated. */
interface Live {
  engine: Api
  params: Params
  runner: Runner
  scripts: readonly string[]
}

export class Run {
  phase: Phase = 'dormant'
  request: Asked = 'none'
  readonly playback = new Playback()
  readonly errors = new ErrorList()
  /** Earlier runs that stay in sight. */
  readonly pins: Pins
  /** The lab on show, and what it says of its parameters. */
  lab = ''
  schema: Schema | undefined
  /** All parameters; another list whenever what controls show is to be looked at again. */
  values: readonly ParamValue[] = []
  /** Their canonical text. */
  query = ''
  /** The step that the picture shows. */
  shownStep = 0
  /** Standing still, it computes its way to a step for so long that the reader sees it come. */
  isCatchingUp = false
  /** The reader has hold of the scrub bar. */
  isScrubbing = false
  /** On whose behalf something is done now: of a script, unless something else is said. */
  by: By = 'script'

  #live: Live | undefined
  /** The state to take over as soon as the engine is there. */
  #pending: string | undefined
  /** What to do with it then. */
  readonly #kept = new KeptCalls()
  /** A table that a method has set and that is being read: what methods are told meanwhile waits for it. */
  #reading: Promise<unknown> | undefined
  #begun: Beginning = { state: '', placement: 'auto', source: '' }
  /** The lab of the author's own that is among the others by now, by its source. */
  #brought = ''
  #autoplayed = false
  #visible = false

  #animation = 0
  #lastTick: number | undefined
  #wanted = { module: '', query: '', step: -1 }
  /** A picture that waits for the screen. */
  #arrived: Reply | undefined
  /** The one on show: of which run, at which step of how many. */
  #picture: { query: string; step: number; last: number; frame: Uint8Array } | undefined
  /** Since when the reader has waited for a picture. */
  #waitingSince = 0
  /** Whether the parameters ask for the lab's second module. */
  #isHeavy = false
  readonly #heavy: HeavyModule
  /** Who waits for the next picture, or the next trouble. */
  #waiting: (() => void)[] = []

  readonly #place: Place
  readonly #onlooker: Onlooker

  constructor(place: Place, onlooker: Onlooker) {
    this.#place = place
    this.#onlooker = onlooker
    this.#heavy = new HeavyModule(place, () => this.#ask())
    const noPicture = (error: unknown) => this.report([troubleOf(error)], error)
    this.pins = new Pins(place, () => onlooker.pinned(), noPicture)
  }

  // ---- What it is ----------------------------------------------------------------------------------------------------

  get engine(): Api | undefined {
    return this.#live?.engine
  }

  /** The formats in which it can be written as a program. */
  get scripts(): readonly string[] {
    return this.#live?.scripts ?? []
  }

  value(id: string): ParamValue | undefined {
    return this.values.find((value) => value.id === id)
  }

  /** The permalink of what is on show: lab, parameters, and the step unless it is the last. */
  get state(): string {
    if (!this.#live || this.#pending !== undefined) return this.#pending ?? this.#onlooker.beginning().state
    const { query, playback, pins } = this
    return this.#live.engine.print_state(query, playback.atEnd ? undefined : playback.step, pins.states)
  }

  /**
   * The same for an address: where it would be too long for that, without earlier runs, and without the points that a reader
   * has set.
   */
  get link(): string {
    const { state } = this
    if (state.length <= LONGEST_LINK) return state
    const isLong = (id: string) => this.schema?.params.find((spec) => spec.id === id)?.kind.type === 'points'
    return without(state, (id) => id === 'pin' || isLong(id))
  }

  /** The lab of the state that is to be taken over. */
  get #pendingLab(): string {
    const { labOf } = this.#place
    return labOf(this.#pending ?? '', this.lab || labOf(this.#onlooker.beginning().state))
  }

  get labOnShow(): string {
    return this.#live ? this.lab : this.#pendingLab
  }

  /** It plays, or is seen on its way to a step: what there is to pause. */
  get isMoving(): boolean {
    return this.playback.playing || this.isCatchingUp
  }

  /** Nothing is left to compute or to draw. */
  get isSettled(): boolean {
    return this.request === 'settled' && !this.#arrived
  }

  /**
   * Where the scrub bar stands: where the reader has put it until the picture of that step is there. Were it put back
   * during the move, the event that ends it would report the old step. A run that takes long shows how far it is.
   */
  get scrubStep(): number {
    if (this.isCatchingUp && !this.isScrubbing) return this.shownStep
    return this.isSettled ? this.shownStep : this.playback.step
  }

  // ---- Its beginning and its end -------------------------------------------------------------------------------------

  /** Begins anew where what it begins with is not what it was. */
  catchUp(): void {
    const { state, placement, source } = this.#begun
    const now = this.#onlooker.beginning()
    if (now.state === state && now.placement === placement && now.source === source) return
    this.#begun = now
    if (!this.#onlooker.isRendered()) return
    const moves = now.placement !== placement && this.#live !== undefined
    if (moves) this.#dismantle()
    this.#load(now.state)
    if (moves) void this.start()
  }

  /** Takes over a permalink: whatever part of it is good. */
  load(state: string): void {
    this.catchUp()
    this.#load(state)
  }

  #load(state: string): void {
    this.#kept.forget()
    this.#reading = undefined
    this.#pending = state
    if (this.#live && this.#place.labOf(state, this.lab) === this.lab) {
      this.#takeOver(this.#live.engine)
      return
    }
    this.#onlooker.firstPicture.expect()
    this.#onlooker.reword()
    // Else it is on its way, or has not come near the viewport yet.
    if (this.#live || this.phase === 'failed') void this.start()
  }

  /** It has come into sight. */
  wake(starts: boolean): void {
    this.#visible = true
    this.#lastTick = undefined
    if (this.#live) this.#schedule()
    else if (starts) void this.start()
  }

  /** It is out of sight. */
  sleep(): void {
    this.#visible = false
    this.#halt()
  }

  /** Nobody has it any more: it keeps nothing but its state. */
  leave(): void {
    if (!this.#live) return
    this.#pending = this.state
    this.#dismantle()
  }

  /** Fetches what the pending state needs, once the figure comes near the viewport. */
  async start(): Promise<void> {
    const { firstPicture } = this.#onlooker
    if (this.phase === 'dormant') this.phase = 'loading'
    firstPicture.expect()
    const { source } = this.#onlooker.beginning()
    if (source !== this.#brought) {
      await this.#bring(source)
      if (!this.#onlooker.isConnected() || this.phase === 'failed') return
    }
    this.#pending ??= this.#onlooker.beginning().state
    const lab = this.#pendingLab
    const words = this.#onlooker.word(lab)
    try {
      this.#place.prepare(lab, this.#onlooker.beginning().placement)
      const engine = await this.#place.engine(lab)
      const useWords = await words
      if (!this.#onlooker.isConnected() || this.#pending === undefined) return
      if (lab !== this.#pendingLab) return this.start()
      this.#takeOver(engine, useWords)
    } catch (error) {
      await words
      // Another lab that cannot be had leaves the one on show.
      if (this.#live) {
        this.#pending = undefined
        this.#kept.forget()
      } else {
        this.phase = 'failed'
      }
      this.report([troubleOf(error)], error)
      if (this.#onlooker.isDrawn() && this.#pending === undefined) firstPicture.come()
    }
  }

  /** Makes the author's own lab one of those that there are. */
  async #bring(source: string): Promise<void> {
    try {
      if (source) await this.#place.bring(source)
      this.#brought = source
    } catch (error) {
      const words = await this.#onlooker.word(this.#pendingLab)
      words()
      this.phase = 'failed'
      this.report([troubleOf(error)], error)
    }
  }

  /** Makes the pending state the current one. It is one of the lab whose engine is there. */
  #takeOver(engine: Api, useWords?: () => void): void {
    const state = this.#pending
    if (state === undefined) return
    const parsed = engine.parse_state(state, this.#place.labs())
    if (!parsed.errors.some(isTable)) {
      this.#begin(engine, parsed, useWords)
      return
    }
    void readTables(this.#place.tables, engine, parsed).then(async (read) => {
      // Its words may have become more.
      const useWords = await this.#onlooker.word(parsed.lab)
      if (this.#pending === state && this.#onlooker.isConnected()) this.#begin(engine, read, useWords)
    })
  }

  #begin(engine: Api, { lab, query, step, pins, errors }: ParsedState, useWords?: () => void): void {
    this.#pending = undefined
    const wasPlaying = this.playback.playing
    if (!this.#live || lab !== this.lab) this.#build(engine, lab)
    // What the state is refused for is said in the words of its lab.
    useWords?.()
    this.errors.clear()
    this.#live?.params.load(query)
    this.#readParams()
    const { placement } = this.#onlooker.beginning()
    void this.pins.load(pins, engine, lab, () => this.#place.runner(placement))
    this.playback.pause()
    this.playback.seek(step ?? Number.POSITIVE_INFINITY)
    if (wasPlaying) this.#onlooker.tell('theta-pause', { by: this.by })
    this.#onlooker.tookOver(this.values.filter(({ is_default }) => !is_default).map(({ id }) => id))
    this.report(errors)
    const plays = this.#onlooker.plays() && !this.#autoplayed && step == null && !this.#place.isStill()
    this.#autoplayed = true
    if (plays) this.as('figure', () => this.#play())
    this.#carryOut()
    if (!this.#reading) this.#refresh()
  }

  #build(engine: Api, lab: string): void {
    this.#dismantle()
    this.#onlooker.build(engine)
    const schema = engine.schema()
    const { placement } = this.#onlooker.beginning()
    this.#live = {
      engine,
      params: new engine.Params(),
      runner: this.#place.runner(placement),
      scripts: engine.scripts(),
    }
    this.lab = lab
    this.schema = schema
    this.playback.rate = schema.steps_per_second
    this.phase = 'ready'
  }

  #dismantle(): void {
    this.#halt()
    this.#live?.runner.close()
    this.#live?.params.free()
    if (this.#live) this.phase = 'loading'
    this.#live = undefined
    this.#arrived = undefined
    this.#picture = undefined
    this.request = 'none'
    this.#heavy.forget()
    this.#onlooker.dismantle()
    this.#onlooker.firstPicture.expect()
  }

  // ---- Calls ---------------------------------------------------------------------------------------------------------

  /** Does what a method asks for, or keeps it until it can. What was set as a property before comes first. */
  call(act: () => unknown, drag = ''): boolean {
    this.catchUp()
    if (this.#canAct) return act() !== false
    const { by } = this
    this.#kept.keep(() => this.as(by, act), drag)
    return true
  }

  get #canAct(): boolean {
    return this.#live !== undefined && this.#pending === undefined && !this.#reading
  }

  #carryOut(): void {
    this.#kept.carryOut(() => this.#canAct)
  }

  /** Does something on behalf of somebody. */
  as<Result>(by: By, act: () => Result): Result {
    const before = this.by
    this.by = by
    try {
      return act()
    } finally {
      this.by = before
    }
  }

  /** The same actions, done by the reader. */
  byReader<Actions extends object>(actions: Actions): Actions {
    const wrapped = Object.entries(actions).map(([name, act]) => [
      name,
      (...args: unknown[]) => this.as('reader', () => act(...args)),
    ])
    return Object.fromEntries(wrapped)
  }

  play(): void {
    this.call(() => this.#play())
  }

  /** Stops where it is, also on its way to a step that takes long to reach. */
  pause(): void {
    this.call(() => this.#pause())
  }

  /** Moves so many steps on, or back. */
  step(n: number): void {
    this.call(() => this.#seek(this.playback.step + Number(n), true))
  }

  seek(step: number, committed: boolean): void {
    this.call(() => this.#seek(step, committed), committed ? '' : 'step')
  }

  /** Draws the random numbers anew, if there are any. */
  newSeed(): void {
    this.call(() => {
      const kind = this.schema?.params.find(({ id }) => id === 'seed')?.kind
      if (kind?.type !== 'integer') return
      const low = Math.max(kind.min, 1)
      const high = Math.max(low, Math.min(kind.max, LARGEST_NEW_SEED))
      this.#set('seed', String(low + Math.floor(Math.random() * (high - low + 1))), true)
    })
  }

  /** Sets a parameter to what a script has for a value. False when it is refused. */
  set(id: string, value: unknown, committed: boolean): boolean {
    return this.call(() => this.#set(id, value, committed), committed ? '' : `param ${id}`)
  }

  /** Keeps the run that is on show in sight, as it stands. */
  pin(): void {
    this.call(() => {
      const { engine } = this.#live ?? {}
      const picture = this.#picture
      if (!engine || !picture) return false
      const { query, step, last, frame } = picture
      const most = engine.most_pins()
      if (this.pins.states.length >= most) this.report([{ code: 'too_many_pins', args: { max: String(most) } }])
      else if (this.pins.add(engine.print_state(query, step < last ? step : undefined, []), frame)) this.#tellPins()
      return true
    })
  }

  /** Lets one of the earlier runs go, or all of them. */
  unpin(index?: number): void {
    this.call(() => {
      if (!this.pins.remove(index)) return
      this.errors.remove('too_many_pins')
      this.#tellPins()
    })
  }

  /** What each of the earlier runs is called: in what it differs from the present one. */
  pinNames(words: { term(term: Term): string; ui(key: string): string }): string[] {
    const { states } = this.pins
    const { engine } = this.#live ?? {}
    if (!engine || states.length === 0) return []
    const step = this.shownStep < this.playback.last ? this.shownStep : undefined
    const names = engine.name_pins(this.query, step, states, (term: Term) => words.term(term))
    return names.map((name) => name || words.ui('pinned_same'))
  }

  #tellPins(): void {
    this.#tellChange([], true, 'pin')
  }

  // ---- Parameters ----------------------------------------------------------------------------------------------------

  #set(id: string, value: unknown, committed: boolean): boolean {
    const text = printValue(value, this.schema?.params.find((spec) => spec.id === id)?.kind)
    const error: ParamError | undefined =
      text === undefined
        ? { code: 'not_a_value', args: { id, got: quoted(String(value)) } }
        : this.#attempt(id, text, committed)
    if (error) this.#refuse(error)
    return !error
  }

  #attempt(id: string, text: string, committed: boolean): ParamError | undefined {
    const error = this.#live?.params.set(id, text)
    if (error && isTable(error)) {
      void this.#attemptTable(id, text, committed)
      return undefined
    }
    if (!error) this.#accept([id], committed)
    return error
  }

  async #attemptTable(id: string, table: string, committed: boolean): Promise<void> {
    const { by } = this
    const reading = this.readTable(id, table)
    this.#reading = reading
    const { text, remarks } = await reading
    // Something else may have been loaded meanwhile.
    if (this.#reading !== reading) return
    this.#reading = undefined
    this.#kept.keepFirst(() =>
      this.as(by, () => {
        if (text == null) this.report(remarks)
        else this.#set(id, text, committed)
      }),
    )
    if (!this.#canAct) return
    this.#carryOut()
    this.#refresh()
  }

  /** How a table is read as the value of a parameter, without setting it. */
  readTable(id: string, table: string): Promise<TableReading> {
    const { schema } = this
    return schema ? readTable(this.#place.tables, schema, id, table) : Promise.resolve({ remarks: [] })
  }

  /** Sets several parameters at once: what a handle stands for, or what a note leads to. */
  assign(assignments: readonly Assignment[], committed: boolean): void {
    const { params } = this.#live ?? {}
    if (!params) return
    const accepted: string[] = []
    for (const [id, text] of assignments) {
      const error = params.set(id, text)
      if (error) this.#refuse(error)
      else accepted.push(id)
    }
    this.#accept(accepted, committed)
  }

  /** Takes the value at a slider position. */
  slide(id: string, position: number, committed: boolean): void {
    const text = this.#live?.params.at(id, position)
    if (text !== undefined) this.#set(id, text, committed)
  }

  /** Back to the default. */
  resetParam(id: string): void {
    this.#live?.params.reset(id)
    this.#accept([id], true)
  }

  /** How a formula's text is read, without setting it: in postfix order, or what is wrong. */
  readFormula(id: string, text: string): string | ParamError {
    return this.#live?.params.read_formula(id, text) ?? ''
  }

  /** Why a parameter that has been set changes nothing, if that is so. */
  withoutEffect(id: string): ParamError | undefined {
    return this.#live?.params.without_effect(id)
  }

  /** What was said about something no longer matters. */
  forgive(key: string): void {
    this.errors.remove(key)
    this.#renew()
  }

  /** A control may show what was refused. */
  #refuse(error: ParamError): void {
    this.report([error])
    this.#renew()
  }

  #renew(): void {
    this.values = [...this.values]
    this.#onlooker.changed()
  }

  /** Values are new: compute with them at once, and tell the page. */
  #accept(ids: string[], committed: boolean): void {
    for (const id of ids) this.errors.remove(id)
    const before = this.query
    this.#readParams()
    if (before !== this.query) {
      if (this.request === 'settled') this.#waitingSince = this.#place.now()
      this.errors.remove('engine_failed')
    }
    this.#tellChange(ids, committed)
    this.#refresh()
  }

  #readParams(): void {
    const { params } = this.#live ?? {}
    if (!params) return
    this.values = params.values()
    this.query = params.query()
    this.#isHeavy = params.needs_compute()
    this.playback.last = Number(this.value('steps')?.text ?? 0)
  }

  #tellChange(ids: string[], committed: boolean, id = ids.length === 1 ? ids[0] : undefined): void {
    const { query, state, by } = this
    this.#onlooker.tell('theta-change', { id: id ?? null, ids, query, state, committed, by })
  }

  /** Tells the page what is wrong, and the reader too, unless the page says it in its own way. */
  report(errors: readonly ParamError[], cause?: unknown): void {
    if (errors.length === 0) return
    if (cause !== undefined) console.error('theta-flow:', cause)
    const { sentences, isSaid } = this.#onlooker.announce(errors, cause)
    if (!isSaid) for (const error of errors) this.errors.add(error)
    if (errors.some(({ code }) => code.startsWith('engine_')))
      this.#onlooker.firstPicture.fail(new Error(sentences[0], { cause }))
    this.#onlooker.changed()
    this.#giveSign()
  }

  // ---- Time ----------------------------------------------------------------------------------------------------------

  #play(): void {
    if (this.playback.playing) return
    this.playback.play()
    this.#lastTick = undefined
    this.#onlooker.tell('theta-play', { by: this.by })
    this.#refresh()
  }

  #pause(): void {
    if (!this.playback.playing) {
      if (this.isCatchingUp) this.#seek(this.shownStep, true)
      return
    }
    this.playback.pause()
    this.#onlooker.tell('theta-pause', { by: this.by })
    this.#refresh()
  }

  #seek(step: number, committed: boolean): void {
    const to = Number(step)
    if (Number.isNaN(to)) {
      const args = { id: 'step', got: quoted(String(step)), min: '0', max: String(this.playback.last) }
      this.report([{ code: 'not_a_number', args }])
      return
    }
    this.isCatchingUp = false
    this.isScrubbing = !committed
    this.#pause()
    this.playback.seek(to)
    this.errors.remove('step')
    this.#tellChange([], committed, 'step')
    this.#refresh()
  }

  /** Asks for what is wanted now and draws as soon as the screen is ready for it. */
  #refresh(): void {
    this.#onlooker.changed()
    this.#ask()
    this.#schedule()
  }

  #schedule(): void {
    if (this.#animation || !this.#visible || !this.#live) return
    this.#animation = this.#place.nextFrame((now) => this.#tick(now))
  }

  #halt(): void {
    this.#place.cancelFrame(this.#animation)
    this.#animation = 0
  }

  #tick(now: number): void {
    this.#animation = 0
    const arrived = this.#arrived
    this.#arrived = undefined
    if (arrived) this.#draw(arrived)
    if (this.playback.playing) {
      const seconds = (now - (this.#lastTick ?? now)) / 1000
      this.#lastTick = now
      this.playback.tick(Math.min(seconds, LONGEST_TICK_S))
      if (this.playback.playing) this.#schedule()
      else this.#finished()
    }
    this.#ask()
  }

  #finished(): void {
    this.#onlooker.tell('theta-pause', { by: 'figure' })
    this.#onlooker.changed()
  }

  // ---- The simulation ------------------------------------------------------------------------------------------------

  /** One request at a time: the next one, with what is wanted by then, goes out when this one is answered. */
  #ask(): void {
    const { runner } = this.#live ?? {}
    if (!runner || this.request === 'asked' || !this.#visible || this.#kept.running) return
    const module = this.#moduleForNow()
    if (!module) return
    const wanted = { module, query: this.query, step: this.playback.step }
    const isAsked = wanted.query === this.#wanted.query && wanted.step === this.#wanted.step
    if (this.request === 'settled' && isAsked && module === this.#wanted.module) return
    this.#wanted = wanted
    this.request = 'asked'
    const budget = this.#onlooker.isDrawn() ? BUDGET_MS : FIRST_BUDGET_MS
    runner.request({ lab: this.lab, ...wanted, budget }).then(
      (reply) => {
        if (runner === this.#live?.runner) this.#receive(reply)
      },
      (error: unknown) => {
        if (runner === this.#live?.runner) this.#failed(error)
      },
    )
  }

  /** The module that computes what is wanted; undefined while it is on its way, and until then the old picture stays. */
  #moduleForNow(): string | undefined {
    if (!this.#isHeavy) this.errors.remove('compute_missing')
    return this.#heavy.moduleFor(this.lab, this.#isHeavy, (error) => this.#withoutHeavy(error))
  }

  /** The lab's first module has to do alone, until the second is wanted anew. */
  #withoutHeavy(error: unknown): void {
    this.report([{ code: 'compute_missing', args: {} }], error)
  }

  #receive(reply: Reply): void {
    this.request = reply.done ? 'settled' : 'partial'
    this.playback.last = reply.last_step
    if (!reply.reached) this.playback.waitAt(reply.step)
    else if (reply.step < this.#wanted.step && this.playback.playing) {
      // The run ended before its last step, by diverging for instance.
      this.playback.finish()
      this.#finished()
    }
    const isStill = this.#place.isStill()
    const waited = this.#place.now() - this.#waitingSince
    const isImpatient = waited > (isStill ? STILL_MS : PATIENCE_MS)
    this.isCatchingUp = !reply.reached && !this.playback.playing && (this.isCatchingUp || isImpatient)
    const isSteady = reply.reached || (this.isCatchingUp && !isStill)
    if (this.#visible && !this.#onlooker.isDrawn()) {
      // The first picture is late enough: it does not wait for the screen.
      this.#draw(reply)
    } else if (reply.done || this.playback.playing || isImpatient || (isSteady && waited > REFINED_MS)) {
      this.#arrived = reply
      this.#schedule()
    }
    this.#ask()
  }

  #failed(error: unknown): void {
    this.request = 'partial'
    if (error instanceof EngineError && this.#wanted.module !== this.lab) {
      this.#heavy.fail()
      this.#withoutHeavy(error)
      this.#ask()
      return
    }
    // Not asked again until the reader changes something: it would fail again.
    this.request = 'settled'
    this.as('figure', () => this.#pause())
    this.report([{ code: 'engine_failed', args: {} }], error)
  }

  // ---- Pictures ------------------------------------------------------------------------------------------------------

  #draw(reply: Reply): void {
    try {
      this.#onlooker.draw(reply.frame)
    } catch (error) {
      this.#failed(error)
      return
    }
    this.shownStep = reply.step
    this.#picture = { query: reply.query, step: reply.step, last: reply.last_step, frame: reply.frame }
    this.#waitingSince = this.#place.now()
    if (!this.#onlooker.isDrawn()) return
    this.#onlooker.drew()
    this.#onlooker.tell('theta-frame', { step: reply.step })
    this.#giveSign()
  }

  /** A picture is on show. */
  shown(rate: number | undefined): void {
    this.playback.rate = rate ?? this.schema?.steps_per_second ?? this.playback.rate
    if (this.#pending === undefined && this.#onlooker.firstPicture.come())
      this.#onlooker.tell('theta-ready', { lab: this.lab })
  }

  /** The printer waits for nothing: what has not been in sight is drawn if all that it needs has come for another figure. */
  drawNow(): void {
    const engine = this.#place.engineAtHand(this.#pendingLab)
    if (!engine || this.#live) return
    this.#pending ??= this.#onlooker.beginning().state
    this.#takeOver(engine)
    const step = this.playback.playing ? this.playback.last : this.playback.step
    try {
      this.#draw(runNow(engine, this.query, step))
    } catch (error) {
      this.#failed(error)
    }
  }

  /** Stops it, and waits until nothing is left to compute: what is handed over shows a definite step, all of it. */
  async rest(): Promise<void> {
    // On its way to a step it goes on: that step is what is to be shown.
    this.call(() => {
      if (this.playback.playing) this.#pause()
    })
    while (this.phase !== 'failed' && !this.isSettled) await new Promise<void>((go) => this.#waiting.push(go))
  }

  #giveSign(): void {
    for (const go of this.#waiting.splice(0)) go()
  }

  /** The frame on show with all that a long run has. */
  async whole(): Promise<Uint8Array> {
    const { runner } = this.#live ?? {}
    if (!runner) throw new Error('nothing is on show')
    return wholeFrame(runner, { lab: this.lab, ...this.#wanted, budget: BUDGET_MS, whole: true })
  }

  /** The module that writes texts for other programs. */
  writer(): Promise<Api> {
    return this.#place.engine(this.#place.computeModuleOf(this.lab))
  }

  /** The run as a program. */
  async script(format: string): Promise<string> {
    return (await this.writer()).script(format, this.query, this.shownStep)
  }
}

/** What has been computed is there at once, unless something else has been asked for meanwhile. */
async function wholeFrame(runner: Runner, request: Request): Promise<Uint8Array> {
  const { frame, done } = await runner.request(request)
  return done ? frame : wholeFrame(runner, request)
}

/** What is said of an engine that cannot be had. */
function troubleOf(error: unknown): ParamError {
  return error instanceof EngineError ? { code: error.code, args: error.args } : { code: 'engine_failed', args: {} }
}
