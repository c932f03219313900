// Measurements as aligned text.

/**
 * @param {import('../../e2e/support/measurement.mjs').Measurement[]} measurements
 * @returns {string}
 */
export function table(measurements) {
  const rows = measurements.map((measurement) => [
    measurement.name,
    measurement.value === null ? '-' : measurement.value.toFixed(1),
    measurement.unit,
    verdict(measurement),
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => align(cell, widths[column] ?? 0, column === 1))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** @param {import('../../e2e/support/measurement.mjs').Measurement} measurement */
function verdict({ value, limit, atLeast }) {
  if (value === null) return ''
  if (limit !== undefined) return `${value <= limit ? 'within' : 'MISSES'} ${limit}`
  return atLeast === undefined ? '' : `${value >= atLeast ? 'reaches' : 'MISSES'} ${atLeast}`
}

/**
 * @param {string} cell
 * @param {number} width
 * @param {boolean} right
 */
const align = (cell, width, right) => (right ? cell.padStart(width) : cell.padEnd(width))
