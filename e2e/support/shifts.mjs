// How far a page moves under its reader, as the browser itself counts it (cumulative layout shift).

/**
 * Notes every shift in the page. To be called before the page goes anywhere.
 * @param {import('playwright-core').Page} page
 */
export async function watchLayoutShifts(page) {
  await page.addInitScript(() => {
    /** @type {{ value: number, hadRecentInput: boolean }[]} */
    const shifts = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => shifts.push(.../** @type {any} */ (list.getEntries()))).observe({
      type: 'layout-shift',
      buffered: true,
    })
  })
}

/**
 * The sum of all shifts so far that no input of the reader explains.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number>}
 */
export function layoutShifts(page) {
  return page.evaluate(async () => {
    // Observers are told in a task of their own, after the picture.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return /** @type {any} */ (window).shifts
      .filter((/** @type {any} */ shift) => !shift.hadRecentInput)
      .reduce((/** @type {number} */ sum, /** @type {any} */ { value }) => sum + value, 0)
  })
}
