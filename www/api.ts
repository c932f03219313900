/**
 * What the compiled Rust offers the page. Its types are those of the Rust code: `cargo xtask wasm` writes them beside the
 * modules, from what `web` exports and the types of serde that cross. Nothing is specific to a lab: labs describe
 * themselves by a schema.
 */
import type * as Compute from './wasm/compute'
import type * as Page from './wasm/page'
import type { Note, ParamKind } from './wasm/page'
import type * as Papers from './wasm/papers'
import type * as Tables from './wasm/tables'

export type {
  Area,
  Board,
  BoardRow,
  Grip,
  Handle,
  LegendEntry,
  Note,
  ParamError,
  ParamKind,
  ParamSpec,
  Params,
  ParamValue,
  ParsedState,
  PointsRange,
  Reading,
  Readout,
  ReadValue,
  Scale,
  Schema,
  Session,
  Standing,
  Status,
  Stride,
  Term,
  View,
} from './wasm/page'

/** Kinds of parameters, one by one. */
export type NumberKind = Extract<ParamKind, { type: 'number' | 'integer' }>
export type ChoiceKind = Extract<ParamKind, { type: 'choice' }>
export type FlagKind = Extract<ParamKind, { type: 'flag' }>
export type PointKind = Extract<ParamKind, { type: 'point' }>
export type ExpressionKind = Extract<ParamKind, { type: 'expression' }>
export type PointsKind = Extract<ParamKind, { type: 'points' }>

/** A parameter's id and the text of its new value. */
export type Assignment = Note['settings'][number]

/** The script of a module, which starts it. Of a lab with two modules, only the second has what `Compute` adds. */
export type Glue = typeof Page & Pick<typeof Compute, 'script' | 'csv'>

/** What a module offers once it runs. */
export type Api = Omit<Glue, 'default' | 'initSync'>

export type { TableReading } from './wasm/tables'

/** What the module `tables` offers, which has no lab. The others refuse tables as `table_unread`. */
export type TableReader = Pick<typeof Tables, 'read_points'>

/** What the module `papers` offers, which has no lab: it makes files for papers. */
export type PaperMaker = Pick<typeof Papers, 'PaperPicture' | 'estimated_width'>
