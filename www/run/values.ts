/** Values of parameters as scripts have them, and the texts that the engine reads and writes. */
import type { ParamKind } from '../api'
import type { Point, Value } from '../public'

/** The text of a value; undefined for what is none, or none of this kind: `1,2` would be a number with a decimal comma. */
export function printValue(value: unknown, kind: ParamKind | undefined): string | undefined {
  if (Array.isArray(value) && kind && kind.type !== 'point' && kind.type !== 'points') return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (isPoint(value)) return value.join()
  return Array.isArray(value) && value.every(isPoint) ? value.join(';') : undefined
}

/** The value that a parameter's canonical text stands for. */
export function readValue({ type }: ParamKind, text: string): Value {
  if (type === 'number' || type === 'integer') return Number(text)
  if (type === 'flag') return text === 'on'
  if (type === 'point') return pointOf(text)
  if (type === 'points') return text.split(';').filter(Boolean).map(pointOf)
  return text
}

function pointOf(text: string): Point {
  const [x = Number.NaN, y = Number.NaN] = text.split(',').map(Number)
  return [x, y]
}

function isPoint(value: unknown): value is Point {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')
}
