// Where things are in the window, and fingers on them.

import assert from 'node:assert/strict'

/**
 * The middle of an element in CSS pixels of the viewport.
 * @param {import('playwright-core').Locator} locator
 */
export async function middle(locator) {
  const box = await locator.boundingBox()
  assert.ok(box)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/**
 * Fingers as the browser itself reports them.
 * @param {import('playwright-core').Page} page
 */
export async function finger(page) {
  const session = await page.context().newCDPSession(page)
  /** @param {'touchStart' | 'touchMove' | 'touchEnd'} type @param {{ x: number, y: number }[]} touchPoints */
  const send = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints })
  return {
    /** Puts it down, and leaves it there. @param {{ x: number, y: number }} at */
    hold: (at) => send('touchStart', [at]),
    lift: () => send('touchEnd', []),
    /** @param {{ x: number, y: number }} at @param {number} dx @param {number} dy */
    async drag(at, dx, dy, moves = 8) {
      await send('touchStart', [at])
      for (let move = 1; move <= moves; move++) {
        await send('touchMove', [{ x: at.x + (dx * move) / moves, y: at.y + (dy * move) / moves }])
      }
      await send('touchEnd', [])
    },
  }
}
