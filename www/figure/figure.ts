/**
 * What is seen of a figure: its picture, its words, and the parts around it, as far as they are there. It shows a run, and
 * goes along with the page around it.
 */
import { html, nothing, type TemplateResult } from 'lit'
import type { Api, ParamError } from '../api'
import { loadMessages, type Messages } from '../i18n'
import type { ThetaEvents } from '../public'
import { FirstPicture } from '../run/first-picture'
import { inPage } from '../run/in-page'
import type { Beginning, Onlooker } from '../run/place'
import { Run } from '../run/run'
import type { ThetaFlow } from '../theta-flow'
import { Around, type Surrounded } from './around'
import { controlNames } from './choice'
import { renderPoster, renderStart } from './cover'
import { FullScreen } from './full-screen'
import type { Parts } from './parts'
import { renderPlaceholders, renderWaiting } from './room'
import { type Picture, Stage } from './stage'
import { adopt } from './styles'
import { Wording } from './wording'

/** What makes the parts of all figures, once it has come for one. */
let partsModule: typeof import('./parts') | undefined

/** Tells the page. Returns whether nobody has cancelled it. */
type Emit = <Type extends keyof ThetaEvents>(type: Type, detail: ThetaEvents[Type]['detail']) => boolean

export class Figure implements Onlooker, Surrounded {
  readonly firstPicture: FirstPicture<ThetaFlow>
  readonly run: Run = new Run({ ...inPage, tables: () => this.#tables() }, this)
  /** A table has been set as a value: what it may be refused for is said in words that few figures need. */
  #readsTables = false
  readonly around: Around
  readonly screen: FullScreen
  /** What the picture is drawn on. */
  stage: Stage | undefined
  /** What the picture says of itself. */
  picture: Picture | undefined
  words: Wording | undefined
  /** All but the picture, once its code has come. */
  #parts: Parts | undefined
  #messages: Messages | undefined
  #isSeen = false
  readonly #emit: Emit

  constructor(
    readonly element: ThetaFlow,
    /** Where its script came from. */
    readonly script: string,
    emit: Emit,
  ) {
    this.firstPicture = new FirstPicture(element)
    this.#emit = emit
    this.around = new Around(element, this)
    this.screen = new FullScreen(element, () => this.resized())
  }

  // ---- With what it begins -------------------------------------------------------------------------------------------

  beginning(): Beginning {
    const { lab, params, runner, src } = this.element
    return { state: [lab && `lab=${lab}`, params].filter(Boolean).join('&'), placement: runner, source: src }
  }

  plays(): boolean {
    return this.element.autoplay
  }

  isRendered(): boolean {
    return this.element.hasUpdated
  }

  isConnected(): boolean {
    return this.element.isConnected
  }

  /** It waits for the reader to ask for it. */
  get isDormant(): boolean {
    return this.element.reveal === 'interaction' && this.run.phase === 'dormant'
  }

  /** It is in sight, or it is not. */
  seen(visible = this.#isSeen): void {
    this.#isSeen = visible
    if (!visible) {
      this.run.sleep()
      this.#parts?.stir()
      return
    }
    this.resized()
    this.run.wake(!this.isDormant)
    if (this.isDormant) void this.#loadWords()
  }

  /** The reader has asked for it. The focus goes on to what plays it, which may have to come first. */
  async #reveal(): Promise<void> {
    const { element } = this
    const hadFocus = element.shadowRoot?.activeElement
    void this.run.start()
    this.changed()
    await this.#fetchParts().catch(() => {})
    await element.updateComplete
    if (hadFocus && document.activeElement === document.body) element.focus()
  }

  // ---- Words and parts -----------------------------------------------------------------------------------------------

  /** For a lab that is about to come: what puts its words to use. */
  async word(lab: string): Promise<() => void> {
    const all = [this.#textsOf(lab), this.#loadWords(), this.#fetchParts()] as const
    const [messages] = await Promise.all(all).catch(() => [undefined])
    return () => {
      if (messages) this.#use(messages)
      void this.#loadWords()
    }
  }

  /** Its language, its lab or its author's words are others. */
  reword(): void {
    if (this.#messages) void this.#loadWords()
  }

  async #loadWords(): Promise<void> {
    const wanted = () => this.#textsOf(this.run.labOnShow).catch(() => undefined)
    const messages = await wanted()
    if (!messages) return
    // Another language may have been chosen meanwhile, or another lab.
    if (messages !== (await wanted())) return this.#loadWords()
    this.#use(messages)
    this.#parts?.rest()
  }

  #textsOf(lab: string): Promise<Messages> {
    const messages = loadMessages(this.around.language ?? 'en', lab, this.element.texts ?? '')
    return this.#readsTables ? messages.then((some) => some.with('points')) : messages
  }

  /** What reads tables, once its words are there. */
  async #tables(): ReturnType<typeof inPage.tables> {
    this.#readsTables = true
    const [reader] = await Promise.all([inPage.tables(), this.#loadWords()])
    return reader
  }

  #use(messages: Messages): void {
    const { labOnShow, schema } = this.run
    const params = schema?.lab === labOnShow ? schema.params : undefined
    if (messages === this.#messages && this.words?.isOf(labOnShow, params)) return
    if (messages !== this.#messages) this.#parts?.close()
    this.#messages = messages
    this.words = new Wording(messages, labOnShow, params)
    this.changed()
  }

  /** They come beside the texts. */
  async #fetchParts(): Promise<void> {
    const [module] = await Promise.all([import('./parts'), this.element.updateComplete])
    partsModule = module
    this.#assemble()
  }

  #assemble(): void {
    if (this.#parts || !partsModule) return
    adopt(this.element.shadowRoot, partsModule.styles)
    this.#parts = new partsModule.Parts(this)
    this.changed()
  }

  // ---- The picture ---------------------------------------------------------------------------------------------------

  build(engine: Api): void {
    const stage = new Stage(engine, this.element.renderRoot)
    stage.setTheme(this.around.theme)
    stage.setContrast(this.around.contrast)
    stage.fit()
    this.stage = stage
  }

  dismantle(): void {
    this.stage?.free()
    this.stage = undefined
    this.#parts?.stir()
    this.#parts?.close()
  }

  isDrawn(): boolean {
    return this.stage?.drawn ?? false
  }

  draw(frame: Uint8Array): void {
    this.stage?.fit()
    this.stage?.show(frame)
    this.#parts?.clear()
  }

  drew(): void {
    const { stage } = this
    if (!stage?.drawn) return
    this.picture = stage.picture()
    this.changed()
    this.#parts?.follow(stage)
    this.run.shown(stage.view.steps_per_second())
  }

  pinned(): void {
    this.stage?.pin(this.run.pins.frames)
    this.#parts?.rest()
    this.changed()
  }

  resized(): void {
    if (this.stage?.fit()) this.drew()
  }

  /** The legend and the table have the colours of the curves. */
  recolour(): void {
    const changes = [this.stage?.setTheme(this.around.theme), this.stage?.setContrast(this.around.contrast)]
    if (changes.includes(true)) this.drew()
  }

  /** The printer waits for nothing but what has come for another figure. */
  printing(): void {
    if (!this.isDormant && !this.stage) {
      this.run.drawNow()
      this.#assemble()
      void this.#loadWords()
    }
    this.stage?.setTheme('light')
    this.stage?.freeze()
    this.drew()
  }

  printed(): void {
    this.stage?.thaw()
  }

  /** What it shows, in words. */
  get description(): string {
    return this.#parts?.description ?? ''
  }

  /** The reader has clicked on it. */
  readonly click = (event: MouseEvent): void => this.#parts?.click(event)

  // ---- What is told --------------------------------------------------------------------------------------------------

  changed(): void {
    this.element.requestUpdate()
  }

  tell<Type extends keyof ThetaEvents>(type: Type, detail: ThetaEvents[Type]['detail']): void {
    this.#emit(type, detail)
  }

  announce(errors: readonly ParamError[], cause?: unknown): { sentences: string[]; isSaid: boolean } {
    const sentences = errors.map((error) => this.words?.sentence(error) ?? error.code)
    const detail = { errors: [...errors], sentences, ...(cause !== undefined && { cause }) }
    return { sentences, isSaid: !this.#emit('theta-error', detail) }
  }

  /** These parameters have been set: that one of them changes nothing is for the author to know. */
  wereSet(ids: readonly string[]): void {
    this.#parts?.wereSet(ids)
  }

  /** What the author of the page has written wrongly is said in the console and to the page: the reader cannot mend it. */
  tookOver(set: readonly string[]): void {
    this.wereSet(set)
    const mistakes = this.#parts?.mistakes ?? []
    if (mistakes.length === 0) return
    const { sentences, isSaid } = this.announce(mistakes)
    if (!isSaid) for (const text of sentences) console.warn(`theta-flow: ${text}`)
  }

  // ---- Templates -----------------------------------------------------------------------------------------------------

  render(isDisabled: boolean): TemplateResult {
    const controls = this.#renderControls()
    const { isDormant, words } = this
    const classes = `layout${controls === nothing ? '' : ' with-controls'}${isDormant ? ' dormant' : ''}`
    return html`
      <div class=${classes}>
        <div class="main">
          ${this.#renderStage(isDisabled)}
          ${isDormant ? nothing : words && this.#parts ? this.#parts.render(words) : renderWaiting(this.element.export !== 'none')}
        </div>
        ${controls}
      </div>
    `
  }

  #renderStage(isDisabled: boolean): TemplateResult {
    const { words, picture, run, isDormant } = this
    const { poster } = this.element
    const text = (key: string) => words?.own(key) ?? ''
    const isFailed = run.phase === 'failed'
    const isMissing = isFailed && !poster
    return html`
      <div class="stage" ?data-blank=${!picture} part="figure" ?hidden=${isMissing}>
        <div class="figure" @click=${isDisabled ? nothing : this.click}>
          <canvas aria-hidden="true"></canvas>
          <canvas role="img" aria-label=${text('figure') || nothing} aria-describedby="description"></canvas>
          <div class="handles" ?inert=${isDisabled}></div>
          <div class="width"></div>
          ${poster && !picture ? renderPoster(poster) : nothing}
          ${words && !picture && !isFailed && !isDormant ? html`<p class="wait"><span>${words.ui('loading')}</span></p>` : nothing}
          ${words && isDormant ? renderStart(text('title'), poster !== '', words, () => this.#reveal()) : nothing}
        </div>
      </div>
      ${
        isMissing || !(picture || poster)
          ? html`<slot class=${isMissing ? '' : 'on-paper'}><p class="on-paper">${text('title') || run.labOnShow}</p></slot>`
          : nothing
      }
    `
  }

  #renderControls(): TemplateResult | typeof nothing {
    const { words, run, screen } = this
    const names = controlNames(this.element.controls)
    if (names?.length === 0 || run.phase === 'failed' || screen.hidesControls) return nothing
    // Room for the controls that will come, so that the article below does not jump.
    if (!words || !run.schema || !this.#parts) return renderPlaceholders(names?.length)
    return this.#parts.renderControls(words)
  }
}
