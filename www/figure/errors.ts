/** Refused values and other trouble, one sentence each. */
import { html, type TemplateResult } from 'lit'
import type { ParamError } from '../api'
import { closeIcon } from './icons'
import type { Wording } from './wording'

/** The errors on show: at most one per parameter, the latest. */
export class ErrorList {
  #errors = new Map<string, ParamError>()

  get all(): ParamError[] {
    return [...this.#errors.values()]
  }

  add(error: ParamError): void {
    this.#errors.set(keyOf(error), error)
  }

  /** Forgets what was said about a parameter, or about the engine. */
  remove(key: string): boolean {
    return this.#errors.delete(key)
  }

  clear(): void {
    this.#errors.clear()
  }
}

/** What an error is about: its parameter if it names one, else its kind and what was refused. */
export function keyOf({ code, args }: ParamError): string {
  return args.id ?? (args.got === undefined ? code : `${code} ${args.got}`)
}

/** How much of a text is quoted back: enough to recognise it. */
const QUOTED = 60

/** The beginning of what was refused, as the engine quotes what it refuses itself. */
export function quoted(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
}

export function renderErrors(
  errors: readonly ParamError[],
  words: Wording,
  dismiss: (key: string) => void,
): TemplateResult {
  return html`
    <div class="messages" part="messages" role="alert">
      ${errors.map(
        (error) => html`
          <p>
            <span>${words.sentence(error)}</span>
            <button
              class="icon small"
              part="button"
              type="button"
              aria-label=${words.ui('dismiss')}
              @click=${() => dismiss(keyOf(error))}
            >
              ${closeIcon}
            </button>
          </p>
        `,
      )}
    </div>
  `
}
