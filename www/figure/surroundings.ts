/** What the page around a figure decides for it: light or dark, and when that, or its language, may have changed. */

import type { Theme } from '../public'
import { type Colour, colourOf, coloursIn, contrast, css, luminance, mean, over } from './colours'

export interface Surroundings {
  theme: Theme
  /** The colour behind the figure, if the page names one. */
  background: string | undefined
  /**
   * What the figure has to bring for its texts to be read: nothing, a sheet of paper, or, on a page that is dark without a
   * background, the browser's own colour, which not everybody sees who looks at the page.
   */
  paper: '' | 'sheet' | 'canvas'
}

/** On backgrounds from this luminance on, and up to that one, all texts of a theme have a contrast of 4.5. */
const LIGHT_FROM = 0.73
const DARK_TO = 0.048
/** The backgrounds on which black and white stand out alike. */
const MIDDLE = 0.179
/** A page whose own text stood out less would show something else behind it than its styles say. */
const LEAST_CONTRAST = 2

const WHITE: Colour = [1, 1, 1, 1]
const NIGHT: Colour = [0.07, 0.07, 0.07, 1]

/** Where there is no DOM, importing this does no harm. */
const darkPreferred = globalThis.matchMedia?.('(prefers-color-scheme: dark)')

/**
 * The theme that fits where the element stands. What is behind it decides, because many pages switch to dark by an
 * attribute of their own and leave `color-scheme` alone; a page without any background has that of its `color-scheme`.
 * `probe` is an element in which colours are converted.
 */
export function surroundingsOf(element: Element, probe: HTMLElement): Surroundings {
  const { colours, named, certain } = behind(element, probe)
  const text = colourOf(getComputedStyle(element).color, probe)
  const lights = colours.map(luminance)
  const [darkest, lightest] = [Math.min(...lights), Math.max(...lights)]
  // A picture, or something that lies behind the page without being around it.
  const contradicts = !certain && lights.every((light) => contrast(luminance(text), light) < LEAST_CONTRAST)
  const isDark = contradicts ? luminance(text) > MIDDLE : darkest + lightest < 2 * MIDDLE
  const isReadable = !contradicts && (isDark ? lightest <= DARK_TO : darkest >= LIGHT_FROM)
  return {
    theme: isDark ? 'dark' : 'light',
    background: named ? css(mean(colours)) : undefined,
    paper: isReadable ? (isDark && !named ? 'canvas' : '') : 'sheet',
  }
}

interface Behind {
  /** Several, where there is a gradient. */
  colours: readonly Colour[]
  /** Whether the page names any of them. */
  named: boolean
  /** Whether there can be nothing else. */
  certain: boolean
}

/** What can be seen through an element and all that is around it. */
function behind(element: Element | null, probe: HTMLElement): Behind {
  if (!element) return { colours: [isDarkByScheme() ? NIGHT : WHITE], named: false, certain: false }
  const { backgroundColor, backgroundImage } = getComputedStyle(element)
  const plain = colourOf(backgroundColor, probe)
  const stops = coloursIn(backgroundImage, probe)
  const own = stops.length > 0 ? stops.map((stop) => over(stop, plain)) : [plain]
  const [thinnest, thickest] = [Math.min(...own.map(opacity)), Math.max(...own.map(opacity))]
  if (thinnest > 0.99) return { colours: own, named: true, certain: true }
  const under = behind(parentOf(element), probe)
  return {
    colours: own.flatMap((colour) => under.colours.map((below) => over(colour, below))).slice(0, MOST_COLOURS),
    named: under.named || thickest > 0,
    certain: thinnest > 0.5 || (under.certain && !backgroundImage.includes('url(')),
  }
}

const opacity = ([, , , alpha]: Colour) => alpha

/** Gradients on gradients have no end. */
const MOST_COLOURS = 32

/** Whether the browser paints a page dark that has no background. */
function isDarkByScheme(): boolean {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="color-scheme"]')
  const { colorScheme } = getComputedStyle(document.documentElement)
  const schemes = (colorScheme === 'normal' ? (meta?.content ?? '') : colorScheme).split(/\s+/)
  return schemes.includes('dark') && (darkPreferred.matches || !schemes.includes('light'))
}

function parentOf(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot
  if (element.parentElement) return element.parentElement
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? root.host : null
}

const listeners = new Map<Element, () => void>()
let observer: MutationObserver | undefined

/**
 * Calls back when the page may have changed its theme or language. One observer serves all figures. Returns the way out.
 */
export function watchSurroundings(element: Element, listener: () => void): () => void {
  observer ??= watchPage()
  listeners.set(element, listener)
  observe(element)
  return () => {
    listeners.delete(element)
    // There is no other way to leave what is around this element alone.
    const isNews = observer?.takeRecords().length
    observer?.disconnect()
    if (isNews) notify()
    for (const other of listeners.keys()) observe(other)
  }
}

/**
 * Calls back when the text that an element inherits changes its colour. Styles may change without a trace in the document,
 * by script; a page that turns dark changes its text all the same. `.probe` in the styles has the transition for it.
 */
export function watchText(probe: HTMLElement, listener: () => void): void {
  probe.addEventListener('transitionrun', listener)
  probe.addEventListener('transitionend', listener)
}

function notify(): void {
  for (const listener of listeners.values()) listener()
}

function watchPage(): MutationObserver {
  document.addEventListener('load', onLoad, true)
  document.addEventListener('transitionrun', ({ target }) => follow(target))
  document.addEventListener('visibilitychange', notify)
  darkPreferred.addEventListener('change', notify)
  window.addEventListener('languagechange', notify)
  return new MutationObserver(notify)
}

/** Any attribute of anything around a figure may be a page's switch, and so may any change of its style sheets. */
function observe(element: Element): void {
  for (let at: Element | null = element; at; at = parentOf(at)) observer?.observe(at, { attributes: true })
  observer?.observe(document.head, { attributes: true, characterData: true, childList: true, subtree: true })
}

/** A style sheet has come. */
function onLoad({ target }: Event): void {
  if (target instanceof HTMLLinkElement || target instanceof HTMLStyleElement) notify()
}

const fading = new Set<Element>()

/** While something around a figure fades to another colour, the figure goes along. */
function follow(target: EventTarget | null): void {
  if (!(target instanceof Element) || fading.has(target)) return
  if (![...listeners.keys()].some((element) => target.contains(element))) return
  fading.add(target)
  const goOn = () => {
    notify()
    if (target.getAnimations().some(({ playState }) => playState === 'running')) requestAnimationFrame(goOn)
    else fading.delete(target)
  }
  goOn()
}
