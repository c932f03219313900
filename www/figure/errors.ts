/** Refused values and other trouble, one sentence each. */
import { html, type TemplateResult } from 'lit'
import type { ParamError } from '../api'
import { keyOf } from '../run/errors'
import { closeIcon } from './icons'
import type { Wording } from './wording'

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
            <button class="icon small" part="button" type="button" aria-label=${words.ui('dismiss')} @click=${() => dismiss(keyOf(error))}>
              ${closeIcon}
            </button>
          </p>
        `,
      )}
    </div>
  `
}
