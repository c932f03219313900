/**
 * `<theta-flow-points>`: the control of points that a reader draws or pastes. It brings its styles and texts along: it is
 * downloaded when such a parameter has an effect, so other figures do not pay for it.
 */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult, unsafeCSS } from 'lit'
import type { PointsKind } from '../api'
import type { Control } from '../figure/controls'
import { adopt } from '../figure/styles'
import type { Wording } from '../figure/wording'
import type { ThetaFlow } from '../theta-flow'
import { PasteDialog } from './dialog'
import { Easel, type Panel, type Tool } from './easel'
import { type Point, printPoints, readPoints } from './list'
import css from './points.css?inline'

const styles = unsafeCSS(css)

/** Strokes that can be undone. */
const MOST_UNDONE = 100
/** From this length on it is worth asking whether a link has all of it. */
const LONG = 1000

class PointsControl extends LitElement {
  static override properties: PropertyDeclarations = { control: { attribute: false } }

  /** What the control is about, given anew whenever something of it has changed. */
  declare control: Control | undefined

  #words: Wording | undefined
  /** The words that they have come from. */
  #common: Wording | undefined
  #easel: Easel | undefined
  /** The values before the reader's last changes, and the value after them. */
  #undone: string[] = []
  #text = ''
  /** What is said of the sheet to those who cannot see it. */
  #said = ''
  #figure: ThetaFlow | undefined

  /** In the figure's own tree, where its styles reach it. */
  protected override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const root = this.getRootNode()
    if (!(root instanceof ShadowRoot)) return
    this.#figure = root.host as ThetaFlow
    this.#figure.addEventListener('theta-frame', this.#onFrame)
    adopt(root, styles)
    this.setAttribute('role', 'group')
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#figure?.removeEventListener('theta-frame', this.#onFrame)
    this.#leave()
  }

  protected override willUpdate(): void {
    const { words, value } = this.control ?? {}
    if (words && words !== this.#common) void this.#word(words)
    if (!value || value.text === this.#text) return
    // Set from elsewhere.
    this.#undone = []
    this.#text = value.text
  }

  protected override updated(): void {
    // What has just been pressed may have nothing left to do: the focus goes on to what comes next.
    if (this.querySelector('button:focus:disabled')) this.#button('draw')?.focus()
    const { name = '' } = this.control ?? {}
    this.setAttribute('aria-label', name)
    this.#easel?.element.setAttribute('aria-label', this.#words?.text('points.easel', { name }) ?? '')
    this.#easel?.show()
  }

  readonly #onFrame = () => this.#easel?.follow()

  get #kind(): PointsKind | undefined {
    const kind = this.control?.spec.kind
    return kind?.type === 'points' ? kind : undefined
  }

  async #word(common: Wording): Promise<void> {
    this.#common = common
    const words = await common.with('points')
    if (common !== this.#common) return
    this.#words = words
    this.requestUpdate()
  }

  // ---- The value -----------------------------------------------------------------------------------------------------

  get #points(): Point[] {
    return readPoints(this.#text)
  }

  #set(points: readonly Point[]): void {
    this.#change((id) => this.control?.actions.set(id, printPoints(points), true) ?? false)
  }

  #change(change: (id: string) => boolean): void {
    const { spec, actions } = this.control ?? {}
    if (!spec || !actions) return
    const before = this.#text
    if (!change(spec.id)) return
    this.#text = actions.text(spec.id)
    if (this.#text !== before) this.#undone = [...this.#undone, before].slice(-MOST_UNDONE)
    this.requestUpdate()
  }

  #takeBack(): void {
    const { spec, actions } = this.control ?? {}
    const before = this.#undone.pop()
    if (!spec || !actions || before === undefined) return
    actions.set(spec.id, before, true)
    this.#text = actions.text(spec.id)
    this.requestUpdate()
  }

  // ---- Drawing -------------------------------------------------------------------------------------------------------

  #toggle(tool: Tool): void {
    if (this.#easel?.tool === tool) {
      this.#leave()
      return
    }
    const range = this.#kind
    const panel = this.#panel()
    if (!this.#easel && panel && range) {
      this.#easel = new Easel(panel, {
        panel: () => this.#panel(),
        locate: (event) => this.control?.actions.locate(event) ?? [0, 0],
        range,
        points: () => this.#points,
        commit: (points) => this.#set(points),
        moved: ([x, y]) => this.#say('points.at', { x, y }),
        full: () => this.#say('points.full', { most: range.most }),
        undo: () => this.#takeBack(),
        leave: () => this.#leave(true),
      })
    }
    if (!this.#easel) return
    this.#easel.tool = tool
    this.#easel.element.focus()
    this.requestUpdate()
  }

  #panel(): Panel | undefined {
    const { spec, actions } = this.control ?? {}
    const layer = this.#figure?.shadowRoot?.querySelector<HTMLElement>('.handles')
    const easel = spec && actions?.easel(spec.id)
    if (!layer || !easel) return undefined
    const [left = 0, top = 0, width = 0, height = 0, x1 = 0, x2 = 1, y1 = 0, y2 = 1] = easel
    return { layer, left, top, width, height, x: [x1, x2], y: [y1, y2] }
  }

  #leave(byKey = false): void {
    const tool = this.#easel?.tool
    this.#easel?.remove()
    this.#easel = undefined
    this.requestUpdate()
    if (byKey && this.isConnected) this.#button(tool ?? 'draw')?.focus()
  }

  #openDialog(): void {
    const { actions, spec } = this.control ?? {}
    const [kind, words] = [this.#kind, this.#words]
    if (!actions || !spec || !kind || !words) return
    const { min, max, most } = kind
    const dialog = new PasteDialog({
      words,
      limits: { min, max, most },
      table: printPoints(this.#points, '\n'),
      read: (table) => actions.readTable(spec.id, table),
      take: (text) => this.#change((id) => actions.set(id, text, true)),
    })
    dialog.open(this)
  }

  // ---- What it shows -------------------------------------------------------------------------------------------------

  protected override render(): TemplateResult | typeof nothing {
    const [control, words, figure] = [this.control, this.#words, this.#figure]
    if (!control || !words || !this.#kind) return nothing
    const count = this.#points.length
    const tool = this.#easel?.tool
    const isLong = figure !== undefined && figure.query.length > LONG && figure.link !== figure.state
    const button = (name: string, act: () => void, disabled = false, pressed?: boolean) => html`
      <button type="button" part="button" data-act=${name} ?disabled=${disabled} aria-pressed=${pressed ?? nothing} @click=${act}>${words.text(`points.${name}`)}</button>
    `
    return html`
      <div class="line"><span class="name">${control.name}</span><span class="count">${words.text('points.count', { count })}</span></div>
      <p class="buttons">
        ${button('draw', () => this.#toggle('draw'), false, tool === 'draw')}
        ${button('erase', () => this.#toggle('erase'), count === 0 && tool !== 'erase', tool === 'erase')}
        ${button('undo', () => this.#takeBack(), this.#undone.length === 0)}
        ${button('clear', () => this.#set([]), count === 0)}
        ${button('paste', () => this.#openDialog())}
      </p>
      <p class="note" ?hidden=${!tool}>${tool ? words.text(tool === 'erase' ? 'points.how_to_erase' : 'points.how_to_draw') : nothing}</p>
      <p class="note" ?hidden=${!isLong}>${isLong ? words.text('points.not_in_link') : nothing}</p>
      <p class="hidden" role="status">${this.#said}</p>
    `
  }

  #button(name: string): HTMLElement | null {
    return this.querySelector<HTMLElement>(`[data-act=${name}]`)
  }

  #say(key: string, gaps: Record<string, string | number>): void {
    this.#said = this.#words?.text(key, gaps) ?? ''
    this.requestUpdate()
  }
}

if (!customElements.get('theta-flow-points')) customElements.define('theta-flow-points', PointsControl)
