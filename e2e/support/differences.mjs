// Frames that were computed in two places are equal up to rounding.

const TOLERANCE = 1e-9
/** Where a number is the difference of others, such as the rest of a loss near its minimum. */
const ROUNDING = 1e-12
/** A gap is the distance of two points of about this size, and knows no more digits than they do. */
const SIZE_OF_POINTS = 1

/**
 * Every place at which two values differ: numbers by more than the tolerance, all else at all.
 * @param {unknown} found
 * @param {unknown} expected
 * @param {string} [path]
 * @param {number} [scale] the size of what the values are part of: a coordinate of a path may pass through zero
 * @returns {string[]}
 */
export function differences(found, expected, path = '', scale = 0) {
  if (typeof found === 'number' && typeof expected === 'number') {
    const size = Math.max(Math.abs(found), Math.abs(expected), scale)
    return Math.abs(found - expected) <= TOLERANCE * size + ROUNDING ? [] : [`${path}: ${found} is not ${expected}`]
  }
  if (typeof found === 'object' && typeof expected === 'object' && found !== null && expected !== null) {
    const within = scale || (Array.isArray(expected) ? largest(expected) : 0)
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)])
    return [...keys].flatMap((key) =>
      differences(
        /** @type {any} */ (found)[key],
        /** @type {any} */ (expected)[key],
        `${path}.${key}`,
        key.startsWith('gap') ? SIZE_OF_POINTS : within,
      ),
    )
  }
  return Object.is(found, expected) ? [] : [`${path}: ${found} is not ${expected}`]
}

/**
 * The largest size among the numbers of a list; 0 where it lists something else.
 * @param {unknown[]} list
 */
function largest(list) {
  return list.flat().reduce((/** @type {number} */ size, value) => {
    return typeof value === 'number' ? Math.max(size, Math.abs(value)) : size
  }, 0)
}
