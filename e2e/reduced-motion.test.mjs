// A reader who asks for less motion gets the finished figure and decides when something moves.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frameOf, notes, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

test('autoplay is ignored: the finished figure and a button to play', async () => {
  const { page } = await site.show('embed.html?autoplay#steps=50', { reducedMotion: 'reduce' })
  assert.equal((await frameOf(page)).step, 50)
  // Nothing plays. (A slow computer may show how far it has come before it is there.)
  const { steps, events } = await notes(page)
  assert.deepEqual([steps.at(-1), events], [50, []])
  const before = (await notes(page)).asked.length
  await page.getByRole('button', { name: 'Play' }).click()
  await page.waitForFunction(() => /** @type {any} */ (window).watch.events.includes('theta-pause'))
  await settled(page)
  assert.equal((await frameOf(page)).step, 50)
  const { asked } = await notes(page)
  assert.equal(asked[before], 0, 'from the beginning')
})

test('without that wish the same address plays', async () => {
  const { page } = await site.show('embed.html?autoplay#steps=50', { reducedMotion: 'no-preference' })
  assert.equal((await notes(page)).events[0], 'theta-play')
})

test('a link to one step stands still there', async () => {
  const { page } = await site.show('embed.html?autoplay#steps=50&step=12', { reducedMotion: 'no-preference' })
  assert.equal((await frameOf(page)).step, 12)
  assert.deepEqual((await notes(page)).events, [])
})
