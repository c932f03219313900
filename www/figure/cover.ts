/** What stands where a figure will be, or would be if it could run: a picture of it, and a button that starts it. */
import { html, nothing, type TemplateResult } from 'lit'
import { playIcon } from './icon'
import type { Wording } from './wording'

export function renderPoster(address: string): TemplateResult {
  return html`<img class="poster" part="poster" alt="" loading="lazy" decoding="async" src=${address} />`
}

/** Under its title, unless a picture says what it is about. */
export function renderStart(title: string, pictured: boolean, words: Wording, start: () => void): TemplateResult {
  return html`
    <div class="begin">
      ${pictured ? nothing : html`<p aria-hidden="true">${title}</p>`}
      <button type="button" part="start button" @click=${start}>
        ${playIcon} ${words.ui('start')}<span class="hidden">: ${title}</span>
      </button>
    </div>
  `
}
