/** What a figure hands over to be exported. */
import type { Api, ParamValue, Schema } from '../api'
import type { Language } from '../i18n'
import type { Theme } from '../surroundings'

/** A frame, with all that is needed to draw it, to write it and to make it again. */
export interface Shown {
  /** The lab's first module, which draws. */
  engine: Api
  schema: Schema
  values: readonly ParamValue[]
  query: string
  step: number
  /** The frame as the worker sent it. */
  frame: Uint8Array
  /** The same as data. */
  data: unknown
  /** In CSS pixels. */
  width: number
  theme: Theme
  /** The text of a key, in the figure's language. */
  text(key: string): string
  language: Language
}

/** How a picture is made. */
export interface PictureOptions {
  /** `column` (3.4 in) or `page` (7 in) of a paper in two columns, `shown`, or CSS pixels. */
  width?: 'column' | 'page' | 'shown' | number
  /** `shown` is the figure's own. */
  theme?: Theme | 'shown'
  /** Without a background. */
  transparent?: boolean
}

/** The permalink of the frame. */
export function permalink({ engine, schema, query, step }: Shown): string {
  return engine.print_state(schema.lab, query, step)
}

/** Such as `thetaflow-optimizers-himmelblau-momentum-step37.svg`: what has been chosen, in safe characters. */
export function fileName({ schema, values, step }: Shown, extension: string): string {
  const isChoice = (id: string) => schema.params.find((param) => param.id === id)?.kind.type === 'choice'
  const chosen = values.filter(({ id, is_default, relevant }) => relevant && !is_default && isChoice(id))
  const parts = ['thetaflow', schema.lab, ...chosen.slice(0, 4).map(({ text }) => text), `step${step}`]
  return `${parts.join('-').replace(/[^\w-]/g, '_')}.${extension}`
}
