/** Mathematical symbols as a textbook sets them: variables in italics, everything else upright. */
import { html, nothing, type TemplateResult } from 'lit'

/** Letters with their accents and subscripts; modifier letters such as ₙ belong to the letter before them. */
const WORD = /([\p{L}\p{M}]+)/u

export function renderSymbol(symbol: string): TemplateResult | typeof nothing {
  if (symbol === '') return nothing
  const parts = symbol.split(WORD)
  return html`<span class="symbol">${parts.map((part) => (isVariable(part) ? html`<i>${part}</i>` : part))}</span>`
}

/** One letter is a variable; several are a name, such as log. */
function isVariable(part: string): boolean {
  return part.replace(/[\p{M}\p{Lm}]/gu, '').length === 1 && WORD.test(part)
}
