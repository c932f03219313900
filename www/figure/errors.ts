/** Refused values and other trouble, one sentence each. */
import { html, type TemplateResult } from 'lit'
import type { ParamError, Schema } from '../api'
import type { Messages } from '../i18n'
import { paramName } from './controls'
import { closeIcon } from './icons'

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

export function sentence(error: ParamError, lab: string, schema: Schema | undefined, messages: Messages): string {
  const key = `error.${error.code}`
  if (!messages.has(key)) return messages.text('error.unknown', { code: error.code })
  const id = error.args.id
  if (id === undefined) return messages.text(key, error.args)
  // The name for the reader of a control, the id for the reader of an address.
  const name = paramName(messages, lab, schema?.params.find((spec) => spec.id === id) ?? { name: id })
  return messages.text(key, { ...error.args, id: name === id ? id : `${name} (${id})` })
}

export function renderErrors(
  errors: readonly ParamError[],
  lab: string,
  schema: Schema | undefined,
  messages: Messages,
  dismiss: (key: string) => void,
): TemplateResult {
  return html`
    <div class="messages" part="messages" role="alert">
      ${errors.map(
        (error) => html`
          <p>
            <span>${sentence(error, lab, schema, messages)}</span>
            <button
              class="icon small"
              part="button"
              type="button"
              aria-label=${messages.text('control.dismiss')}
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
