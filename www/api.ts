/**
 * What the compiled Rust offers the page, as types. The generated glue knows only that plain objects come back; what is
 * in them stands here. Nothing is specific to a lab: labs describe themselves by a schema.
 */
import type { ErrorCode } from './public'

/** A number that a slider moves: slider positions 0..=`positions` are spread over the range by its scale. */
export interface NumberKind {
  type: 'number' | 'integer'
  min: number
  max: number
  scale: string
  positions: number
}

export interface ChoiceKind {
  type: 'choice'
  options: string[]
}

/** `on` or `off`. */
export interface FlagKind {
  type: 'flag'
}

/** A point of the plane, written `x,y`. */
export interface PointKind {
  type: 'point'
  min: number
  max: number
}

/** A formula in `variables`. */
export interface ExpressionKind {
  type: 'expression'
  variables: string[]
}

/** At most `most` points of the plane, written `x,y;x,y`. */
export interface PointsKind {
  type: 'points'
  min: number
  max: number
  most: number
}

export type ParamKind = NumberKind | ChoiceKind | FlagKind | PointKind | ExpressionKind | PointsKind

export interface ParamSpec {
  id: string
  /** Its name in texts; `index` tells several of the same name apart. */
  name: string
  index?: number
  /** The section of controls in which it stands. */
  group?: string
  symbol: string
  kind: ParamKind
}

export interface Schema {
  lab: string
  /** How many steps a second are played at speed 1. */
  steps_per_second: number
  params: ParamSpec[]
}

/** A refused value. The sentence is the text `error.<code>` with `args` filled in. */
export interface ParamError {
  code: ErrorCode
  args: Record<string, string>
}

/** The current value of one parameter, as canonical text. */
export interface ParamValue {
  id: string
  text: string
  is_default: boolean
  /** Whether it changes anything, given the other values. */
  relevant: boolean
  /** Slider position, for numbers and integers. */
  position?: number
}

/** A permalink, understood: canonical, with a sentence's worth of error for every part that was refused. */
export interface ParsedState {
  lab: string
  query: string
  step?: number | null
  errors: ParamError[]
}

export interface Readout {
  id: string
  symbol: string
  value: number | null
  text: string
}

export interface Status {
  id: 'running' | 'converged' | 'diverged'
  step: number
}

/** A rectangle in CSS pixels of the figure. */
export interface Area {
  left: number
  top: number
  width: number
  height: number
}

/** What can be dragged in the figure: a point parameter, or two numbers. Where it stands, and the area in which it moves. */
export interface Handle {
  id: string
  params: string[]
  x: number
  y: number
  area: Area
  /** Taken hold of at its place, or anywhere in its area. */
  grip: 'dot' | 'area'
}

/** A parameter's id and the text of its new value. */
export type Assignment = [id: string, text: string]

/** What fills a gap or a cell: itself, or a text of the lab. */
export type Term = { text: string } | { key: string }

/** A sentence beside the figure: the lab's text `note.<id>`. */
export interface Note {
  id: string
  args: [gap: string, term: Term][]
  /** What following it sets; without any it is only read. */
  settings: Assignment[]
  /** About a single step: of no use where steps pass faster than they can be read. */
  momentary: boolean
}

/** A move forward that means something, by a button: the lab's text `stride.<id>`. */
export interface Stride {
  id: string
  step: number
}

/** A small table below the figure. */
export interface Board {
  id: string
  columns: string[]
  rows: { color: string | null; cells: Term[] }[]
}

export interface LegendEntry {
  id: string
  symbol: string
  color: string
  dashed: boolean
}

export interface Params {
  free(): void
  load(query: string): ParamError[]
  set(id: string, text: string): ParamError | undefined
  /** Why a parameter changes nothing now; undefined where it does. */
  without_effect(id: string): ParamError | undefined
  /** How a table of points would be read, for sentences like those of refusals; or why not, as the only remark. */
  remarks(id: string, text: string): ParamError[]
  /** How a formula's text is read, in postfix order (`2x^-y` is `2 x y ~ ^ *`), or what is wrong with it; sets nothing. */
  read_formula(id: string, text: string): string | ParamError
  reset(id: string): void
  query(): string
  /** Whether they ask for heavy work, for which the lab may have a module of its own. */
  needs_compute(): boolean
  values(): ParamValue[]
  at(id: string, position: number): string | undefined
}

export interface Session {
  free(): void
  set_query(query: string): void
  /** 0 while the step is not reached, 1 while there is something to refine, 2 when nothing is left to do. */
  advance(step: number, budget_ms: number): number
  step(): number
  last_step(): number
  has_ended(): boolean
  /** The frame as it is drawn. */
  picture(): Uint8Array
  /** The frame with all that a long run has. */
  frame(): Uint8Array
}

export interface View {
  free(): void
  height(width: number): number
  resize(width: number, height: number, device_pixel_ratio: number): void
  set_theme(theme: 'light' | 'dark'): void
  /** Stronger colours and thicker curves. */
  set_contrast(more: boolean): void
  show(frame: Uint8Array): boolean
  readouts(): Readout[]
  status(): Status | null
  notes(): Note[]
  board(): Board | null
  strides(): Stride[]
  /** How many steps a second are played at speed 1, if the schema does not say it for this run. */
  steps_per_second(): number | undefined
  handles(): Handle[]
  drag(handle: string, x: number, y: number): Assignment[]
  /** From the present value (x, y), which may be newer than the frame that is shown. */
  nudge(handle: string, x: number, y: number, dx: number, dy: number): Assignment[]
  /** Where the points of a parameter are drawn: left, top, width, height, then the values of the sides: x, x, y, y. */
  easel(id: string): Float64Array | undefined
  legend(): LegendEntry[]
  frame(): unknown
  /** Any frame of the lab as data; null if it is none. */
  read(frame: Uint8Array): unknown
}

/**
 * What a module offers: it has one lab. The first module of a lab that has two offers all but `script` and `csv`, the second only these
 * and `Session`.
 */
export interface Api {
  schema(): Schema
  /** The formats of `script`. */
  scripts(): string[]
  /** Where the text names a lab that there is not, the sentence needs those that there are. */
  parse_state(text: string, labs: string[]): ParsedState
  print_state(query: string, step?: number): string
  Params: new () => Params
  Session: new (query: string) => Session
  View: new (back: HTMLCanvasElement, front: HTMLCanvasElement) => View
  /** The run up to a step as a text for another program. */
  script(format: string, query: string, step: number): string
  /** The table of a frame; undefined if it is no frame of the lab. */
  csv(frame: Uint8Array): string | undefined
}
