/** What the element is to the page around it: a figure with a name, states for style sheets, a value in a form. */

/** For `theta-flow:state(playing)` and so on. */
export type State = 'dormant' | 'ready' | 'playing' | 'failed'

export class Internals {
  /** Undefined in browsers that know nothing of it. */
  readonly #internals: ElementInternals | undefined
  #value: string | undefined

  constructor(element: HTMLElement) {
    this.#internals = element.attachInternals?.()
    // What the author writes on the element itself, `role`, `aria-label` or `aria-labelledby`, goes before.
    if (this.#internals) this.#internals.role = 'figure'
  }

  set name(name: string) {
    if (this.#internals && name !== this.#internals.ariaLabel) this.#internals.ariaLabel = name
  }

  set states(states: Record<State, boolean>) {
    const set = this.#internals?.states
    try {
      for (const [name, is] of Object.entries(states)) is ? set?.add(name) : set?.delete(name)
    } catch {
      // Chrome knew only names with dashes at first: there, style sheets do without.
    }
  }

  /** What a form sends, resets and restores. Outside of one nothing is to be kept. */
  fill(value: () => string): void {
    if (!this.#internals?.form) return
    const now = value()
    if (now !== this.#value) this.#internals.setFormValue(now)
    this.#value = now
  }
}
