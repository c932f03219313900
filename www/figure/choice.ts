/** Which parameters get controls, as the attribute `controls` says it. */

/** As an attribute, or as a list from a script. */
export type Choice = string | readonly string[] | null | undefined

/** The names in the attribute; nothing when it does not choose. */
export function controlNames(attribute: Choice): string[] | undefined {
  if (attribute === '' || attribute == null) return undefined
  const text = String(attribute).trim()
  return text === 'none' ? [] : text.split(/[\s,]+/).filter(Boolean)
}
