/** The styles of parts that come later than the figure. */
import { type CSSResult, supportsAdoptingStyleSheets } from 'lit'

/** To a figure once. A strict content security policy allows no element with styles, and old browsers know nothing else. */
export function adopt(root: ShadowRoot | null, { styleSheet, cssText }: CSSResult): void {
  if (!root) return
  if (supportsAdoptingStyleSheets && styleSheet) {
    if (!root.adoptedStyleSheets.includes(styleSheet))
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet]
    return
  }
  root.append(Object.assign(document.createElement('style'), { textContent: cssText }))
}
