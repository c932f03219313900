/**
 * The button that gives a figure the screen. What it takes to be alone there comes when the pointer or the keyboard first
 * comes to the figure: browsers give the screen only while the reader's wish is fresh, so the press waits for nothing.
 */
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'
import { enterIcon, leaveIcon } from './icons'
import type { Screen } from './screen'
import type { Wording } from './wording'

export class FullScreen {
  #screen: Screen | undefined
  #coming: Promise<Screen | undefined> | undefined

  constructor(
    private readonly figure: ReactiveControllerHost & HTMLElement,
    /** The figure has another size and is to be laid out in it. */
    private readonly resized: () => void,
  ) {}

  get active(): boolean {
    return this.#screen?.active ?? false
  }

  get hidesControls(): boolean {
    return this.active && (this.#screen?.hidesControls ?? false)
  }

  /** Whether the browser has it, and the page, or the frame that it is in, allows it. */
  get isPossible(): boolean {
    return document.fullscreenEnabled && 'requestFullscreen' in this.figure
  }

  /** Fetches what it takes. Where that does not come, the figure gets the screen as it is. */
  readonly prepare = (): Promise<Screen | undefined> => {
    this.#coming ??= import('./screen').then(
      ({ Screen }) => {
        this.#screen = new Screen(this.figure, this.resized)
        return this.#screen
      },
      () => {
        this.#coming = undefined
        return undefined
      },
    )
    return this.#coming
  }

  /** Calls back before the figure leaves its place, where the page closes up behind it. */
  async enter<Result>(request: () => Promise<Result>): Promise<Result> {
    const screen = this.#screen ?? (await this.prepare())
    screen?.remember()
    return request()
  }

  toggle(): void {
    // Refused where no reader has asked for it: nothing is lost.
    const done = this.active ? document.exitFullscreen() : this.figure.requestFullscreen()
    done.catch(() => {})
  }

  /** F and C, wherever in the figure the focus is, unless they are typed. */
  key(event: KeyboardEvent): void {
    // It may have come with the focus, and be on its way.
    if (this.#screen) this.#screen.key(event, this)
    else void this.prepare().then((screen) => screen?.key(event, this))
  }

  /** The buttons at the end of the transport. */
  render(hasControls: boolean, words: Wording): TemplateResult | typeof nothing {
    if (!this.isPossible) return nothing
    const text = this.active ? 'leave_full_screen' : 'full_screen'
    return html`
      ${hasControls ? this.#screen?.render(words) : nothing}
      ${renderScreenButton(text, 'F', this.active ? leaveIcon : enterIcon, () => this.toggle(), words)}
    `
  }
}

export function renderScreenButton(
  text: string,
  key: string,
  icon: TemplateResult,
  act: () => void,
  words: Wording,
): TemplateResult {
  const name = words.ui(text)
  return html`
    <button class=${`icon ${text}`} type="button" part="button" aria-label=${name} title=${`${name} (${key})`} aria-keyshortcuts=${key} @click=${act}>
      ${icon}
    </button>
  `
}
