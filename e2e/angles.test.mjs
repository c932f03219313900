// The angle lab in the page: its figures, the sphere that is turned, and runs that take long.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './support/differences.mjs'
import { control, frameOf, loadState, queryOf, settled } from './support/figure.mjs'
import { runNative } from './support/native.mjs'
import { useSite } from './support/site.mjs'

const site = useSite()

/**
 * A frame of the angle lab, as far as these tests look at it.
 * @typedef {object} AngleFrame
 * @property {number} step
 * @property {number} last_step
 * @property {{ counts: number[], below: number, above: number }} histogram
 * @property {{ theta: number[], p: number[] }} density
 * @property {Record<string, any>} shown
 * @property {Record<string, number | null>} readouts
 */

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<AngleFrame>}
 */
const angleFrame = async (page) => /** @type {any} */ (await frameOf(page))

/**
 * @param {AngleFrame} frame
 * @param {string} id
 */
const readout = (frame, id) => frame.readouts[id] ?? Number.NaN

test('the density tightens around the right angle as n grows', async () => {
  const { page } = await site.show('embed.html#lab=angles')
  /** @type {number[]} */
  const variances = []
  for (const n of [2, 10, 100, 1000]) {
    await control(page, 'n').field.fill(String(n))
    await control(page, 'n').field.press('Enter')
    // The last is work for the second module: until that is there, the old picture stays.
    await page.waitForFunction((n) => {
      const frame = /** @type {any} */ (document.querySelector('theta-flow')?.frame)
      return frame?.readouts.n === n
    }, n)
    await settled(page)
    const frame = await angleFrame(page)
    assert.equal(readout(frame, 'n'), n)
    const { counts, below, above } = frame.histogram
    assert.equal(
      counts.reduce((sum, count) => sum + count, below + above),
      readout(frame, 'samples'),
    )
    assert.ok(Math.abs(readout(frame, 'variance') / readout(frame, 'variance_exact') - 1) < 0.06)
    variances.push(readout(frame, 'variance'))
  }
  assert.deepEqual(
    variances,
    variances.toSorted((a, b) => b - a),
  )
})

test('every figure and every law can be shown', async () => {
  const { page } = await site.show('embed.html#lab=angles&samples=500')
  for (const id of ['distribution', 'figure']) {
    const { select } = control(page, id)
    const options = await select
      .locator('option')
      .evaluateAll((all) => all.map((option) => option.getAttribute('value')))
    assert.ok(options.length >= 5)
    for (const option of options) {
      await select.selectOption(option)
      await settled(page)
      const frame = await angleFrame(page)
      assert.equal(frame.step, frame.last_step, `${id}=${option}`)
    }
  }
})

test('the sphere is turned by dragging anywhere on it, and by the arrow keys', async () => {
  const { page } = await site.show('embed.html#lab=angles&figure=sphere&samples=300')
  const sphere = page.locator('.handle.area')
  const turn = async () => (await angleFrame(page)).shown.sphere.turn
  const [yaw, pitch] = await turn()
  const box = await sphere.boundingBox()
  assert.ok(box && box.width > 150)
  const [x, y] = [box.x + 0.7 * box.width, box.y + 0.3 * box.height]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 0.1 * box.width, y + 0.1 * box.height, { steps: 4 })
  await page.mouse.up()
  await settled(page)
  const [draggedYaw, draggedPitch] = await turn()
  assert.ok(Math.abs(draggedYaw - yaw - 36) < 2, `${yaw} to ${draggedYaw}`)
  assert.ok(Math.abs(draggedPitch - pitch - 18) < 2, `${pitch} to ${draggedPitch}`)

  await sphere.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowUp')
  await settled(page)
  const [movedYaw, movedPitch] = await turn()
  assert.ok(movedYaw < draggedYaw - 10 && movedPitch < draggedPitch)
  assert.match(await queryOf(page), /yaw=.*&pitch=/)
})

test('a run of a hundred million pairs shows how far it is, and can be stopped', async () => {
  const { page } = await site.show('embed.html')
  await page.evaluate(() =>
    document.querySelector('theta-flow')?.load('lab=angles&n=300&sampler=vectors&samples=100000000'),
  )
  const pause = page.getByRole('button', { name: 'Pause' })
  await pause.click()
  await settled(page)
  const frame = await angleFrame(page)
  assert.ok(frame.step > 0 && frame.step < frame.last_step, `${frame.step} of ${frame.last_step}`)
  assert.ok(readout(frame, 'samples') > 0 && readout(frame, 'samples') < 1e8)
  assert.equal(await pause.count(), 0)
  assert.equal(Number(await page.locator('.scrub').inputValue()), frame.step)
})

const STATES = [
  '',
  'n=2&samples=3000',
  'n=1000000&sampler=law&normal=cosine',
  'n=50&distribution=rademacher&step=120',
  'n=40&distribution=student_t&freedom=1.5',
  'n=30&distribution=correlated&samples=2000',
  'n=100&vectors=30&samples=500',
  'figure=sphere&distribution=sparse&n=7',
  'figure=dimensions&delta=0.02',
  'figure=gram',
  'figure=gram&init=orthogonal&fan_in=20&fan_out=50',
  'figure=signal&activation=gelu&init=xavier_uniform&steps=20',
]

test('every number of a frame is the one that the command line computes', async () => {
  const { page } = await site.show('embed.html?controls=none#lab=angles')
  for (const part of STATES) {
    const state = `lab=angles&${part}`
    await loadState(page, state)
    const [found, expected] = await Promise.all([frameOf(page), runNative(state)])
    const wrong = differences(found, expected)
    assert.deepEqual(wrong.slice(0, 3), [], `${state}: ${wrong.length} numbers differ`)
  }
})
