/** What a page sees of a figure, as types: the values of attributes and the details of events. */
import type { ParamError } from './api'

export type Theme = 'light' | 'dark'

/** Where to run: `auto` is a worker if one can be started, `page` is always the page. */
export type Placement = 'auto' | 'page'

/** When to start: near the viewport, or once the reader asks for it. */
export type Reveal = 'auto' | 'interaction'

/** Detail of `theta-change`. */
export interface ThetaChange {
  /** The parameter, `step` for the shown step, or null when several changed at once. */
  id: string | null
  /** All parameters that were set. */
  ids: string[]
  /** The parameters as canonical text. */
  query: string
  /** The whole state; the figure's `link` is what fits into an address. */
  state: string
  /** False while a drag goes on. */
  committed: boolean
}

/** Detail of `theta-frame`. */
export interface ThetaFrame {
  step: number
}

/** Detail of `theta-error`. */
export interface ThetaErrors {
  errors: ParamError[]
  /** The same as sentences, in the language of the figure. */
  sentences: string[]
}

/** How an exported picture is made. */
export interface PictureOptions {
  /** `column` (3.4 in) or `page` (7 in) of a paper in two columns, `shown`, or CSS pixels. */
  width?: 'column' | 'page' | 'shown' | number
  /** `shown` is the figure's own. */
  theme?: Theme | 'shown'
  /** Without a background. */
  transparent?: boolean
}
