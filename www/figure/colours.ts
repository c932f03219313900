/** Colours as a page names them, in whatever notation, and how they look on each other. */

/** Red, green, blue and opacity, from 0 to 1. */
export type Colour = readonly [red: number, green: number, blue: number, alpha: number]

export const CLEAR: Colour = [0, 0, 0, 0]

const FUNCTION = /\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^()]*\)/g

/** A computed colour. `probe` is an element in the page: the browser converts notations such as `oklch()` for it. */
export function colourOf(text: string, probe: HTMLElement): Colour {
  if (/^rgba?\(/.test(text)) return channels(text, 255)
  probe.style.backgroundColor = ''
  probe.style.backgroundColor = `color-mix(in srgb, ${text}, ${text})`
  const converted = getComputedStyle(probe).backgroundColor
  return converted.startsWith('color(srgb') ? channels(converted, 1) : CLEAR
}

/** All colours in a computed gradient. */
export function coloursIn(gradient: string, probe: HTMLElement): Colour[] {
  return (gradient.match(FUNCTION) ?? []).map((text) => colourOf(text, probe))
}

function channels(text: string, full: number): Colour {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/-?[\d.]+(?:e-?\d+)?|none/g) ?? []).map(
    (part) => Number(part) || 0,
  )
  const within = (value: number) => Math.min(1, Math.max(0, value / full))
  return [within(red), within(green), within(blue), alpha]
}

export function over(upper: Colour, lower: Colour): Colour {
  const alpha = upper[3] + lower[3] * (1 - upper[3])
  const mixed = (at: 0 | 1 | 2) =>
    (alpha && upper[at] * upper[3] + lower[at] * lower[3] * (1 - upper[3])) / (alpha || 1)
  return [mixed(0), mixed(1), mixed(2), alpha]
}

export function mean(colours: readonly Colour[]): Colour {
  const part = (at: 0 | 1 | 2 | 3) => colours.reduce((sum, colour) => sum + colour[at], 0) / colours.length
  return [part(0), part(1), part(2), part(3)]
}

export function css([red, green, blue]: Colour): string {
  return `rgb(${[red, green, blue].map((part) => Math.round(part * 255)).join(' ')})`
}

/** Relative luminance, as in WCAG. */
export function luminance([red, green, blue]: Colour): number {
  const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/** From 1 to 21, between two luminances. */
export function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}
