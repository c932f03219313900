// What the files of e2e/bench/ have in common.

/**
 * @typedef {object} Measurement
 * @property {string} name
 * @property {number | null} value null if the page gave nothing to measure
 * @property {string} unit
 * @property {number} [limit] what the project promises, where it does: not more than this
 * @property {number} [atLeast] or not less than this
 * @property {Record<string, unknown>} [details] what the value was made from
 */

/** @typedef {{ browser: import('playwright-core').Browser, base: string }} Bench */

/**
 * The value below which the share `q` of all values lies; null for no values.
 * @param {number[]} values
 * @param {number} q
 */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * q
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5)
