/** What a figure hands over to be exported. */
import type { Api, ParamValue, Schema } from '../api'
import type { Figure } from '../figure/figure'
import type { Wording } from '../figure/wording'
import type { Theme } from '../public'

/** A frame, with all that is needed to draw it, to write it and to make it again. */
export interface Shown {
  /** The lab's first module, which draws. */
  engine: Api
  /** The module that writes texts. */
  compute(): Promise<Api>
  schema: Schema
  values: readonly ParamValue[]
  query: string
  step: number
  /** Earlier runs that are in sight: permalinks, pictures, names. */
  pins: { states: string[]; frames: Uint8Array[]; names: string[] }
  /** The frame as it is drawn. */
  frame: Uint8Array
  /** What is in sight of each panel. */
  windows: Float64Array
  /** The frame with all that a long run has. */
  whole(): Promise<Uint8Array>
  /** A frame as data. */
  read(frame: Uint8Array): unknown
  /** In CSS pixels. */
  width: number
  theme: Theme
  /** In the figure's language. */
  words: Wording
}

/** The figure that a panel belongs to. */
export interface Source {
  figure: Figure
  words: Wording
}

/** The permalink of the frame. */
export function permalink({ engine, query, step, pins }: Shown): string {
  return engine.print_state(query, step, pins.states)
}

/** Such as `thetaflow-optimizers-himmelblau-momentum-step37.svg`: what has been chosen, in safe characters. */
export function fileName({ schema, values, step }: Shown, extension: string): string {
  const isChoice = (id: string) => schema.params.find((param) => param.id === id)?.kind.type === 'choice'
  const chosen = values.filter(({ id, is_default, relevant }) => relevant && !is_default && isChoice(id))
  const parts = ['thetaflow', schema.lab, ...chosen.slice(0, 4).map(({ text }) => text), `step${step}`]
  return `${parts.join('-').replace(/[^\w-]/g, '_')}.${extension}`
}
