/** The button that is there while only parts of panels are in sight. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Wording } from './wording'
import type { Zooming } from './zooming'

export function renderShowAll(words: Wording, zooming: Zooming): TemplateResult | typeof nothing {
  if (!zooming.showsParts) return nothing
  return html`
    <button class="quiet" type="button" part="button" @click=${() => zooming.showAll()}>${words.ui('show_all')}</button>
  `
}
