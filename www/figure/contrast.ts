/** Whether the reader asks for more contrast, or has a palette of colours for all pages. */
import type { Theme } from '../public'
import { adopt } from './styles'

/** Where there is no DOM, importing this does no harm. */
const query = (text: string) => globalThis.matchMedia?.(text)
const more = query('(prefers-contrast: more)')
const forced = query('(forced-colors: active)')
const dark = query('(prefers-color-scheme: dark)')

/** Canvases are not recoloured by the browser, so with a palette of the reader's they need all the contrast that they can get. */
export function wantsContrast(): boolean {
  return more.matches || forced.matches
}

/** The theme that goes with the reader's palette, whatever the page looks like without it. */
export function forcedTheme(): Theme | undefined {
  if (!forced.matches) return undefined
  // Browsers tell pages the brightness of such a palette in this way.
  return dark.matches ? 'dark' : 'light'
}

/** The styles for such readers come for them. */
export async function adoptContrast(root: ShadowRoot | null): Promise<void> {
  if (wantsContrast()) adopt(root, (await import('./contrast-styles')).styles)
}

/** Calls back when that changes. Returns the way out. */
export function watchContrast(listener: () => void): () => void {
  const queries = [more, forced, dark]
  for (const query of queries) query.addEventListener('change', listener)
  return () => {
    for (const query of queries) query.removeEventListener('change', listener)
  }
}
