// Waiting for pictures: an element fires `theta-frame` when it has drawn its first frame.

/**
 * Notes in every document of the page when first frames were drawn. To be called before the page goes anywhere.
 * @param {import('playwright-core').Page} page
 */
export async function recordFrames(page) {
  await page.addInitScript(() => {
    const times = /** @type {number[]} */ ([])
    Object.assign(window, { thetaFrames: times })
    addEventListener('theta-frame', () => times.push(performance.now()), { capture: true })
  })
}

/**
 * Resolves with the time of the `count`-th first frame in milliseconds since navigation began.
 * @param {import('playwright-core').Page} page
 * @param {number} [count]
 * @returns {Promise<number>}
 */
export async function firstFrame(page, count = 1) {
  const handle = await page.waitForFunction((wanted) => /** @type {any} */ (window).thetaFrames?.[wanted - 1], count)
  return handle.jsonValue()
}
