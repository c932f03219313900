/** Which parameters get controls, as the attribute `controls` says it. */
import type { ParamSpec } from '../api'

/** As an attribute, or as a list from a script. */
type Choice = string | readonly string[] | null | undefined

/**
 * In order: all relevant ones, or those named by the attribute (`rule,lr`; `none` for none) as far as they are relevant.
 */
export function chooseControls(schema: readonly ParamSpec[], attribute: Choice): readonly ParamSpec[] {
  return controlNames(attribute)?.flatMap((name) => schema.find((spec) => spec.id === name) ?? []) ?? schema
}

/** The names in the attribute; nothing when it does not choose. */
export function controlNames(attribute: Choice): string[] | undefined {
  if (attribute === '' || attribute == null) return undefined
  const text = String(attribute).trim()
  return text === 'none' ? [] : text.split(/[\s,]+/).filter(Boolean)
}
