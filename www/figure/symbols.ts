/** Mathematical symbols as a textbook sets them: variables in italics, everything else upright. */
import { html, nothing, type TemplateResult } from 'lit'

/** Letters with their accents; modifier letters such as ₙ belong to the letter before them. */
const WORD = /([\p{L}\p{M}]+)/u

export function renderSymbol(symbol: string): TemplateResult | typeof nothing {
  if (symbol === '') return nothing
  const [base = '', ...below] = symbol.split('_')
  const subscripts = below.map((part) => html`<sub>${letters(part)}</sub>`)
  return html`<span class="symbol">${letters(base)}${subscripts}</span>`
}

function letters(text: string): (TemplateResult | string)[] {
  return text.split(WORD).map((part) => (isVariable(part) ? html`<i>${part}</i>` : part))
}

/** One letter is a variable; several are a name, such as log. */
function isVariable(part: string): boolean {
  return part.replace(/[\p{M}\p{Lm}]/gu, '').length === 1 && WORD.test(part)
}
