/** The disclosure "Numbers of this run". What makes the table in it is fetched when it is opened: most readers never do. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../i18n'

/** A frame that stands still, and what its table is worded with. */
export interface Numbers {
  lab: string
  step: number
  last: number
  /** Its table as CSV. */
  csv(): Promise<string>
  messages: Messages
}

export class NumbersTable {
  #isOpen = false
  #element: HTMLElement | undefined
  #turn = 0

  /** `source` is what is on show, if something is. */
  constructor(
    private readonly source: () => Numbers | undefined,
    private readonly changed: () => void,
  ) {}

  render(messages: Messages): TemplateResult {
    return html`
      <details class="numbers" part="numbers" @toggle=${this.#onToggle}>
        <summary>${messages.text('control.numbers')}</summary>
        ${this.#element ?? nothing}
      </details>
    `
  }

  /** The figure has come to rest, and shows something else than before. */
  async refresh(): Promise<void> {
    const source = this.#isOpen ? this.source() : undefined
    if (!source) return
    this.#turn += 1
    const turn = this.#turn
    const element = await import('./numbers-table')
      .then(({ table }) => table(source))
      .catch((error: unknown) => {
        console.error('theta-flow:', error)
        return notice(source.messages.text('control.numbers_failed'))
      })
    if (turn !== this.#turn || !this.#isOpen) return
    this.#element = element
    this.changed()
  }

  readonly #onToggle = (event: Event) => {
    this.#isOpen = (event.currentTarget as HTMLDetailsElement).open
    this.#element = undefined
    if (this.#isOpen) void this.refresh()
    this.changed()
  }
}

function notice(text: string): HTMLElement {
  const element = document.createElement('p')
  element.className = 'note'
  element.textContent = text
  return element
}
