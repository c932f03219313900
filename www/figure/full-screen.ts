/**
 * What gives a figure the screen. What it takes to be alone there comes when the pointer or the keyboard first
 * comes to the figure: browsers give the screen only while the reader's wish is fresh, so the press waits for nothing.
 */
import type { ReactiveControllerHost } from 'lit'
import type { Screen } from './screen'

/** Where the reader types, letters are text, and a dialog has its own keys. */
const TYPED_INTO = 'select, textarea, dialog, input:not([type=range], [type=checkbox])'

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
    const { target, key, repeat, isComposing, altKey, ctrlKey, metaKey } = event
    // What a script makes up is no wish of the reader's, and browsers would refuse it.
    if (!event.isTrusted || event.defaultPrevented || repeat || isComposing || altKey || ctrlKey || metaKey) return
    if (target instanceof Element && target.closest(TYPED_INTO)) return
    if (/^f$/i.test(key) && this.isPossible) this.toggle()
    else if (/^c$/i.test(key) && this.active) this.toggleControls()
    else return
    event.preventDefault()
  }

  toggleControls(): void {
    this.#screen?.toggleControls()
  }
}
