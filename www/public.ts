/** What a page sees of a figure, as types: the values of attributes and the details of events. */
import type { ParamError } from './api'
import type texts from './i18n/en.json'

export type Theme = 'light' | 'dark'

/** Where to run: `auto` is a worker if one can be started, `page` is always the page. */
export type Placement = 'auto' | 'page'

/** When to start: near the viewport, or once the reader asks for it. */
export type Reveal = 'auto' | 'interaction'

/** A point of the plane. */
export type Point = readonly [x: number, y: number]

/** The value of a parameter: numbers as numbers, switches as booleans, choices and formulas as text. */
export type Value = string | number | boolean | Point | readonly Point[]

/**
 * Who did it: the reader; a script, by a method; the `group`; or the figure itself, by `autoplay` or because its run has
 * come to its end.
 */
export type By = 'reader' | 'script' | 'group' | 'figure'

/** Detail of `theta-ready`. */
export interface ThetaReady {
  lab: string
}

/** Detail of `theta-play` and `theta-pause`. */
export interface ThetaPlayback {
  by: By
}

/** Texts by key, nested or with dots, such as `{"param.lr": "step size"}`; as an object or as JSON. */
export type Words = string | Readonly<Record<string, unknown>>

/** Detail of `theta-change`. */
export interface ThetaChange {
  /** The parameter, `step` for the shown step, `pin` for runs that stay in sight, or null when several changed at once. */
  id: string | null
  /** All parameters that were set. */
  ids: string[]
  /** The parameters as canonical text. */
  query: string
  /** The whole state; the figure's `link` is what fits into an address. */
  state: string
  /** False while a drag goes on. */
  committed: boolean
  by: By
}

/** Detail of `theta-frame`. */
export interface ThetaFrame {
  step: number
}

/** What can be wrong: there is a sentence for each. */
export type ErrorCode = keyof (typeof texts)['error']

/** Detail of `theta-error`. */
export interface ThetaErrors {
  errors: ParamError[]
  /** The same as sentences, in the language of the figure. They are shown below it unless the event is cancelled. */
  sentences: string[]
  /** What was thrown, if something was. */
  cause?: unknown
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

/** How an animation is made. */
export interface AnimationOptions extends PictureOptions {
  /** `gif` and `apng` everywhere, `mp4` (H.264) and `webm` (VP9) where the browser encodes them. */
  format?: 'gif' | 'apng' | 'mp4' | 'webm'
  /** The step of the first frame. */
  from?: number
  /** The step of the last frame; absent for the last of the run. */
  to?: number
  /** How long it takes. */
  seconds?: number
  /** Frames a second, from 1 to 50. */
  fps?: number
  /** Is told how much of the work is done. */
  progress?: (done: number, all: number) => void
  /** Ends the work. */
  signal?: AbortSignal
}

/** The events, by name. All but `theta-frame` bubble and cross shadow roots. */
export interface ThetaEvents {
  'theta-ready': CustomEvent<ThetaReady>
  'theta-change': CustomEvent<ThetaChange>
  'theta-frame': CustomEvent<ThetaFrame>
  'theta-play': CustomEvent<ThetaPlayback>
  'theta-pause': CustomEvent<ThetaPlayback>
  'theta-error': CustomEvent<ThetaErrors>
}
