/** The disclosure "Numbers of this run". What makes the table in it is fetched when it is opened: most readers never do. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Wording } from './wording'

/** A frame that stands still, and what its table is worded with. */
export interface Numbers {
  step: number
  last: number
  /** Its table as CSV. */
  csv(): Promise<string>
  words: Wording
  root: ShadowRoot | null
}

export class NumbersTable {
  #isOpen = false
  #table: TemplateResult | undefined
  #turn = 0

  /** `source` is what is on show, if something is. */
  constructor(
    private readonly source: () => Numbers | undefined,
    private readonly changed: () => void,
  ) {}

  render(words: Wording): TemplateResult {
    return html`
      <details class="numbers" part="numbers" @toggle=${this.#onToggle}>
        <summary>${words.ui('numbers')}</summary>
        ${this.#table ?? nothing}
      </details>
    `
  }

  /** The figure has come to rest, and shows something else than before. */
  async refresh(): Promise<void> {
    const source = this.#isOpen ? this.source() : undefined
    if (!source) return
    this.#turn += 1
    const turn = this.#turn
    const table = await import('./numbers-table')
      .then(({ renderTable }) => renderTable(source))
      .catch((error: unknown) => {
        console.error('theta-flow:', error)
        return html`<p class="note">${source.words.ui('numbers_failed')}</p>`
      })
    if (turn !== this.#turn || !this.#isOpen) return
    this.#table = table
    this.changed()
  }

  readonly #onToggle = (event: Event) => {
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open
    this.#table = undefined
    if (this.#isOpen) void this.refresh()
    this.changed()
  }
}
