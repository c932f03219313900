/** Earlier runs: in the legend, each with a button that lets it go; and the button that keeps the present one in sight. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Run } from '../run/run'
import { closeIcon } from './icons'
import type { Wording } from './wording'

export function renderPinned(
  run: Run,
  colorsOf: () => readonly string[],
  words: Wording,
  unpin: (index: number) => void,
): TemplateResult | typeof nothing {
  const names = run.pinNames(words)
  if (names.length === 0) return nothing
  const colors = colorsOf()
  return html`${names.map(
    (name, index) => html`
      <li>
        <svg viewBox="0 0 20 4" width="20" height="4" aria-hidden="true">
          <line x1="0" y1="2" x2="20" y2="2" stroke=${colors[index] ?? 'currentColor'} stroke-width="2.5" />
        </svg>
        ${name}
        <button
          class="icon small"
          part="button"
          type="button"
          aria-label=${words.ui('unpin', { name })}
          title=${words.ui('unpin', { name })}
          @click=${() => unpin(index)}
        >
          ${closeIcon}
        </button>
      </li>
    `,
  )}`
}

export function renderPinButton(words: Wording, ready: boolean, pin: () => void): TemplateResult {
  return html`
    <button class="quiet" type="button" part="button" title=${words.ui('pin_title')} ?disabled=${!ready} @click=${pin}>
      ${words.ui('pin')}
    </button>
  `
}
