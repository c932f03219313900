// Frames that were computed in two places are the same to the bit.

/**
 * Every place at which two values differ.
 * @param {unknown} found
 * @param {unknown} expected
 * @param {string} [path]
 * @returns {string[]}
 */
export function differences(found, expected, path = '') {
  if (typeof found === 'object' && typeof expected === 'object' && found !== null && expected !== null) {
    const keys = new Set([...Object.keys(found), ...Object.keys(expected)])
    return [...keys].flatMap((key) =>
      differences(/** @type {any} */ (found)[key], /** @type {any} */ (expected)[key], `${path}.${key}`),
    )
  }
  return Object.is(found, expected) ? [] : [`${path}: ${found} is not ${expected}`]
}
