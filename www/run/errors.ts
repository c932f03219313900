/** Refused values and other trouble, as data: the sentences are made where they are shown. */
import type { ParamError } from '../api'

/** How much of a text is quoted back: enough to recognise it. */
const QUOTED = 60

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

/** The beginning of what was refused, as the engine quotes what it refuses itself. */
export function quoted(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
}
