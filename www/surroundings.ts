/** What the page around a figure decides for it: light or dark, and when that, or its language, may have changed. */
import type { Theme } from './public'

/** Where there is no DOM, importing this does no harm. */
const darkPreferred = globalThis.matchMedia?.('(prefers-color-scheme: dark)')

/**
 * The theme that fits where the element stands: the `color-scheme` of the page where it names one, and otherwise the
 * brightness of the background, because many pages switch to dark by a class of their own and leave `color-scheme` alone.
 */
export function themeAround(element: Element): Theme {
  const schemes = getComputedStyle(element).colorScheme.split(/\s+/)
  const light = schemes.includes('light')
  const dark = schemes.includes('dark')
  if (light && dark) return darkPreferred.matches ? 'dark' : 'light'
  if (light || dark) return dark ? 'dark' : 'light'
  return themeOfBackground(element)
}

function themeOfBackground(element: Element): Theme {
  const background = backgroundAround(element)
  if (!background) return 'light'
  const [red = 255, green = 255, blue = 255] = channels(background)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 110 ? 'dark' : 'light'
}

/** The colour behind an element: that of the nearest ancestor that has one. */
export function backgroundAround(element: Element): string | undefined {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { backgroundColor } = getComputedStyle(at)
    const [, , , alpha = 1] = channels(backgroundColor)
    if (alpha > 0.5) return backgroundColor
  }
  return undefined
}

/** The channels of a computed `rgb()` or `rgba()`; other notations count as transparent. */
function channels(color: string): number[] {
  return /^rgba?\(/.test(color) ? (color.match(/[\d.]+/g) ?? []).map(Number) : [0, 0, 0, 0]
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

const listeners = new Set<() => void>()
let observer: MutationObserver | undefined

function notify(): void {
  for (const listener of listeners) listener()
}

/** Calls back when the page may have changed its theme or language. One observer serves all figures. Returns the way out. */
export function watchSurroundings(listener: () => void): () => void {
  if (!observer) {
    observer = new MutationObserver(notify)
    const options = { attributes: true, attributeFilter: ['lang', 'class', 'style', 'data-theme', 'data-color-mode'] }
    observer.observe(document.documentElement, options)
    if (document.body) observer.observe(document.body, options)
    // While a background fades to another, it still counts as the old one.
    document.addEventListener('transitionend', ({ target }) => {
      if (target === document.documentElement || target === document.body) notify()
    })
    darkPreferred.addEventListener('change', notify)
    window.addEventListener('languagechange', notify)
  }
  listeners.add(listener)
  return () => listeners.delete(listener)
}
