/** The button "Export". What it opens is fetched then: most readers never do. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Panel } from '../export/exporter'
import type { Source } from '../export/shown'
import type { Wording } from './wording'

export class ExportMenu {
  #panel: Panel | undefined

  /** `failed` is told when it cannot be fetched. */
  constructor(
    private readonly source: (words: Wording) => Source,
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** What the panel has said is about a run that is no longer on show. */
  clear(): void {
    this.#panel?.clear()
  }

  close(): void {
    if (!this.#panel) return
    this.#panel.close()
    this.#panel = undefined
    this.changed()
  }

  render(words: Wording, ready: boolean): TemplateResult {
    return html`
      <div class="export" part="export" @keydown=${this.#onKey}>
        <button type="button" part="button" aria-expanded=${this.#panel !== undefined} ?disabled=${!ready} @click=${() => this.#toggle(words)}>
          ${words.ui('export')}
        </button>
        ${this.#panel?.render() ?? nothing}
      </div>
    `
  }

  async #toggle(words: Wording): Promise<void> {
    if (this.#panel) return this.close()
    try {
      this.#panel = await (await import('../export/exporter')).openPanel(this.source(words), this.changed)
      this.changed()
    } catch (error) {
      this.failed(error)
    }
  }

  readonly #onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.#panel) return
    event.stopPropagation()
    const button = (event.currentTarget as HTMLElement).querySelector('button')
    this.close()
    button?.focus()
  }
}
