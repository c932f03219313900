/**
 * `<theta-flow-points>`: the control of points that a reader draws or pastes. It brings its styles and texts along and
 * imports nothing of what figures share: it is downloaded when such a parameter has an effect, so other figures do not
 * pay for it.
 */
import type { ParamError, PointsKind } from '../api'
import type { Control } from '../figure/controls'
import type { Messages } from '../i18n'
import type { ThetaFlow } from '../theta-flow'
import { openPasteDialog } from './dialog'
import { button, element } from './dom'
import { Easel, type Panel, type Tool } from './easel'
import { type Point, printPoints, readPoints } from './list'
import styles from './points.css?inline'

/** Strokes that can be undone. */
const MOST_UNDONE = 100

class PointsControl extends HTMLElement {
  #control: Control | undefined
  #messages: Messages | undefined
  #easel: Easel | undefined
  /** The values before the reader's last changes, and the value after them. */
  #undone: string[] = []
  #text = ''
  #query = ''
  #figure: ThetaFlow | undefined

  readonly #name = element('span', { className: 'name' })
  readonly #count = element('span', { className: 'count' })
  readonly #draw = button('', () => this.#toggle('draw'))
  readonly #erase = button('', () => this.#toggle('erase'))
  readonly #undo = button('', () => this.#takeBack())
  readonly #clear = button('', () => this.#set([]))
  readonly #paste = button('', () => this.#openDialog())
  readonly #hint = element('p', { className: 'note' })
  readonly #linkNote = element('p', { className: 'note' })
  readonly #status = element('p', { className: 'hidden' })

  /** What the control is about, given anew whenever the figure is rendered. */
  set control(control: Control) {
    const before = this.#control
    this.#control = control
    if (control.messages !== before?.messages) void this.#word(control)
    this.#update()
  }

  connectedCallback(): void {
    // Set before this class was there, the property hides the accessor.
    if (Object.hasOwn(this, 'control')) {
      const { control } = this
      Reflect.deleteProperty(this, 'control')
      if (control) this.control = control
    }
    const root = this.getRootNode()
    if (!(root instanceof ShadowRoot)) return
    this.#figure = root.host as ThetaFlow
    this.#figure.addEventListener('theta-frame', this.#onFrame)
    addStyles(root)
    this.#status.setAttribute('role', 'status')
    this.setAttribute('role', 'group')
    this.replaceChildren(
      element('div', { className: 'line' }, this.#name, this.#count),
      element('p', { className: 'buttons' }, this.#draw, this.#erase, this.#undo, this.#clear, this.#paste),
      this.#hint,
      this.#linkNote,
      this.#status,
    )
    this.#update()
  }

  disconnectedCallback(): void {
    this.#figure?.removeEventListener('theta-frame', this.#onFrame)
    this.#leave()
  }

  readonly #onFrame = () => this.#easel?.follow()

  get #kind(): PointsKind | undefined {
    const kind = this.#control?.spec.kind
    return kind?.type === 'points' ? kind : undefined
  }

  async #word({ messages }: Control): Promise<void> {
    const all = await messages.with('points')
    if (messages !== this.#control?.messages) return
    this.#messages = all
    this.#show()
  }

  // ---- The value -----------------------------------------------------------------------------------------------------

  get #points(): Point[] {
    return readPoints(this.#text)
  }

  #set(points: readonly Point[]): void {
    this.#change((id) => this.#control?.actions.set(id, printPoints(points), true) ?? false)
  }

  #change(change: (id: string) => boolean): void {
    const { spec, actions } = this.#control ?? {}
    if (!spec || !actions) return
    const before = this.#text
    if (!change(spec.id)) return
    this.#text = actions.text(spec.id)
    if (this.#text !== before) this.#undone = [...this.#undone, before].slice(-MOST_UNDONE)
    this.#show()
  }

  #takeBack(): void {
    const { spec, actions } = this.#control ?? {}
    const before = this.#undone.pop()
    if (!spec || !actions || before === undefined) return
    actions.set(spec.id, before, true)
    this.#text = actions.text(spec.id)
    this.#show()
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
        locate: (event) => this.#control?.actions.locate(event) ?? [0, 0],
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
    this.#show()
  }

  #panel(): Panel | undefined {
    const { spec, actions } = this.#control ?? {}
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
    this.#show()
    if (byKey && this.isConnected) (tool === 'erase' ? this.#erase : this.#draw).focus()
  }

  #openDialog(): void {
    const { actions, spec } = this.#control ?? {}
    const [kind, messages] = [this.#kind, this.#messages]
    if (!actions || !spec || !kind || !messages) return
    openPasteDialog(this, {
      messages,
      limits: { min: kind.min, max: kind.max, most: kind.most },
      table: printPoints(this.#points, '\n'),
      remarks: (table) => actions.remarks(spec.id, table),
      paste: (table) => {
        let refusal: ParamError | undefined
        this.#change((id) => {
          refusal = actions.attempt(id, table)
          return !refusal
        })
        return refusal
      },
    })
  }

  // ---- What it shows -------------------------------------------------------------------------------------------------

  /** Looks at the value, which may have been set from elsewhere. Called many times a second while the figure plays. */
  #update(): void {
    const { value } = this.#control ?? {}
    const query = this.#figure?.query ?? ''
    if (!value || (value.text === this.#text && query === this.#query && this.#draw.textContent)) return
    if (value.text !== this.#text) {
      this.#undone = []
      this.#text = value.text
    }
    this.#query = query
    this.#show()
  }

  #show(): void {
    const [control, messages, kind, figure] = [this.#control, this.#messages, this.#kind, this.#figure]
    if (!control || !messages || !kind) return
    const words = (element: HTMLElement, key: string, gaps?: Record<string, string | number>) => {
      const text = key && messages.text(key, gaps)
      if (element.textContent !== text) element.textContent = text
    }
    const count = this.#points.length
    const tool = this.#easel?.tool
    this.#name.textContent = control.name
    this.setAttribute('aria-label', control.name)
    words(this.#count, 'points.count', { count })
    words(this.#draw, 'points.draw')
    words(this.#erase, 'points.erase')
    words(this.#undo, 'points.undo')
    words(this.#clear, 'points.clear')
    words(this.#paste, 'points.paste')
    this.#draw.setAttribute('aria-pressed', String(tool === 'draw'))
    this.#erase.setAttribute('aria-pressed', String(tool === 'erase'))
    this.#erase.disabled = count === 0 && tool !== 'erase'
    this.#undo.disabled = this.#undone.length === 0
    this.#clear.disabled = count === 0
    // What has just been pressed may have nothing left to do: the focus goes on to what comes next.
    if (this.querySelector('button:focus:disabled')) this.#draw.focus()
    words(this.#hint, tool === 'erase' ? 'points.how_to_erase' : tool ? 'points.how_to_draw' : '')
    const isLong = figure !== undefined && figure.query.length > 1000 && figure.link !== figure.state
    words(this.#linkNote, isLong ? 'points.not_in_link' : '')
    this.#hint.hidden = !tool
    this.#linkNote.hidden = !isLong
    if (!this.#easel) return
    this.#easel.element.setAttribute('aria-label', messages.text('points.easel', { name: control.name }))
    this.#easel.show()
  }

  #say(key: string, gaps: Record<string, string | number>): void {
    this.#status.textContent = this.#messages?.text(key, gaps) ?? ''
  }
}

/** To all figures of the page alike; a strict content security policy allows no element with styles. */
let sheet: CSSStyleSheet | undefined

function addStyles(root: ShadowRoot): void {
  if (!('adoptedStyleSheets' in root)) {
    ;(root as ShadowRoot).append(element('style', { textContent: styles }))
    return
  }
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(styles)
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
}

if (!customElements.get('theta-flow-points')) customElements.define('theta-flow-points', PointsControl)
