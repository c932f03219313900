/** A figure alone on the screen, for a lecture hall: in and out, with the controls or without them. */
import { type ReactiveController, type ReactiveControllerHost, unsafeCSS } from 'lit'
import css from './screen.css?inline'
import { adopt } from './styles'

const styles = unsafeCSS(css)

export class Screen implements ReactiveController {
  active = false
  hidesControls = false
  /** What the reader comes back to. */
  #before: (() => void) | undefined

  constructor(
    private readonly figure: ReactiveControllerHost & HTMLElement,
    private readonly resized: () => void,
  ) {
    adopt(figure.shadowRoot, styles)
    figure.addController(this)
    figure.addEventListener('fullscreenchange', () => this.#changed())
  }

  hostDisconnected(): void {
    this.active = false
  }

  /** To be called before the figure leaves its place, where the page closes up behind it. */
  remember(): void {
    const scrolled: [Element, left: number, top: number][] = []
    for (let at: Element | null = this.figure; at; at = at.parentElement ?? rootOf(at)) {
      if (at.scrollTop !== 0 || at.scrollLeft !== 0) scrolled.push([at, at.scrollLeft, at.scrollTop])
    }
    const outside = document.activeElement
    const inside = this.figure.shadowRoot?.activeElement
    this.#before = () => {
      for (const [element, left, top] of scrolled) element.scrollTo({ left, top, behavior: 'instant' })
      const focused = inside ?? outside
      if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true })
    }
  }

  toggleControls(): void {
    const hadFocus = this.figure.shadowRoot?.querySelector('.controls :focus')
    this.hidesControls = !this.hidesControls
    this.figure.requestUpdate()
    if (hadFocus) this.#focusRoot()
  }

  async #changed(): Promise<void> {
    this.active = this.figure.matches(':fullscreen')
    this.figure.requestUpdate()
    await this.figure.updateComplete
    this.resized()
    if (this.active) {
      // What has the keyboard outside is out of sight.
      if (document.activeElement !== this.figure) this.#focusRoot()
    } else {
      this.#before?.()
      this.#before = undefined
    }
  }

  #focusRoot(): void {
    this.figure.shadowRoot?.querySelector<HTMLElement>('.root')?.focus({ preventScroll: true })
  }
}

function rootOf(element: Element): Element | null {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}
