/** "Copy as ...": the shown run as a text for another program. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from './i18n'

/** How long "Copied" stays. */
const NOTICE_MS = 4000

/** What became of the last copy: the text itself where copying was not allowed, to be copied by hand. */
type Outcome = { format: string; text?: string }

export class ScriptCopier {
  #outcome: Outcome | undefined
  #timer = 0

  constructor(private readonly changed: () => void) {}

  /** Copies a text that is on its way. Fails only if the text does not come. */
  async copy(format: string, text: Promise<string>): Promise<void> {
    const copied = toClipboard(text).then(
      () => true,
      () => false,
    )
    const script = await text
    this.#show((await copied) ? { format } : { format, text: script })
  }

  /** The outcome is that of a run that is no longer on show. */
  clear(): void {
    if (this.#outcome) this.#show(undefined)
  }

  /** A button a format. The row is there before it is known which there are, if `expected`: what is below must not jump. */
  render(formats: readonly string[], expected: boolean, messages: Messages, copy: (format: string) => void) {
    if (formats.length === 0 && !expected) return nothing
    const name = (format: string) => messages.text(`script.${format}`)
    return html`
      <p class="scripts">
        ${formats.map(
          (format) => html`
            <button type="button" @click=${() => copy(format)}>
              ${messages.text('control.copy_script', { name: name(format) })}
            </button>
          `,
        )}
        <output>${this.#notice(messages, name)}</output>
      </p>
      ${this.#byHand(name)}
    `
  }

  #notice(messages: Messages, name: (format: string) => string): string {
    if (!this.#outcome) return ''
    const key = this.#outcome.text === undefined ? 'control.script_copied' : 'control.script_refused'
    return messages.text(key, { name: name(this.#outcome.format) })
  }

  #byHand(name: (format: string) => string): TemplateResult | typeof nothing {
    if (this.#outcome?.text === undefined) return nothing
    return html`
      <textarea class="script" readonly rows="8" spellcheck="false" aria-label=${name(this.#outcome.format)}
        @focus=${(event: Event) => (event.currentTarget as HTMLTextAreaElement).select()}
        .value=${this.#outcome.text}></textarea>
    `
  }

  #show(outcome: Outcome | undefined): void {
    window.clearTimeout(this.#timer)
    this.#outcome = outcome
    if (outcome && outcome.text === undefined) this.#timer = window.setTimeout(() => this.clear(), NOTICE_MS)
    this.changed()
  }
}

/** Safari lets only the click itself copy, not what comes after a download; so the clipboard gets the promise. */
async function toClipboard(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then((text) => new Blob([text], { type: 'text/plain' }))
  return navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}
