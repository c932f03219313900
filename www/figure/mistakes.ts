/** What the author of the page has written in vain or wrongly: said in the console, because no reader can mend it. */
import type { ParamError } from '../api'
import { languages, matchLanguage } from '../i18n'
import { quoted } from '../run/errors'
import { controlNames } from './choice'
import type { Figure } from './figure'

/** Of so many names of controls that do not exist it is said that they do not. */
const MOST_UNKNOWN = 12

/** What is wrong with the attributes of the element. */
export function mistakesOf({ element, run }: Figure): ParamError[] {
  const known = run.schema?.params.map(({ id }) => id) ?? []
  const unknown = controlNames(element.controls)?.filter((id) => !known.includes(id)) ?? []
  const mistakes = unknown
    .slice(0, MOST_UNKNOWN)
    .map((id): ParamError => ({ code: 'unknown_key', args: { id: quoted(id), allowed: known.join(', ') } }))
  const { langFallback } = element
  if (langFallback && !matchLanguage(langFallback)) {
    mistakes.push({ code: 'unknown_language', args: { got: quoted(langFallback), allowed: languages().join(', ') } })
  }
  return mistakes
}

/** Parameters that were set and change nothing: readers have no control for these. Once is enough. */
export class SetInVain {
  readonly #told = new Set<string>()

  constructor(private readonly figure: Figure) {}

  /** Only when all that is set at once is set, because the next call may let the first one count. */
  tell(ids: readonly string[]): void {
    queueMicrotask(() => {
      const { run, words } = this.figure
      for (const id of ids) {
        const reason = run.withoutEffect(id)
        if (!reason || !words) continue
        const said = words.sentence(reason)
        if (!this.#told.has(said)) console.info(`theta-flow: ${said}`)
        this.#told.add(said)
      }
    })
  }
}
