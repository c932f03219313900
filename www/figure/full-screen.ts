/** A figure alone on the screen, for a lecture hall: in and out, with the controls or without them. */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit'
import type { Messages } from '../i18n'
import { enterIcon, leaveIcon, panelIcon } from './icons'

/** Where the reader types, letters are text, and a dialog has its own keys. */
const TYPED_INTO = 'select, textarea, dialog, input:not([type=range], [type=checkbox])'

export class FullScreen implements ReactiveController {
  active = false
  hidesControls = false
  /** What the reader comes back to. */
  #before: (() => void) | undefined

  constructor(
    private readonly figure: ReactiveControllerHost & HTMLElement,
    /** The figure has another size and is to be laid out in it. */
    private readonly resized: () => void,
  ) {
    figure.addController(this)
    figure.addEventListener('fullscreenchange', () => this.#changed())
  }

  hostDisconnected(): void {
    this.active = false
  }

  /** Whether the browser has it, and the page, or the frame that it is in, allows it. */
  get isPossible(): boolean {
    return document.fullscreenEnabled && 'requestFullscreen' in this.figure
  }

  toggle(): void {
    // Refused where no reader has asked for it: nothing is lost.
    const done = this.active ? document.exitFullscreen() : this.figure.requestFullscreen()
    done.catch(() => {})
  }

  toggleControls(): void {
    const hadFocus = this.figure.shadowRoot?.querySelector('.controls :focus')
    this.hidesControls = !this.hidesControls
    this.figure.requestUpdate()
    if (hadFocus) this.#focusRoot()
  }

  /** F and C, wherever in the figure the focus is, unless they are typed. */
  key(event: KeyboardEvent): void {
    const { target, key, repeat, isComposing, altKey, ctrlKey, metaKey } = event
    // What a script makes up is no wish of the reader's, and browsers would refuse it.
    if (!event.isTrusted || event.defaultPrevented || repeat || isComposing || altKey || ctrlKey || metaKey) return
    if (target instanceof Element && target.closest(TYPED_INTO)) return
    if (/^f$/i.test(key) && this.isPossible) this.toggle()
    else if (/^c$/i.test(key) && this.active) this.toggleControls()
    else return
    event.preventDefault()
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

/** The buttons at the end of the transport. */
export function renderScreenButtons(
  screen: FullScreen,
  hasControls: boolean,
  messages: Messages,
): TemplateResult | typeof nothing {
  if (!screen.isPossible) return nothing
  const button = (text: string, key: string, icon: unknown, act: () => void) => {
    const name = messages.text(`control.${text}`)
    return html`
      <button class=${`icon ${text}`} type="button" part="button" aria-label=${name} title=${`${name} (${key})`} aria-keyshortcuts=${key} @click=${act}>
        ${icon}
      </button>
    `
  }
  const controls = screen.hidesControls ? 'show_controls' : 'hide_controls'
  return html`
    ${screen.active && hasControls ? button(controls, 'C', panelIcon, () => screen.toggleControls()) : nothing}
    ${button(screen.active ? 'leave_full_screen' : 'full_screen', 'F', screen.active ? leaveIcon : enterIcon, () =>
      screen.toggle(),
    )}
  `
}
