// Reads from the output of cargo test and node --test how many tests passed.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export const none = () => ({ passed: 0, failed: 0, skipped: 0 })

/** @param {string} line */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with the escape character
const plain = (line) => line.replace(/\x1b\[[\d;]*m/g, '').trim()

/**
 * Adds up the summaries that every test program and every set of documentation tests ends with.
 * @param {Counts} counts
 * @returns {(line: string) => void}
 */
export function countCargo(counts) {
  return (line) => {
    const summary = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/.exec(plain(line))
    if (!summary) return
    counts.passed += Number(summary[1])
    counts.failed += Number(summary[2])
    counts.skipped += Number(summary[3])
  }
}

/**
 * Adds up the figures at the end of node --test, which the reporters mark with ℹ or #.
 * @param {Counts} counts
 * @returns {(line: string) => void}
 */
export function countNode(counts) {
  return (line) => {
    const [, figure, text] = /^[ℹ#] (pass|fail|cancelled|skipped|todo) (\d+)$/.exec(plain(line)) ?? []
    if (figure === 'pass') counts.passed += Number(text)
    else if (figure === 'fail' || figure === 'cancelled') counts.failed += Number(text)
    else if (figure) counts.skipped += Number(text)
  }
}

/** @param {Counts} counts */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
