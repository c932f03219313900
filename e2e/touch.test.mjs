// A finger on a figure scrolls the article, whatever figure it is: only what can be dragged holds it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queryOf } from './support/figure.mjs'
import { builtLabs } from './support/modules.mjs'
import { finger } from './support/pointer.mjs'
import { useSite } from './support/site.mjs'
import { views } from './support/views.mjs'

const site = useSite()
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true }
/** @type {Awaited<ReturnType<typeof views>> | undefined} */
let all

/** The states of a lab's figures. @param {string} lab */
async function statesOf(lab) {
  all ??= await views((await site.show('embed.html')).page, site.base)
  return all.filter((view) => view.lab === lab).map(({ state }) => state)
}

for (const lab of await builtLabs()) {
  test(`${lab}: a finger that moves up on the figure scrolls the page`, async () => {
    for (const state of await statesOf(lab)) {
      const { page } = await site.article(
        `<theta-flow params="${state.replaceAll('&', '&amp;')}"></theta-flow><div style="height: 3000px"></div>`,
        PHONE,
      )
      const touch = await finger(page)
      // Where there is no handle, and in the middle of the figure, where one may cover it all.
      const places = await page.locator('.figure').evaluate((figure) => {
        const { left, top, width } = figure.getBoundingClientRect()
        const handles = [...figure.querySelectorAll('.handle.dot')].map((handle) => handle.getBoundingClientRect())
        const isFree = ({ x = 0, y = 0 }) =>
          handles.every((box) => x < box.left || x > box.right || y < box.top || y > box.bottom)
        const places = [0.3, 0.5, 0.7].flatMap((right) =>
          [150, 300, 450].map((down) => ({ x: left + right * width, y: top + down })),
        )
        return places.filter(isFree)
      })
      assert.ok(places.length >= 4, state)
      const query = await queryOf(page)
      for (const at of places) {
        await page.evaluate(() => scrollTo(0, 0))
        await touch.drag(at, 0, -120)
        await page
          .waitForFunction(() => scrollY > 50)
          .catch(() => {
            assert.fail(`${state}: a finger at ${at.x}, ${at.y} does not scroll`)
          })
      }
      assert.equal(await queryOf(page), query, `${state}: scrolling moves nothing`)
      await page.close()
    }
  })
}
