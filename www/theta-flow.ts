/** The element `<theta-flow>`: one interactive figure, from its attributes to its events. */
import { html, LitElement, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit'
import type { ParamValue, Readout, Schema, Status } from './api'
import { Figure } from './figure/figure'
import { Internals } from './figure/internals'
import { keepToItself } from './figure/keys'
import { look } from './figure/look'
import { addTexts } from './i18n'
import type { AnimationOptions, PictureOptions, Placement, Reveal, Theme, ThetaEvents, Value, Words } from './public'
import { readValue } from './run/values'

export type * from './api'
export type * from './public'

/** The properties as long as nobody has set them. */
const DEFAULTS = {
  lab: '',
  src: '',
  params: '',
  controls: null,
  theme: 'auto',
  langFallback: '',
  texts: '',
  autoplay: false,
  describe: false,
  export: null,
  home: '',
  runner: 'auto',
  poster: '',
  reveal: 'auto',
  group: '',
  name: '',
  disabled: false,
} satisfies Partial<FigureElement>

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
 * @attr src - address of the `lab.json` of a lab of your own, which `lab` names
 * @attr params - its parameters, as in an address: `key=value&key=value`; `step=37` shows that step instead of the last
 * @attr controls - which parameters get controls, in order, separated by commas; `none` for none; absent for all
 * @attr theme - `light`, `dark` or `auto` (what the page around it has)
 * @attr lang - `en`, `zh`; absent or `auto` for the language of the text around it
 * @attr lang-fallback - the language where there are no texts in that one; absent for `en`
 * @attr texts - words of your own as JSON, such as `{"param.lr": "step size"}`
 * @attr autoplay - plays once it becomes visible, unless the reader asks for less motion
 * @attr describe - says below the picture, for all to read, what it shows
 * @attr export - `none` for no button "Export"
 * @attr home - address of the folder with the start page and `embed.html`, to which exported links lead; absent for the folder of the script
 * @attr runner - `page` computes in the page instead of a worker
 * @attr poster - address of a picture, shown until the first frame and where the figure cannot run
 * @attr reveal - `interaction` loads nothing but a button until the reader presses it; `auto` starts near the viewport
 * @attr group - figures of the same group and lab share what the reader does to one of them
 * @attr name - under which a form sends its state
 * @attr disabled - nobody can operate it, as in a `fieldset` that is disabled; scripts can
 *
 * @slot - what stands for it where it cannot run and has no poster, and where there is no script
 *
 * @fires {CustomEvent<ThetaReady>} theta-ready - the first picture is on show, also after a change of the lab
 * @fires {CustomEvent<ThetaChange>} theta-change - the reader or a method changed the state
 * @fires {CustomEvent<ThetaFrame>} theta-frame - a picture has been drawn; it does not bubble
 * @fires {CustomEvent<ThetaPlayback>} theta-play - the run plays
 * @fires {CustomEvent<ThetaPlayback>} theta-pause - the run stands still again, at its end too
 * @fires {CustomEvent<ThetaErrors>} theta-error - values were refused, or the engine failed; cancelled, no sentence is shown
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
 * @csspart below - all that stands below the picture, but for what is said of mistakes; it has the next seven
 * @csspart transport - the buttons and the slider that move through the run
 * @csspart caption - the legend and how the run stands
 * @csspart readouts - the numbers
 * @csspart note - a sentence about what is shown
 * @csspart description - what the figure shows, in words
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
    src: {},
    params: {},
    controls: {},
    theme: {},
    langFallback: { attribute: 'lang-fallback' },
    texts: {},
    autoplay: { type: Boolean, reflect: true },
    describe: { type: Boolean, reflect: true },
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

  // Only declared: a field of the object would hide the accessor that Lit makes.
  /** The lab. Setting it starts over. */
  declare lab: string
  /** The `lab.json` of a lab of the author's own. Setting it starts over. */
  declare src: string
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
  /** Whether it says below the picture, for all to read, what it shows. */
  declare describe: boolean
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

  readonly #figure = new Figure(this, import.meta.url, (type, detail) => this.#emit(type, detail))
  readonly #run = this.#figure.run
  readonly #internals = new Internals(this)
  /** By its own attribute or a `fieldset` around it. */
  #disabled = false
  #leaveGroup: (() => void) | undefined

  constructor() {
    super()
    Object.assign(this, DEFAULTS)
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
    this.#run.play()
  }

  /** Stops where it is, also on its way to a step that takes long to reach. */
  pause(): void {
    this.#run.pause()
  }

  /** Moves `n` steps on, or back if it is negative, and stands still there. */
  step(n = 1): void {
    this.#run.step(n)
  }

  /** Shows a step, at most the last, and stands still there. `committed` is false while a drag goes on. */
  seek(step: number, committed = true): void {
    this.#run.seek(step, committed)
  }

  /** Back to step 0, standing still. */
  reset(): void {
    this.seek(0)
  }

  /** Keeps the run on show in sight, in grey, while others are looked at: up to three of them. */
  pin(): void {
    this.#run.pin()
  }

  /** Lets one of the pinned runs go, counted from 0, or all of them without `index`. */
  unpin(index?: number): void {
    this.#run.unpin(index)
  }

  /** Draws the random numbers anew, if the figure has any. */
  newSeed(): void {
    this.#run.newSeed()
  }

  /**
   * Sets a parameter. False when the value is refused: the last good one stays and a sentence says why; true when it is
   * taken, or kept until the figure is there or a table is read. `committed` is false while a drag goes on.
   */
  set(id: string, value: Value, committed = true): boolean {
    this.#figure.wereSet([String(id)])
    return this.#run.set(String(id), value, committed)
  }

  /** The value of a parameter; undefined before the engine is there, and where there is no such parameter. */
  get(id: string): Value | undefined {
    const spec = this.schema?.params.find((spec) => spec.id === id)
    const value = this.values.find((value) => value.id === id)
    return spec && value && readValue(spec.kind, value.text)
  }

  /** Takes over a permalink such as `lab=optimizers&rule=adam&step=37`: whatever part of it is good. No `theta-change`. */
  load(state: string): void {
    this.#run.load(String(state))
  }

  /** Alone on the screen, with type that grows with it; only in answer to something that the reader does. */
  override requestFullscreen(options?: FullscreenOptions): Promise<void> {
    return this.#figure.screen.enter(() => super.requestFullscreen(options))
  }

  /** The shown frame as an SVG document. Like all exports, it stops a run that plays and waits until all is computed. */
  async exportSvg(options?: PictureOptions): Promise<string> {
    const { svg, atRest } = await import('./export/exporter')
    return svg(await atRest(this.#figure), options)
  }

  /** The same as a PNG, two pixels to a CSS pixel. */
  async exportPng(options?: PictureOptions): Promise<Blob> {
    const { png, atRest } = await import('./export/exporter')
    return png(await atRest(this.#figure), options)
  }

  /** The same as a PDF, with its fonts. */
  async exportPdf(options?: PictureOptions): Promise<Blob> {
    const { pdf, atRest } = await import('./export/exporter')
    return pdf(await atRest(this.#figure), options)
  }

  /** The same as PGF, for `\input` in a paper that is written in LaTeX. */
  async exportPgf(options?: PictureOptions): Promise<string> {
    const { pgf, atRest } = await import('./export/exporter')
    return pgf(await atRest(this.#figure), options)
  }

  /**
   * The run in motion, from step to step: GIF, APNG, or a video where the browser encodes it. Made in a worker of its own, which
   * `signal` stops.
   */
  async exportAnimation(options?: AnimationOptions): Promise<Blob> {
    return (await import('./export/exporter')).animation(this.#figure, options)
  }

  /** The frame's table. */
  async exportCsv(): Promise<string> {
    const { csv, atRest } = await import('./export/exporter')
    return csv(await atRest(this.#figure))
  }

  /** The frame and all that `thetaflow run --from` needs to make it again. */
  async exportJson(): Promise<string> {
    const { json, atRest } = await import('./export/exporter')
    return json(await atRest(this.#figure))
  }

  /** The run as a program, in the labs that have one: `pytorch`. */
  async exportScript(format: string): Promise<string> {
    await this.#run.rest()
    return this.#run.script(format)
  }

  /** The focus goes to the button that plays it, or starts it. */
  override focus(options?: FocusOptions): void {
    // Not `delegatesFocus`: a click on the picture would focus something, and arrow keys no longer scroll the page.
    this.shadowRoot?.querySelector<HTMLElement>('.play, .begin button')?.focus(options)
  }

  /** Resolves with the figure when its first picture is on show, anew when `lab` changes; rejects when it cannot run. */
  get ready(): Promise<this> {
    this.#run.catchUp()
    return this.#figure.firstPicture.promise as Promise<this>
  }

  /** The lab's parameters with their kinds and ranges; undefined until the engine is there. */
  get schema(): Schema | undefined {
    return this.#run.phase === 'ready' ? this.#run.schema : undefined
  }

  /** The shown frame as data, or undefined before the first. Of a long run it has what is seen; `exportJson` gives all. */
  get frame(): unknown {
    const { stage } = this.#figure
    return stage?.drawn ? stage.view.frame() : undefined
  }

  /** The numbers under the figure. */
  get readouts(): readonly Readout[] {
    return this.#figure.picture?.readouts ?? []
  }

  /** What the figure shows, in words: empty until it has stood still for a moment. */
  get description(): string {
    return this.#figure.description
  }

  /** Running, converged or diverged, and at which step. */
  get status(): Status | undefined {
    return this.#figure.picture?.status
  }

  /** All parameters with their values; empty until the engine is there. */
  get values(): readonly ParamValue[] {
    return this.schema ? this.#run.values : []
  }

  /** The parameters as canonical text; those at their default are left out. */
  get query(): string {
    return this.#run.query
  }

  /** The permalink of what is on show: lab, parameters, the step unless it is the last, and earlier runs that are pinned. */
  get state(): string {
    return this.#run.state
  }

  /** The same for an address: where it would be too long for that, without pinned runs and points that a reader has set. */
  get link(): string {
    return this.#run.link
  }

  /** Whether it plays. */
  get playing(): boolean {
    return this.#run.playback.playing
  }

  // ---- Life ----------------------------------------------------------------------------------------------------------

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#link()
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot()
    this.#figure.around.enter(root)
    return root
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leaveGroup?.()
    this.#figure.seen(false)
    // An element that is only moved to another place in the page comes back at once and keeps its state.
    queueMicrotask(() => {
      if (!this.isConnected) this.#run.leave()
    })
  }

  /** All controls at once take their time: the question for the first picture is on its way before they are made. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#run.phase === 'ready' && !this.status) await new Promise((resolve) => setTimeout(resolve))
    super.scheduleUpdate()
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now)
    if (name !== 'lang') return
    // "auto" is no language: left in place it would mislead assistive technology and hyphenation.
    if (now === 'auto') this.removeAttribute('lang')
    else if (this.isConnected) this.#figure.around.look()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('langFallback') || changed.has('theme')) this.#figure.around.look()
    if (changed.has('texts')) this.#figure.reword()
    if (changed.has('group') && this.hasUpdated) void this.#link()
    if (changed.has('reveal') && this.hasUpdated) this.#figure.seen()
    this.#run.catchUp()
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
    if (!width) return
    // In the next frame: what watches the element's own size, as the page of the iframe does, would miss the change in this one.
    const resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#figure.resized()))
    resizes.observe(width)
  }

  /** The figures that share what is done to one of them have code that others do without. */
  async #link(): Promise<void> {
    if (!this.group) return
    const { link } = await import('./group')
    const run = this.#run
    const member = { lab: () => run.labOnShow, tell: (act: () => void) => run.as('group', act) }
    if (this.isConnected) this.#leaveGroup = link(this, member)
  }

  // ---- As part of a page ---------------------------------------------------------------------------------------------

  /** Returns whether nobody has cancelled it. What is done by those who hear of it is done by scripts. */
  #emit<Type extends keyof ThetaEvents>(type: Type, detail: ThetaEvents[Type]['detail']): boolean {
    this.#reflect()
    const travels = type !== 'theta-frame'
    const options = { bubbles: travels, composed: travels, cancelable: type === 'theta-error' }
    return this.#run.as('script', () => this.dispatchEvent(new CustomEvent(type, { detail, ...options })))
  }

  /** What style sheets, assistive technology and a form know of it. */
  #reflect(): void {
    const { run, words, isDormant } = this.#figure
    this.#internals.states = {
      dormant: isDormant,
      ready: this.#figure.isDrawn(),
      playing: run.playback.playing,
      failed: run.phase === 'failed',
    }
    if (words) this.#internals.name = words.own('title')
    this.#internals.fill(() => this.state)
  }

  protected formAssociatedCallback(): void {
    this.#reflect()
  }

  protected formResetCallback(): void {
    this.load(this.#figure.beginning().state)
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
    const { words, screen } = this.#figure
    const { theme, background, paper, look } = this.#figure.around
    const come = () => {
      look()
      void screen.prepare()
    }
    return html`
      <div
        class=${screen.active ? 'root paper full' : `root ${paper}`}
        data-theme=${theme}
        .style=${background ? `--around: ${background}` : ''}
        lang=${words?.language ?? nothing}
        dir=${words?.direction ?? 'ltr'}
        part="root"
        tabindex=${screen.active ? -1 : nothing}
        @keydown=${(event: KeyboardEvent) => screen.key(event)}
        @pointerenter=${come}
        @focusin=${screen.prepare}
      >
        <fieldset role="none" ?disabled=${this.#disabled}>${this.#figure.render(this.#disabled)}</fieldset>
      </div>
    `
  }
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
