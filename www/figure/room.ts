/** Room for what stands around the picture until it is there, so that the article does not jump. */
import { html, nothing, type TemplateResult } from 'lit'

/** What will stand below the picture. */
export function renderWaiting(exports: boolean): TemplateResult {
  return html`
    <div part="below">
      <div class="transport"></div>
      <div class="caption"></div>
      <div class="readouts waiting"></div>
      ${exports ? html`<div class="export"></div>` : nothing}
    </div>
  `
}

/** The same for the controls. */
export function renderPlaceholders(count = 11): TemplateResult {
  return html`<div class="controls" aria-hidden="true">
    ${Array.from({ length: count }, () => html`<div class="control"></div>`)}
  </div>`
}
