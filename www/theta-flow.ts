/** The element `<theta-flow>`: one interactive figure, from its attributes to its events. */
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type {
  Api,
  Assignment,
  Board,
  Handle,
  LegendEntry,
  Note,
  ParamError,
  Params,
  ParamValue,
  Readout,
  Schema,
  Status,
  Stride,
} from './api'
import type { Shown, Source } from './export/shown'
import { chooseControls, controlNames } from './figure/choice'
import { adoptContrast, forcedTheme, wantsContrast, watchContrast } from './figure/contrast'
import type { ControlActions } from './figure/controls'
import { renderPoster, renderStart } from './figure/cover'
import { ErrorList, quoted, renderErrors } from './figure/errors'
import { ExportMenu, loadExporter } from './figure/exporting'
import { FullScreen } from './figure/full-screen'
import { type HandleActions, HandleLayer, type HandleText } from './figure/handles'
import { Internals } from './figure/internals'
import { keepToItself } from './figure/keys'
import { look } from './figure/look'
import { NumbersTable } from './figure/numbers'
import { renderBoard, renderCaption, renderNotes, renderReadouts, summarise } from './figure/readouts'
import { Figure } from './figure/stage'
import { adopt } from './figure/styles'
import { type Surroundings, surroundingsOf, watchSurroundings, watchText } from './figure/surroundings'
import { renderStrides, renderTransport, type TransportActions } from './figure/transport'
import { prefersReducedMotion, watchPixelRatio, watchPrinting, watchVisibility } from './figure/visibility'
import { Wording } from './figure/wording'
import {
  addTexts,
  type Language,
  languageAround,
  languages,
  loadMessages,
  type Messages,
  matchLanguage,
  watchTexts,
} from './i18n'
import { computeModuleOf, labOf } from './labs'
import type { By, PictureOptions, Placement, Reveal, Theme, ThetaEvents, Value, Words } from './public'
import { EngineError, engineAtHand, fetchModule, loadEngine } from './run/engine'
import { FirstPicture } from './run/first-picture'
import { KeptCalls } from './run/kept-calls'
import { runNow } from './run/paper'
import { Playback } from './run/playback'
import { createRunner, prepareRunner, type Runner } from './run/runner'
import type { Reply, Request } from './run/sessions'
import { printValue, readValue } from './run/values'

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
/** At rest for this long, the figure sums itself up for screen readers. */
const REST_MS = 600
/** Many programs cut off links of more than 2,000 characters, the address of the page included. */
const LONGEST_LINK = 1900
/** Of so many names of controls that do not exist it is said that they do not. */
const MOST_UNKNOWN = 12
/** Digits of a coordinate that assistive technology sets: its steps are hundredths of a range. */
const DIGITS_HEARD = 6
/** Seeds are read aloud and typed off the screen: four digits will do. */
const LARGEST_NEW_SEED = 9999

export type * from './api'
export type * from './public'

/**
 * An interactive figure of machine-learning mathematics.
 *
 * ```html
 * <theta-flow lab="optimizers" params="rule=adam&lr=0.05" controls="rule,lr" autoplay></theta-flow>
 * ```
 *
 * Attributes set the beginning; what the reader does afterwards is in the read-only properties. Children of the element
 * are shown only where there is no script, and where the figure cannot run, or on paper has not run, and has no poster.
 *
 * A figure loads when it comes near the viewport. What its methods are told before that is kept and carried out then, in
 * order; `ready` is the promise of its first picture.
 *
 * In a form the figure is a control: its value is its `state`, under its `name`.
 *
 * @attr lab - which lab
 * @attr params - its parameters, as in an address: `key=value&key=value`; `step=37` shows that step instead of the last
 * @attr controls - which parameters get controls, in order, separated by commas; `none` for none; absent for all
 * @attr [theme=auto] - `light`, `dark` or `auto` (what the page around it has)
 * @attr lang - `en`, `zh`; absent or `auto` for the language of the text around it
 * @attr lang-fallback - the language where there are no texts in that one; absent for `en`
 * @attr texts - words of your own as JSON, such as `{"param.lr": "step size"}`
 * @attr [autoplay=false] - plays once it becomes visible, unless the reader asks for less motion
 * @attr export - `none` for no button "Export"
 * @attr home - address of the folder with the start page and `embed.html`, to which exported links lead; absent for the folder of the script
 * @attr [runner=auto] - `page` computes in the page instead of a worker
 * @attr poster - address of a picture, shown until the first frame and where the figure cannot run
 * @attr [reveal=auto] - `interaction` loads nothing but a button until the reader presses it; `auto` starts near the viewport
 * @attr group - figures of the same group and lab share what the reader does to one of them
 * @attr name - under which a form sends its state
 * @attr [disabled=false] - nobody can operate it, as in a `fieldset` that is disabled; scripts can
 *
 * @slot - what stands for it where it cannot run and has no poster, and where there is no script
 *
 * @fires theta-ready - the first picture is on show, also after a change of the lab; {@link ThetaReady}
 * @fires theta-change - the reader or a method changed the state; {@link ThetaChange}
 * @fires theta-frame - a picture has been drawn; it does not bubble; {@link ThetaFrame}
 * @fires theta-play - the run plays; {@link ThetaPlayback}
 * @fires theta-pause - the run stands still again, at its end too; {@link ThetaPlayback}
 * @fires theta-error - values were refused, or the engine failed; cancelled, no sentence is shown; {@link ThetaErrors}
 *
 * @cssstate dormant - waits for the reader to start it
 * @cssstate ready - a picture is on show
 * @cssstate playing - the run plays
 * @cssstate failed - it cannot run
 *
 * @cssprop --theta-flow-accent - sliders, focus
 * @cssprop --theta-flow-ink - text
 * @cssprop --theta-flow-muted - secondary text
 * @cssprop --theta-flow-line - hairlines
 * @cssprop --theta-flow-paper - background when `theme` is `light` or `dark`
 * @cssprop --theta-flow-font - font family
 * @cssprop --theta-flow-font-size - size of the text, with which the picture grows
 * @cssprop --theta-flow-controls-width - width of the column of controls
 * @cssprop --theta-flow-sticky-top - height of what the page keeps at the top of the window, such as a fixed header
 *
 * @csspart root - everything, with the colours and the type
 * @csspart figure - the picture and its handles
 * @csspart poster - the picture that stands for it
 * @csspart start - the button that starts it
 * @csspart below - all that stands below the picture, but for what is said of mistakes; it has the next six
 * @csspart transport - the buttons and the slider that move through the run
 * @csspart caption - the legend and how the run stands
 * @csspart readouts - the numbers
 * @csspart note - a sentence about what is shown
 * @csspart table - a table of numbers
 * @csspart numbers - the numbers of the run, behind a disclosure
 * @csspart export - the button "Export" and what it opens
 * @csspart controls - the column of controls
 * @csspart control - one of them
 * @csspart messages - what was refused, or went wrong
 * @csspart button - every button
 * @csspart slider - every slider
 * @csspart field - every field for text
 * @csspart select - every list to choose from
 * @csspart checkbox - every switch
 * @csspart handle - what can be dragged in the picture
 */
class FigureElement extends LitElement {
  /** The version of the package. */
  static readonly version: string = __VERSION__
  static readonly formAssociated = true
  static override styles = look

  static override properties: PropertyDeclarations = {
    lab: {},
    params: {},
    controls: {},
    theme: {},
    langFallback: { attribute: 'lang-fallback' },
    texts: {},
    autoplay: { type: Boolean, reflect: true },
    export: {},
    home: {},
    runner: {},
    poster: {},
    reveal: {},
    group: {},
    name: { reflect: true, useDefault: true },
    disabled: { type: Boolean, reflect: true },
  }

  /** `lang` is the element's own property, as everywhere: here it is only listened to. */
  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit makes the list for the class that is asked.
    return [...super.observedAttributes, 'lang']
  }

  // Only declared: a field of the object would hide the accessor that Lit makes. Their defaults are in the constructor.
  /** The lab. Setting it starts over. */
  declare lab: string
  /** The initial parameters. Setting them starts over from them; the current ones are in `query`. */
  declare params: string
  /** Which parameters get controls. */
  declare controls: string | readonly string[] | null
  /** `light`, `dark` or `auto`. */
  declare theme: Theme | 'auto'
  /** The language where there are no texts in that one. */
  declare langFallback: string
  /** Words of the author's own, by key: an object, or the same as JSON; empty for none. */
  declare texts: Words
  /** Whether it plays by itself. */
  declare autoplay: boolean
  /** `none` for no button "Export". */
  declare export: string | null
  /** The address of the folder to which exported links lead; empty for that of the script. */
  declare home: string
  /** Where it computes. */
  declare runner: Placement
  /** The address of a picture that stands for it; empty for none. */
  declare poster: string
  /** When it starts. */
  declare reveal: Reveal
  /** Whom it is linked to; empty for nobody. */
  declare group: string
  /** Under which a form sends its state; empty for none. */
  declare name: string
  /** Whether nobody can operate it; of a disabled `fieldset` around it, it does not speak. */
  declare disabled: boolean

  /** What the module of `#lab` offers. */
  #engine: Api | undefined
  #messages: Messages | undefined
  /** What has come in `#messages`, for the lab on show. */
  #words: Wording | undefined
  /** Makes controls, once it has come. */
  #controlsPart: typeof import('./figure/controls') | undefined
  #schema: Schema | undefined
  #params: Params | undefined
  #values: ParamValue[] = []
  /** What has been said of parameters without effect: once is enough. */
  readonly #toldInVain = new Set<string>()
  #query = ''
  #lab = ''
  #scripts: readonly string[] = []
  readonly #exportMenu = new ExportMenu(
    (words) => this.#exportSource(words),
    () => this.requestUpdate(),
    (error) => this.#report([{ code: 'export_missing', args: {} }], error),
  )
  readonly #numbers = new NumbersTable(
    () => {
      const { frame, drawn } = this.#figure ?? {}
      const words = this.#words
      if (!drawn || !frame || !words || this.#playback.playing) return undefined
      const [lab, step, last] = [this.#lab, this.#shownStep, this.#playback.last]
      const csv = async () => (await this.#writer()).csv(lab, frame) ?? ''
      return { step, last, csv, words, root: this.shadowRoot }
    },
    () => this.requestUpdate(),
  )
  /** Whether the parameters ask for the lab's second module, and how it stands with that. */
  #needsCompute = false
  #compute: 'unasked' | 'coming' | 'ready' | 'failed' = 'unasked'
  #figure: Figure | undefined
  #handles: HandleLayer | undefined
  #runner: Runner | undefined
  readonly #playback = new Playback()
  readonly #errors = new ErrorList()

  readonly #internals = new Internals(this)
  /** `lab`, `params` and `runner` of the beginning that was made last. */
  #begun = { state: '', runner: '' }
  /** The state to take over as soon as the engine is there. */
  #pending: string | undefined
  /** What to do with it then. */
  readonly #kept = new KeptCalls()
  readonly #firstPicture = new FirstPicture<this>()
  /** On whose behalf something is done now: of a script, unless something else is said. */
  #by: By = 'script'
  #visible = false
  /** The reader has pressed the button. */
  #revealed = false
  #failed = false
  #autoplayed = false
  /** By its own attribute or a `fieldset` around it. */
  #disabled = false
  #language: Language | undefined
  #theme: Theme = 'light'
  /** The colour behind the figure, if the page names one. */
  #background: string | undefined
  /** The paper that it brings: with a theme of its own it is part of the look. */
  #paper: Surroundings['paper'] | 'paper' = ''
  /** An element that inherits the page's text colour. */
  readonly #probe = document.createElement('i')
  #isPrinting = false
  readonly #screen = new FullScreen(this, () => this.#fit())

  #animation = 0
  #lastTick: number | undefined
  #inFlight = false
  #asked = { module: '', query: '', step: -1 }
  #settled = false
  /** Standing still, it computes its way to a step for so long that the reader sees it come. */
  #isCatchingUp = false
  /** The reader has hold of the scrub bar. */
  #isScrubbing = false
  /** Since when the reader has waited for a picture. */
  #waitingSince = 0
  #arrived: Reply | undefined
  #shownStep = 0
  #readouts: Readout[] = []
  #legend: LegendEntry[] = []
  #notes: Note[] = []
  #board: Board | undefined
  #strides: Stride[] = []
  /** Which sections of controls the reader, or a changed value in them, has opened. */
  readonly #openGroups = new Map<string, boolean>()
  #status: Status | undefined
  #summary = ''
  #restTimer = 0
  #unwatch: (() => void)[] = []

  constructor() {
    super()
    this.lab = ''
    this.params = ''
    this.controls = null
    this.theme = 'auto'
    this.langFallback = ''
    this.texts = ''
    this.autoplay = false
    this.export = null
    this.home = ''
    this.runner = 'auto'
    this.poster = ''
    this.reveal = 'auto'
    this.group = ''
    this.name = ''
    this.disabled = false
    keepToItself(this)
  }

  // ---- What a page can do with it ----------------------------------------------------------------------------------

  /**
   * Adds a language, or words of your own in one that there is, for all figures of the page: texts by key, nested or with
   * dots, as in the files of `www/i18n/`. What they leave out stays English, or as it is.
   */
  static addTexts(language: string, texts: Words): void {
    addTexts(language, texts)
  }

  /** Plays the run, from its beginning if it is finished. */
  play(): void {
    this.#call(() => this.#play())
  }

  /** Stops where it is, also on its way to a step that takes long to reach. */
  pause(): void {
    this.#call(() => this.#pause())
  }

  /** Moves `n` steps on, or back if it is negative, and stands still there. */
  step(n = 1): void {
    this.#call(() => this.#seek(this.#playback.step + Number(n), true))
  }

  /** Shows a step, at most the last, and stands still there. `committed` is false while a drag goes on. */
  seek(step: number, committed = true): void {
    this.#call(() => this.#seek(step, committed), committed ? '' : 'step')
  }

  /** Back to step 0, standing still. */
  reset(): void {
    this.seek(0)
  }

  /** Draws the random numbers anew, if the figure has any. */
  newSeed(): void {
    this.#call(() => {
      const kind = this.#schema?.params.find(({ id }) => id === 'seed')?.kind
      if (kind?.type !== 'integer') return
      const low = Math.max(kind.min, 1)
      const high = Math.max(low, Math.min(kind.max, LARGEST_NEW_SEED))
      this.#set('seed', String(low + Math.floor(Math.random() * (high - low + 1))), true)
    })
  }

  /**
   * Sets a parameter. False when the value is refused: the last good one stays and a sentence says why; true when it is
   * taken, or kept until the figure is there. `committed` is false while a drag goes on.
   */
  set(id: string, value: Value, committed = true): boolean {
    this.#tellInVain([String(id)])
    return this.#call(() => this.#set(String(id), value, committed), committed ? '' : `param ${id}`)
  }

  /** The value of a parameter; undefined before the engine is there, and where there is no such parameter. */
  get(id: string): Value | undefined {
    const spec = this.#schema?.params.find((spec) => spec.id === id)
    const value = this.values.find((value) => value.id === id)
    return spec && value && readValue(spec.kind, value.text)
  }

  /** Takes over a permalink such as `lab=optimizers&rule=adam&step=37`: whatever part of it is good. No `theta-change`. */
  load(state: string): void {
    this.#catchUp()
    this.#load(String(state))
  }

  /** Alone on the screen, with type that grows with it; only in answer to something that the reader does. */
  override requestFullscreen(options?: FullscreenOptions): Promise<void> {
    return this.#screen.enter(() => super.requestFullscreen(options))
  }

  /** The shown frame as an SVG document. Like all exports, it stops a run that plays and waits until all is computed. */
  async exportSvg(options?: PictureOptions): Promise<string> {
    const { svg } = await loadExporter()
    return svg(await this.#atRest(), options)
  }

  /** The same as a PNG, two pixels to a CSS pixel. */
  async exportPng(options?: PictureOptions): Promise<Blob> {
    const { png } = await loadExporter()
    return png(await this.#atRest(), options)
  }

  /** The frame's table. */
  async exportCsv(): Promise<string> {
    const { csv } = await loadExporter()
    return csv(await this.#atRest())
  }

  /** The frame and all that `thetaflow run --from` needs to make it again. */
  async exportJson(): Promise<string> {
    const { json } = await loadExporter()
    return json(await this.#atRest())
  }

  /** The run as a program, in the labs that have one: `pytorch`. */
  async exportScript(format: string): Promise<string> {
    await this.#atRest()
    return this.#script(format)
  }

  /** The focus goes to the button that plays it, or starts it. */
  override focus(options?: FocusOptions): void {
    // Not `delegatesFocus`: a click on the picture would focus something, and arrow keys no longer scroll the page.
    this.shadowRoot?.querySelector<HTMLElement>('.play, .begin button')?.focus(options)
  }

  /** Resolves with the figure when its first picture is on show, anew when `lab` changes; rejects when it cannot run. */
  get ready(): Promise<this> {
    this.#catchUp()
    return this.#firstPicture.promise
  }

  /** The lab's parameters with their kinds and ranges; undefined until the engine is there. */
  get schema(): Schema | undefined {
    return this.#params && this.#schema
  }

  /** The shown frame as data, or undefined before the first. Of a long run it has what is seen; `exportJson` gives all. */
  get frame(): unknown {
    return this.#figure?.drawn ? this.#figure.view.frame() : undefined
  }

  /** The numbers under the figure. */
  get readouts(): readonly Readout[] {
    return this.#readouts
  }

  /** Running, converged or diverged, and at which step. */
  get status(): Status | undefined {
    return this.#status
  }

  /** All parameters with their values; empty until the engine is there. */
  get values(): readonly ParamValue[] {
    return this.#params ? this.#values : []
  }

  /** The parameters as canonical text; those at their default are left out. */
  get query(): string {
    return this.#query
  }

  /** The permalink of what is on show: lab, parameters, and the step unless it is the last. */
  get state(): string {
    if (!this.#engine || this.#pending !== undefined) return this.#pending ?? this.#initialState()
    const step = this.#playback.atEnd ? undefined : this.#playback.step
    return this.#engine.print_state(this.#lab, this.#query, step)
  }

  /** The same for an address: where it would be too long for that, without the points that a reader has set. */
  get link(): string {
    const state = this.state
    if (state.length <= LONGEST_LINK) return state
    const isLong = ([id]: string[]) =>
      this.#schema?.params.some((spec) => spec.id === id && spec.kind.type === 'points')
    const parts = state.split('&').filter((part) => !isLong(part.split('=')))
    return parts.join('&')
  }

  /** Whether it plays. */
  get playing(): boolean {
    return this.#playback.playing
  }

  // ---- Life ----------------------------------------------------------------------------------------------------------

  override connectedCallback(): void {
    super.connectedCallback()
    this.#unwatch = [
      watchVisibility(this, (visible) => this.#onVisibility(visible)),
      watchSurroundings(this, () => this.#onSurroundings()),
      watchTexts(() => {
        this.#onSurroundings()
        if (this.#words) void this.#loadWords()
      }),
      watchContrast(() => this.#onSurroundings()),
      watchPixelRatio(() => this.#fit()),
      watchPrinting(
        () => this.#onPrinting(),
        () => this.#onPrinted(),
      ),
    ]
    this.#onSurroundings()
    void this.#link()
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot()
    this.#probe.className = 'probe'
    watchText(this.#probe, () => this.#onSurroundings())
    root.append(this.#probe)
    return root
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const stop of this.#unwatch) stop()
    this.#visible = false
    this.#halt()
    // An element that is only moved to another place in the page comes back at once and keeps its state.
    queueMicrotask(() => {
      if (this.isConnected || !this.#params) return
      this.#pending = this.state
      this.#dismantle()
    })
  }

  /** All controls at once take their time: the question for the first picture is on its way before they are made. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#params && !this.#status) await new Promise((resolve) => setTimeout(resolve))
    super.scheduleUpdate()
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now)
    if (name !== 'lang') return
    // "auto" is no language: left in place it would mislead assistive technology and hyphenation.
    if (now === 'auto') this.removeAttribute('lang')
    else if (this.isConnected) this.#onSurroundings()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('langFallback') || changed.has('theme')) this.#onSurroundings()
    if (changed.has('texts') && this.#words) void this.#loadWords()
    if (changed.has('group') && this.hasUpdated) void this.#link()
    if (changed.has('reveal') && this.hasUpdated) this.#onVisibility(this.#visible)
    this.#catchUp()
  }

  /** The focus does not get lost with what had it: it goes on to a neighbour, or to where the figure is played. */
  protected override update(changed: PropertyValues<this>): void {
    const focused = this.shadowRoot?.activeElement
    const around = focused?.closest('.control, .messages')
    super.update(changed)
    if (!focused || (focused.isConnected && !focused.closest('[hidden]'))) return
    const neighbour =
      around?.isConnected && around.querySelector<HTMLElement>(':is(button, input, select):not([hidden])')
    if (neighbour) neighbour.focus()
    else this.focus()
  }

  protected override updated(): void {
    this.#reflect()
  }

  protected override firstUpdated(): void {
    const width = this.renderRoot.querySelector('.width')
    const layer = this.renderRoot.querySelector<HTMLElement>('.handles')
    if (!width || !layer) return
    // In the next frame: what watches the element's own size, as the page of the iframe does, would miss the change in this one.
    const resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#fit()))
    resizes.observe(width)
    const actions = this.#byReader<HandleActions>({
      drag: (id, x, y, committed) => {
        if (this.#figure?.drawn) this.#assign(this.#figure.view.drag(id, x, y), committed)
      },
      nudge: (id, dx, dy) => {
        const view = this.#figure?.drawn ? this.#figure.view : undefined
        const handle = view?.handles().find((handle) => handle.id === id)
        if (!view || !handle) return
        const [x = 0, y = 0] = this.#coordinates(handle).map(Number)
        this.#assign(view.nudge(id, x, y, dx, dy), true)
      },
      set: (id, axis, value, committed) => {
        const handle = this.#figure?.view.handles().find((handle) => handle.id === id)
        if (!handle) return
        const text = String(Number(value.toPrecision(DIGITS_HEARD)))
        const [x = '', y = ''] = this.#coordinates(handle)
        const [own, other] = handle.params
        const point = axis === 0 ? `${text},${y}` : `${x},${text}`
        this.#assign([other === undefined ? [id, point] : [axis === 0 ? (own ?? id) : other, text]], committed)
      },
    })
    this.#handles = new HandleLayer(layer, actions)
  }

  /** Begins anew where `lab`, `params` or `runner` have been set since it began. */
  #catchUp(): void {
    const begun = { state: this.#initialState(), runner: this.runner }
    const { state, runner } = this.#begun
    if (begun.state === state && begun.runner === runner) return
    this.#begun = begun
    if (!this.hasUpdated) return
    const moves = begun.runner !== runner && this.#params !== undefined
    if (moves) this.#dismantle()
    this.#load(begun.state)
    if (moves) void this.#start()
  }

  #load(state: string): void {
    this.#kept.forget()
    this.#pending = state
    if (this.#params && labOf(state, this.#lab) === this.#lab) {
      this.#takeOver()
      return
    }
    this.#firstPicture.expect()
    if (this.#words) void this.#loadWords().catch(() => undefined)
    // Else it is on its way, or has not come near the viewport yet.
    if (this.#params || this.#failed) void this.#start()
  }

  #initialState(): string {
    return [this.lab && `lab=${this.lab}`, this.params].filter(Boolean).join('&')
  }

  #onVisibility(visible: boolean): void {
    this.#visible = visible
    if (!visible) {
      this.#halt()
      return
    }
    this.#lastTick = undefined
    this.#fit()
    if (this.#params) this.#schedule()
    else if (!this.#isDormant) void this.#start()
    else void this.#loadWords().catch(() => undefined)
  }

  /** Waits for the reader to ask for it. */
  get #isDormant(): boolean {
    return this.reveal === 'interaction' && !this.#revealed && !this.#params
  }

  /** The reader has asked for it. */
  #reveal(): void {
    this.#revealed = true
    void this.#start()
    this.requestUpdate()
  }

  /** The figures that share what is done to one of them have code that others do without. */
  async #link(): Promise<void> {
    if (!this.group) return
    const { link } = await import('./group')
    const member = { lab: () => this.#labOnShow, tell: (act: () => void) => this.#as('group', act) }
    if (this.isConnected) this.#unwatch.push(link(this, member))
  }

  /** Paper is white. */
  #onPrinting(): void {
    this.#isPrinting = true
    if (!this.#params) this.#drawForPaper()
    this.#theme = 'light'
    this.#figure?.setTheme('light')
    this.#figure?.freeze()
    if (this.#figure?.drawn) this.#afterDrawing()
    this.requestUpdate()
  }

  #onPrinted(): void {
    this.#isPrinting = false
    this.#figure?.thaw()
    this.#onSurroundings()
    this.requestUpdate()
  }

  /** The printer waits for nothing: what has not been in sight is drawn if all that it needs has come for another figure. */
  #drawForPaper(): void {
    const engine = engineAtHand(this.#pendingLab)
    if (!engine || this.#isDormant) return
    this.#engine = engine
    this.#pending ??= this.#initialState()
    this.#takeOver()
    void this.#loadWords().catch(() => undefined)
    const step = this.#playback.playing ? this.#playback.last : this.#playback.step
    try {
      this.#draw(runNow(engine, this.#lab, this.#query, step))
    } catch (error) {
      this.#runFailed(error)
    }
  }

  #onSurroundings(): void {
    if (this.#isPrinting) return
    const around = surroundingsOf(this, this.#probe)
    const own = this.theme === 'light' || this.theme === 'dark' ? this.theme : undefined
    const theme = forcedTheme() ?? own ?? around.theme
    const paper = own ? 'paper' : around.paper
    const language = matchLanguage(this.lang) ?? languageAround(this, this.langFallback)
    const isNews = around.background !== this.#background || paper !== this.#paper || theme !== this.#theme
    this.#theme = theme
    this.#background = around.background
    this.#paper = paper
    const recoloured = [this.#figure?.setTheme(theme), this.#figure?.setContrast(wantsContrast())]
    // The legend and the table have the colours of the curves.
    void adoptContrast(this.shadowRoot)
    if (recoloured.includes(true) && this.#figure?.drawn) this.#afterDrawing()
    if (language !== this.#language) {
      this.#language = language
      if (this.#words) void this.#loadWords()
    }
    if (isNews) this.requestUpdate()
  }

  async #loadWords(): Promise<void> {
    void this.#fetchControls()
    const wanted = () => this.#textsOf(this.#labOnShow)
    const messages = await wanted()
    // Another language may have been chosen meanwhile, or another lab.
    if (messages !== (await wanted())) return this.#loadWords()
    this.#word(messages)
    this.#rest()
  }

  #textsOf(lab: string): Promise<Messages> {
    return loadMessages(this.#language ?? 'en', lab, this.texts ?? '')
  }

  #word(messages: Messages): void {
    if (messages !== this.#messages) this.#exportMenu.close()
    this.#messages = messages
    this.#words = new Wording(messages, this.#labOnShow, this.#schema?.params)
    this.requestUpdate()
  }

  /** What makes controls comes beside the texts, for figures that have some. */
  async #fetchControls(): Promise<void> {
    if (this.#controlsPart || controlNames(this.controls)?.length === 0) return
    const part = await import('./figure/controls')
    adopt(this.shadowRoot, part.styles)
    this.#controlsPart = part
    this.requestUpdate()
  }

  /** The lab of the state that is to be taken over. */
  get #pendingLab(): string {
    return labOf(this.#pending ?? '', this.#lab || labOf(this.#initialState()))
  }

  get #labOnShow(): string {
    return this.#params ? this.#lab : this.#pendingLab
  }

  /** Fetches what the pending state needs, once the figure comes near the viewport. */
  async #start(): Promise<void> {
    this.#pending ??= this.#initialState()
    this.#firstPicture.expect()
    const lab = this.#pendingLab
    const own = this.#textsOf(lab)
    const texts = Promise.all([own, this.#loadWords(), this.#fetchControls()]).catch(() => [undefined])
    try {
      prepareRunner(lab, this.runner)
      const engine = await loadEngine(lab)
      const [[messages]] = await Promise.all([texts, this.updateComplete])
      if (!this.isConnected || this.#pending === undefined) return
      if (lab !== this.#pendingLab) return this.#start()
      this.#failed = false
      this.#engine = engine
      // What the state is refused for is said in the words of its lab.
      this.#takeOver(messages)
      void this.#loadWords().catch(() => undefined)
    } catch (error) {
      await texts
      // Another lab that cannot be had leaves the one on show.
      if (this.#params) {
        this.#pending = undefined
        this.#kept.forget()
      } else {
        this.#failed = true
      }
      this.#report([{ code: error instanceof EngineError ? error.code : 'engine_failed', args: {} }], error)
      if (this.#figure?.drawn && this.#pending === undefined) this.#firstPicture.come(this)
    }
  }

  /** Makes the pending state the current one. It is one of the lab whose engine is there. */
  #takeOver(messages = this.#messages): void {
    const engine = this.#engine
    if (!engine || this.#pending === undefined) return
    const parsed = engine.parse_state(this.#pending)
    this.#pending = undefined
    const wasPlaying = this.#playback.playing
    if (!this.#params || parsed.lab !== this.#lab) {
      this.#build(engine, parsed.lab)
      if (messages) this.#word(messages)
    }
    this.#errors.clear()
    this.#params?.load(parsed.query)
    this.#readParams()
    this.#tellInVain(this.#values.filter(({ is_default }) => !is_default).map(({ id }) => id))
    this.#playback.pause()
    this.#playback.seek(parsed.step ?? Number.POSITIVE_INFINITY)
    if (wasPlaying) this.#emit('theta-pause', { by: this.#by })
    this.#reportMistakes()
    this.#report(parsed.errors)
    const plays = this.autoplay && !this.#autoplayed && parsed.step == null && !prefersReducedMotion()
    this.#autoplayed = true
    if (plays) this.#as('figure', () => this.#play())
    this.#kept.carryOut()
    this.#refresh()
  }

  #build(engine: Api, lab: string): void {
    this.#dismantle()
    const box = this.renderRoot.querySelector<HTMLElement>('.stage')
    const [back, front] = this.renderRoot.querySelectorAll('canvas')
    if (!box || !back || !front) throw new Error('not rendered yet')
    this.#lab = lab
    this.#schema = engine.schema(lab)
    this.#scripts = engine.scripts(lab)
    this.#params = new engine.Params(lab)
    this.#playback.rate = this.#schema.steps_per_second
    this.#figure = new Figure(engine, lab, box, back, front)
    this.#figure.setTheme(this.#theme)
    this.#figure.setContrast(wantsContrast())
    this.#figure.fit()
    this.#runner = createRunner(this.runner)
  }

  #dismantle(): void {
    this.#halt()
    this.#runner?.close()
    this.#figure?.free()
    this.#params?.free()
    this.#runner = undefined
    this.#figure = undefined
    this.#params = undefined
    this.#arrived = undefined
    this.#inFlight = false
    this.#settled = false
    this.#compute = 'unasked'
    this.#scripts = []
    this.#exportMenu.close()
    this.#firstPicture.expect()
  }

  // ---- Calls ---------------------------------------------------------------------------------------------------------

  /** Does what a method asks for, or keeps it until the figure can. What was set as a property before comes first. */
  #call(act: () => unknown, drag = ''): boolean {
    this.#catchUp()
    if (this.#params && this.#pending === undefined) return act() !== false
    const by = this.#by
    this.#kept.keep(() => this.#as(by, act), drag)
    return true
  }

  /** Does something on behalf of somebody. */
  #as<Result>(by: By, act: () => Result): Result {
    const before = this.#by
    this.#by = by
    try {
      return act()
    } finally {
      this.#by = before
    }
  }

  /** The same actions, done by the reader. */
  #byReader<Actions extends object>(actions: Actions): Actions {
    const wrapped = Object.entries(actions).map(([name, act]) => [
      name,
      (...args: unknown[]) => this.#as('reader', () => act(...args)),
    ])
    return Object.fromEntries(wrapped)
  }

  // ---- Parameters ----------------------------------------------------------------------------------------------------

  #set(id: string, value: unknown, committed: boolean): boolean {
    if (!this.#params) return false
    const text = printValue(value, this.#schema?.params.find((spec) => spec.id === id)?.kind)
    const error: ParamError | undefined =
      text === undefined
        ? { code: 'not_a_value', args: { id, got: quoted(String(value)) } }
        : this.#attempt(id, text, committed)
    if (error) this.#report([error])
    return !error
  }

  #attempt(id: string, text: string, committed: boolean): ParamError | undefined {
    const error = this.#params?.set(id, text)
    if (!error) {
      this.#errors.remove(id)
      this.#changed([id], committed)
    }
    return error
  }

  /** Sets several parameters at once: what a handle stands for, or what a note leads to. */
  #assign(assignments: readonly Assignment[], committed: boolean): void {
    if (!this.#params) return
    const accepted: string[] = []
    for (const [id, text] of assignments) {
      const error = this.#params.set(id, text)
      if (error) {
        this.#report([error])
      } else {
        this.#errors.remove(id)
        accepted.push(id)
      }
    }
    this.#changed(accepted, committed)
  }

  #read(id: string, text: string): ReturnType<ControlActions['read']> {
    const reading = this.#params?.read_formula(id, text) ?? ''
    if (typeof reading === 'string') return { postfix: reading }
    return { sentence: this.#words?.sentence(reading) ?? '', position: Number(reading.args.position) - 1 }
  }

  readonly #follow = (settings: readonly Assignment[]) => this.#as('reader', () => this.#assign(settings, true))

  readonly #controlActions = this.#byReader<ControlActions>({
    set: (id, text, committed) => this.#set(id, text, committed),
    slide: (id, position, committed) => {
      const text = this.#params?.at(id, position)
      if (text !== undefined) this.#set(id, text, committed)
    },
    reset: (id) => {
      this.#params?.reset(id)
      this.#errors.remove(id)
      this.#changed([id], true)
    },
    text: (id) => this.#value(id)?.text ?? '',
    attempt: (id, text) => this.#attempt(id, text, true),
    remarks: (id, text) => this.#params?.remarks(id, text) ?? [],
    read: (id, text) => this.#read(id, text),
    easel: (id) => (this.#figure?.drawn ? this.#figure.view.easel(id) : undefined),
    locate: (event) => this.#handles?.locate(event) ?? [0, 0],
    forgive: (id) => this.#dismiss(id),
  })

  #value(id: string): ParamValue | undefined {
    return this.#values.find((value) => value.id === id)
  }

  /** Values are new: compute with them at once, and tell the page. */
  #changed(ids: string[], committed: boolean): void {
    const before = this.#query
    this.#readParams()
    if (before !== this.#query) {
      if (this.#settled) this.#waitingSince = performance.now()
      this.#errors.remove('engine_failed')
    }
    this.#emitChange(ids, committed)
    this.#refresh()
  }

  #readParams(): void {
    if (!this.#params) return
    this.#values = this.#params.values()
    this.#query = this.#params.query()
    this.#needsCompute = this.#params.needs_compute()
    this.#playback.last = Number(this.#value('steps')?.text ?? 0)
  }

  /**
   * Tells the author, in the console, of parameters that were set and change nothing: readers have no control for these.
   * Only when all that is set at once is set, because the next call may let the first one count.
   */
  #tellInVain(ids: string[]): void {
    queueMicrotask(() => {
      for (const id of ids) {
        const reason = this.#params?.without_effect(id)
        if (!reason || !this.#words) continue
        const said = this.#words.sentence(reason)
        if (!this.#toldInVain.has(said)) console.info(`theta-flow: ${said}`)
        this.#toldInVain.add(said)
      }
    })
  }

  /** What the author of the page has written wrongly is said in the console and to the page: the reader cannot mend it. */
  #reportMistakes(): void {
    const known = this.#schema?.params.map(({ id }) => id) ?? []
    const unknown = controlNames(this.controls)?.filter((id) => !known.includes(id)) ?? []
    const mistakes = unknown
      .slice(0, MOST_UNKNOWN)
      .map((id): ParamError => ({ code: 'unknown_key', args: { id: quoted(id), allowed: known.join(', ') } }))
    if (this.langFallback && !matchLanguage(this.langFallback)) {
      const args = { got: quoted(this.langFallback), allowed: languages().join(', ') }
      mistakes.push({ code: 'unknown_language', args })
    }
    if (mistakes.length === 0) return
    const { sentences, isSaid } = this.#announceErrors(mistakes)
    if (!isSaid) for (const text of sentences) console.warn(`theta-flow: ${text}`)
  }

  // ---- Time ----------------------------------------------------------------------------------------------------------

  readonly #transportActions = this.#byReader<TransportActions>({
    toggle: () => (this.#isMoving ? this.pause() : this.play()),
    step: () => this.step(),
    reset: () => this.reset(),
    newSeed: () => this.newSeed(),
    seek: (step, committed) => this.#seek(step, committed),
    setSpeed: (speed) => {
      this.#playback.speed = speed
      this.requestUpdate()
    },
  })

  #play(): void {
    if (this.#playback.playing) return
    this.#playback.play()
    this.#lastTick = undefined
    this.#emit('theta-play', { by: this.#by })
    this.#refresh()
  }

  #pause(): void {
    if (!this.#playback.playing) {
      if (this.#isCatchingUp) this.#seek(this.#shownStep, true)
      return
    }
    this.#playback.pause()
    this.#emit('theta-pause', { by: this.#by })
    this.#refresh()
  }

  #seek(step: number, committed: boolean): void {
    const to = Number(step)
    if (Number.isNaN(to)) {
      const args = { id: 'step', got: quoted(String(step)), min: '0', max: String(this.#playback.last) }
      this.#report([{ code: 'not_a_number', args }])
      return
    }
    this.#isCatchingUp = false
    this.#isScrubbing = !committed
    this.#pause()
    this.#playback.seek(to)
    this.#errors.remove('step')
    this.#emitChange([], committed, 'step')
    this.#refresh()
  }

  /** Asks for what is wanted now and draws as soon as the screen is ready for it. */
  #refresh(): void {
    this.requestUpdate()
    this.#ask()
    this.#schedule()
  }

  #schedule(): void {
    if (this.#animation || !this.#visible || !this.#params) return
    this.#animation = requestAnimationFrame((now) => this.#tick(now))
  }

  #halt(): void {
    cancelAnimationFrame(this.#animation)
    this.#animation = 0
    window.clearTimeout(this.#restTimer)
  }

  #tick(now: number): void {
    this.#animation = 0
    const arrived = this.#arrived
    this.#arrived = undefined
    if (arrived) this.#draw(arrived)
    if (this.#playback.playing) {
      const seconds = (now - (this.#lastTick ?? now)) / 1000
      this.#lastTick = now
      this.#playback.tick(Math.min(seconds, LONGEST_TICK_S))
      if (this.#playback.playing) this.#schedule()
      else this.#finished()
    }
    this.#ask()
  }

  /** One request at a time: the next one, with what is wanted by then, goes out when this one is answered. */
  #ask(): void {
    const runner = this.#runner
    if (!runner || this.#inFlight || !this.#visible || this.#kept.running) return
    const module = this.#moduleForNow()
    if (!module) return
    const wanted = { module, query: this.#query, step: this.#playback.step }
    const isAsked = wanted.query === this.#asked.query && wanted.step === this.#asked.step
    if (this.#settled && isAsked && module === this.#asked.module) return
    this.#asked = wanted
    this.#settled = false
    this.#inFlight = true
    const budget = this.#figure?.drawn ? BUDGET_MS : FIRST_BUDGET_MS
    runner.request({ lab: this.#lab, ...wanted, budget }).then(
      (reply) => {
        if (runner === this.#runner) this.#receive(reply)
      },
      (error: unknown) => {
        if (runner === this.#runner) this.#runFailed(error)
      },
    )
  }

  /** The module that computes what is wanted; undefined while it is on its way, and until then the old picture stays. */
  #moduleForNow(): string | undefined {
    const compute = computeModuleOf(this.#lab)
    if (!this.#needsCompute || compute === this.#lab) {
      // The next time that it is wanted, it is worth another try.
      if (this.#compute === 'failed') this.#compute = 'unasked'
      this.#errors.remove('compute_missing')
      return this.#lab
    }
    if (this.#compute === 'failed') return this.#lab
    if (this.#compute === 'ready') return compute
    if (this.#compute === 'unasked') void this.#fetchCompute(compute)
    return undefined
  }

  async #fetchCompute(module: string): Promise<void> {
    const runner = this.#runner
    this.#compute = 'coming'
    try {
      await fetchModule(module)
      if (runner === this.#runner) this.#compute = 'ready'
    } catch (error) {
      if (runner === this.#runner) this.#withoutCompute(error)
    }
    this.#ask()
  }

  /** The lab's first module has to do alone, until the second is wanted anew. */
  #withoutCompute(error: unknown): void {
    this.#compute = 'failed'
    this.#report([{ code: 'compute_missing', args: {} }], error)
  }

  #receive(reply: Reply): void {
    this.#inFlight = false
    this.#settled = reply.done
    this.#playback.last = reply.last_step
    if (!reply.reached) this.#playback.waitAt(reply.step)
    else if (reply.step < this.#asked.step && this.#playback.playing) {
      // The run ended before its last step, by diverging for instance.
      this.#playback.finish()
      this.#finished()
    }
    const waited = performance.now() - this.#waitingSince
    const impatient = waited > (prefersReducedMotion() ? STILL_MS : PATIENCE_MS)
    this.#isCatchingUp = !reply.reached && !this.#playback.playing && (this.#isCatchingUp || impatient)
    const isSteady = reply.reached || (this.#isCatchingUp && !prefersReducedMotion())
    if (this.#visible && !this.#figure?.drawn) {
      // The first picture is late enough: it does not wait for the screen.
      this.#draw(reply)
    } else if (reply.done || this.#playback.playing || impatient || (isSteady && waited > REFINED_MS)) {
      this.#arrived = reply
      this.#schedule()
    }
    this.#ask()
  }

  #runFailed(error: unknown): void {
    this.#inFlight = false
    if (error instanceof EngineError && this.#asked.module !== this.#lab) {
      this.#withoutCompute(error)
      this.#ask()
      return
    }
    // Not asked again until the reader changes something: it would fail again.
    this.#settled = true
    this.#as('figure', () => this.#pause())
    this.#report([{ code: 'engine_failed', args: {} }], error)
  }

  #finished(): void {
    this.#emit('theta-pause', { by: 'figure' })
    this.requestUpdate()
  }

  // ---- Picture -------------------------------------------------------------------------------------------------------

  #draw(reply: Reply): void {
    const figure = this.#figure
    if (!figure) return
    try {
      figure.fit()
      figure.show(reply.frame)
    } catch (error) {
      this.#runFailed(error)
      return
    }
    this.#shownStep = reply.step
    this.#exportMenu.clear()
    this.#waitingSince = performance.now()
    if (!figure.drawn) return
    this.#afterDrawing()
    this.#emit('theta-frame', { step: reply.step }, { bubbles: false, composed: false })
  }

  #fit(): void {
    if (this.#figure?.fit() && this.#figure.drawn) this.#afterDrawing()
  }

  #afterDrawing(): void {
    const figure = this.#figure
    if (!figure) return
    this.#readouts = figure.readouts()
    this.#legend = figure.legend()
    this.#notes = figure.notes()
    this.#board = figure.board()
    this.#strides = figure.strides()
    this.#playback.rate = figure.view.steps_per_second() ?? this.#schema?.steps_per_second ?? this.#playback.rate
    this.#status = figure.status()
    this.#handles?.update(figure.view.handles(), (handle) => this.#describeHandle(handle))
    this.requestUpdate()
    this.#rest()
    if (this.#pending === undefined && this.#firstPicture.come(this)) this.#emit('theta-ready', { lab: this.#lab })
  }

  /** The two coordinates of a point, or the values of two numbers. */
  #coordinates({ params }: Handle): string[] {
    return params.flatMap((param) => (this.#value(param)?.text ?? '').split(','))
  }

  #describeHandle(handle: Handle): HandleText {
    const text = (key: string, gaps = {}) => this.#words?.ui(key, gaps) ?? ''
    const specs = handle.params.flatMap((id) => this.#schema?.params.find((spec) => spec.id === id) ?? [])
    const names = specs.map((spec) => this.#words?.param(spec) ?? spec.id)
    const [x = '', y = ''] = this.#coordinates(handle)
    const [horizontal = 'x', vertical = 'y'] = names.length > 1 ? names : []
    const axis = (index: 0 | 1, now: string) => {
      const [name = '', own] = names
      const { kind } = specs[index] ?? specs[0] ?? {}
      return {
        label: own === undefined ? text('coordinate', { name, axis: 'xy'[index] }) : (names[index] ?? name),
        now: Number(now),
        min: kind && 'min' in kind ? kind.min : 0,
        max: kind && 'max' in kind ? kind.max : 0,
      }
    }
    return {
      label: text('drag', { name: names.join(', ') }),
      role: text('plane_slider'),
      value: text('point_value', { horizontal, x, vertical, y }),
      axes: [axis(0, x), axis(1, y)],
    }
  }

  /** Waits until the figure has stood still for a moment, and then says what it shows. */
  #rest(): void {
    window.clearTimeout(this.#restTimer)
    if (this.#playback.playing) return
    this.#restTimer = window.setTimeout(() => {
      if (!this.#status || !this.#words || this.#playback.playing) return
      // A run that is still on its way comes back here with its next picture.
      if (!this.#settled || this.#arrived) return
      const shown = { readouts: this.#readouts, notes: this.#notes, status: this.#status }
      this.#summary = summarise(shown, this.#shownStep, this.#playback.last, this.#words)
      void this.#numbers.refresh()
      this.requestUpdate()
    }, REST_MS)
  }

  // ---- Export --------------------------------------------------------------------------------------------------------

  #exportSource(words: Wording): Source {
    return {
      figure: this,
      script: import.meta.url,
      atRest: () => this.#atRest(),
      formats: this.#scripts,
      write: (format) => this.#script(format),
      words,
    }
  }

  /** What is on show once nothing is left to compute: a file shows a definite step, all of it. */
  async #atRest(): Promise<Shown> {
    // On its way to a step it goes on: that step is what is to be shown.
    this.#call(() => {
      if (this.#playback.playing) this.#pause()
    })
    while (!this.#failed && (!this.#settled || this.#arrived)) await this.#nextSign()
    const { frame, width } = this.#figure ?? {}
    const runner = this.#runner
    if (!this.#engine || !this.#schema || !this.#words || !frame || !width || !runner)
      throw new Error('nothing is on show')
    const request = { lab: this.#lab, ...this.#asked, budget: BUDGET_MS, whole: true }
    return {
      engine: this.#engine,
      compute: () => this.#writer(),
      schema: this.#schema,
      values: this.#values,
      query: this.#query,
      step: this.#shownStep,
      frame,
      whole: () => wholeFrame(runner, request),
      read: (bytes) => this.#figure?.view.read(bytes),
      width,
      theme: this.#theme,
      words: this.#words,
    }
  }

  /** The next picture, or the next trouble. */
  #nextSign(): Promise<unknown> {
    const event = (type: string) => new Promise((resolve) => this.addEventListener(type, resolve, { once: true }))
    return Promise.race([event('theta-frame'), event('theta-error')])
  }

  async #script(format: string): Promise<string> {
    return (await this.#writer()).script(this.#lab, format, this.#query, this.#shownStep)
  }

  /** The module that writes texts for other programs. */
  #writer(): Promise<Api> {
    return loadEngine(computeModuleOf(this.#lab))
  }

  // ---- Errors and events ---------------------------------------------------------------------------------------------

  /** Tells the page, and the reader too, unless the page says it in its own way. */
  #report(errors: ParamError[], cause?: unknown): void {
    if (errors.length === 0) return
    if (cause !== undefined) console.error('theta-flow:', cause)
    const { sentences, isSaid } = this.#announceErrors(errors, cause)
    if (!isSaid) for (const error of errors) this.#errors.add(error)
    if (errors.some(({ code }) => code.startsWith('engine_')))
      this.#firstPicture.fail(new Error(sentences[0], { cause }))
    this.requestUpdate()
  }

  /** Tells the page. Returns the sentences, and whether the page says them in its own way. */
  #announceErrors(errors: ParamError[], cause?: unknown): { sentences: string[]; isSaid: boolean } {
    const sentences = errors.map((error) => this.#words?.sentence(error) ?? error.code)
    const detail = { errors, sentences, ...(cause !== undefined && { cause }) }
    return { sentences, isSaid: !this.#emit('theta-error', detail, { cancelable: true }) }
  }

  #dismiss(key: string): void {
    if (this.#errors.remove(key)) this.requestUpdate()
  }

  #emitChange(ids: string[], committed: boolean, id = ids.length === 1 ? ids[0] : undefined): void {
    const { query, state } = this
    this.#emit('theta-change', { id: id ?? null, ids, query, state, committed, by: this.#by })
  }

  /** Returns whether nobody has cancelled it. What is done by those who hear of it is done by scripts. */
  #emit<Type extends keyof ThetaEvents>(type: Type, detail: ThetaEvents[Type]['detail'], options?: EventInit): boolean {
    this.#reflect()
    const event = new CustomEvent(type, { detail, bubbles: true, composed: true, ...options })
    return this.#as('script', () => this.dispatchEvent(event))
  }

  // ---- As part of a page ---------------------------------------------------------------------------------------------

  /** What style sheets, assistive technology and a form know of it. */
  #reflect(): void {
    this.#internals.states = {
      dormant: this.#isDormant,
      ready: this.#figure?.drawn ?? false,
      playing: this.#playback.playing,
      failed: this.#failed,
    }
    if (this.#words) this.#internals.name = this.#words.own('title')
    this.#internals.fill(() => this.state)
  }

  protected formAssociatedCallback(): void {
    this.#reflect()
  }

  protected formResetCallback(): void {
    this.load(this.#initialState())
  }

  protected formStateRestoreCallback(state: string): void {
    this.load(state)
  }

  protected formDisabledCallback(disabled: boolean): void {
    this.#disabled = disabled
    this.requestUpdate()
  }

  // ---- Rendering -----------------------------------------------------------------------------------------------------

  protected override render(): TemplateResult {
    const words = this.#words
    const controls = this.#controls()
    const ready = this.#params !== undefined
    const isDormant = this.#isDormant
    const classes = `layout${controls === nothing ? '' : ' with-controls'}${isDormant ? ' dormant' : ''}`
    const { active } = this.#screen
    return html`
      <div
        class=${active ? 'root paper full' : `root ${this.#paper}`}
        data-theme=${this.#theme}
        .style=${this.#background ? `--around: ${this.#background}` : ''}
        lang=${words?.language ?? nothing}
        dir=${words?.direction ?? 'ltr'}
        part="root"
        tabindex=${active ? -1 : nothing}
        @keydown=${(event: KeyboardEvent) => this.#screen.key(event)}
        @pointerenter=${this.#onPointer}
        @focusin=${this.#screen.prepare}
      >
        <fieldset role="none" ?disabled=${this.#disabled}>
          <div class=${classes}>
            <div class="main">
              ${this.#renderFigure(words)}
              ${isDormant ? nothing : words ? this.#renderBelow(words, ready) : renderWaiting(this.export !== 'none')}
            </div>
            ${controls}
          </div>
        </fieldset>
      </div>
    `
  }

  #renderFigure(words: Wording | undefined): TemplateResult {
    const text = (key: string) => words?.own(key) ?? ''
    const isComing = !this.#status && !this.#failed
    const isDormant = this.#isDormant
    const isMissing = this.#failed && !this.poster
    return html`
      <div class="stage" ?data-blank=${!this.#status} part="figure" ?hidden=${isMissing}>
        <div class="figure" @click=${this.#onClick}>
          <canvas aria-hidden="true"></canvas>
          <canvas role="img" aria-label=${text('figure') || nothing} aria-describedby="summary"></canvas>
          <div class="handles" ?inert=${this.#disabled}></div>
          <div class="width"></div>
          ${this.poster && !this.#status ? renderPoster(this.poster) : nothing}
          ${words && isComing && !isDormant ? html`<p class="wait"><span>${words.ui('loading')}</span></p>` : nothing}
          ${words && isDormant ? renderStart(text('title'), this.poster !== '', words, () => this.#reveal()) : nothing}
        </div>
      </div>
      ${
        isMissing || !(this.#status || this.poster)
          ? html`<slot class=${isMissing ? '' : 'on-paper'}><p class="on-paper">${text('title') || this.#labOnShow}</p></slot>`
          : nothing
      }
    `
  }

  #renderBelow(words: Wording, ready: boolean): TemplateResult {
    const seeded = this.#value('seed')?.relevant ?? false
    const title = this.#titleIn(words)
    return html`
      <div part="below">${
        this.#failed
          ? nothing
          : html`
              ${renderTransport({
                title,
                playback: this.#playback,
                moving: this.#isMoving,
                shownStep: this.#shownStep,
                scrubStep: this.#scrubStep,
                seeded,
                ready,
                words,
                actions: this.#transportActions,
                further: this.#screen.render(controlNames(this.controls)?.length !== 0, words),
              })}
              ${renderStrides(this.#strides, this.#playback.last, words, (step) => this.#transportActions.seek(step, true))}
              ${renderCaption(title, this.#legend, this.#status, this.#shownStep >= this.#playback.last, words)}
              ${renderReadouts(this.#readouts, words)}
              ${renderNotes(this.#notesNow, words, this.#follow)}
              ${this.#board ? renderBoard(this.#board, words) : nothing}
              <div class="more">
                ${this.#numbers.render(words)}
                ${this.export === 'none' ? nothing : this.#exportMenu.render(words, this.#status !== undefined)}
              </div>
              <p class="hidden" id="summary" role="status">${this.#summary}</p>
            `
      }</div>
      ${renderErrors(this.#errors.all, words, (key) => this.#dismiss(key))}
    `
  }

  /** What tells it from other figures of the page. */
  #titleIn(words: Wording): string {
    return this.getAttribute('aria-label') || words.own('title')
  }

  /** What the reader has time to read. */
  get #notesNow(): Note[] {
    const isFast = this.#playback.isFast || this.#isCatchingUp
    return this.#notes.filter(({ momentary }) => !(momentary && isFast))
  }

  /** It plays, or is seen on its way to a step: what there is to pause. */
  get #isMoving(): boolean {
    return this.#playback.playing || this.#isCatchingUp
  }

  /**
   * Where the scrub bar stands: where the reader has put it until the picture of that step is there. Were it put back
   * during the move, the event that ends it would report the old step. A run that takes long shows how far it is.
   */
  get #scrubStep(): number {
    if (this.#isCatchingUp && !this.#isScrubbing) return this.#shownStep
    return this.#settled && !this.#arrived ? this.#shownStep : this.#playback.step
  }

  #controls(): TemplateResult | typeof nothing {
    const words = this.#words
    const names = controlNames(this.controls)
    if (names?.length === 0 || this.#failed || this.#screen.hidesControls) return nothing
    // Room for the controls that will come, so that the article below does not jump.
    const part = this.#controlsPart
    if (!words || !this.#schema || !part) return renderPlaceholders(names?.length)
    const specs = chooseControls(this.#schema.params, this.controls)
    return html`
      <div class="controls" part="controls" role="group" aria-label=${words.ui('controls', { title: this.#titleIn(words) })}>
        ${part.renderControls({
          specs,
          values: this.#values,
          folds: names === undefined,
          open: this.#openGroups,
          words,
          actions: this.#controlActions,
        })}
      </div>
    `
  }

  readonly #onPointer = () => {
    this.#onSurroundings()
    void this.#screen.prepare()
  }

  #onClick(event: MouseEvent): void {
    if (this.#disabled) return
    // A drag of a handle ends with a click on it, which is no wish to bring it elsewhere.
    if (event.target instanceof Element && event.target.closest('.handle')) return
    this.#handles?.click(event)
  }
}

/** What has been computed is there at once, unless something else has been asked for meanwhile. */
async function wholeFrame(runner: Runner, request: Request): Promise<Uint8Array> {
  const { frame, done } = await runner.request(request)
  return done ? frame : wholeFrame(runner, request)
}

/** Room for what stands below the figure, until the texts are there. */
function renderWaiting(exports: boolean): TemplateResult {
  return html`
    <div part="below">
      <div class="transport"></div>
      <div class="caption"></div>
      <div class="readouts waiting"></div>
      ${exports ? html`<div class="export"></div>` : nothing}
    </div>
  `
}

function renderPlaceholders(count = 11): TemplateResult {
  return html`<div class="controls" aria-hidden="true">
    ${Array.from({ length: count }, () => html`<div class="control"></div>`)}
  </div>`
}

/** Two articles on one page may each bring a copy of this script: the first one wins, and all import the class of that one. */
function register(): typeof FigureElement {
  const registry = globalThis.customElements
  const first = registry?.get('theta-flow') as typeof FigureElement | undefined
  if (first && first.version !== FigureElement.version) {
    console.warn(`theta-flow: this page has version ${first.version} already; ${FigureElement.version} is not used.`)
  }
  if (!first) registry?.define('theta-flow', FigureElement)
  return first ?? FigureElement
}

export type ThetaFlow = FigureElement
export const ThetaFlow = register()

declare global {
  interface HTMLElementTagNameMap {
    'theta-flow': ThetaFlow
  }
  interface HTMLElementEventMap extends ThetaEvents {}
  interface DocumentEventMap extends Omit<ThetaEvents, 'theta-frame'> {}
}
