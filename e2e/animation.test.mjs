// A run in motion leaves the page as GIF, APNG or video: made beside the page, stopped when the reader says so, and decoded
// again by the browser.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { bundled } from './support/bundled.mjs'
import { openExport, settled } from './support/figure.mjs'
import { useSite } from './support/site.mjs'

/** @type {typeof import('../www/export/animation/timing.ts')} */
const { hundredths, steps } = await bundled(new URL('../www/export/animation/timing.ts', import.meta.url))

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../www/theta-flow.ts').AnimationOptions} AnimationOptions */

const site = useSite()
const RUN = 'lab=optimizers&landscape=himmelblau&rule=momentum&lr=0.003&steps=40'
const OPEN = 'GIF, video …'
const MAKE = 'Make and save'

test('frames go evenly over the steps, as on the command line', () => {
  const of = (/** @type {[number, number, number]} */ ...args) =>
    steps(...args).map(({ shown, frames }) => [shown, frames])
  assert.deepEqual(
    of(0, 4, 5),
    [0, 1, 2, 3, 4].map((step) => [step, 1]),
  )
  assert.deepEqual(
    of(10, 510, 3),
    [10, 260, 510].map((step) => [step, 1]),
  )
  assert.deepEqual(of(0, 2, 5), [
    [0, 1],
    [1, 2],
    [2, 2],
  ])
  assert.deepEqual(of(7, 8, 100), [
    [7, 50],
    [8, 50],
  ])
  assert.deepEqual(
    [0, 1, 2].map((before) => hundredths(before, 1, 30)),
    [3, 4, 3],
  )
})

/**
 * Opens what makes animations, with small ones in its fields.
 * @param {Page} page
 * @param {Record<string, string>} [fields]
 */
async function openAnimation(page, fields = { Seconds: '1', 'Frames a second': '10' }) {
  await openExport(page)
  await page.getByRole('button', { name: OPEN }).click()
  await page.getByRole('group', { name: 'Animation' }).last().waitFor()
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value)
    await page.keyboard.press('Tab')
  }
}

/** @param {Page} page */
async function saved(page) {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: MAKE }).click(),
  ])
  await page.getByText(/^Saved, /).waitFor()
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/**
 * Decodes an animation, and says how far its first and its last frame are from the pictures of two steps, and from each other:
 * the mean difference of a channel from 0 to 255.
 * @param {Page} page
 * @param {Buffer} bytes
 * @param {string} type
 * @param {[number, number]} ends the steps
 * @param {object} [options] of the pictures
 */
const decoded = (page, bytes, type, ends, options = {}) =>
  page.evaluate(
    async ([base64, type, ends, options]) => {
      const Decoder = /** @type {any} */ (window).ImageDecoder
      const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const decoder = new Decoder({ data, type })
      await decoder.completed
      await decoder.tracks.ready
      const { frameCount, repetitionCount } = decoder.tracks.selectedTrack
      const pixelsOf = (/** @type {any} */ image, /** @type {number} */ width, /** @type {number} */ height) => {
        const context = new OffscreenCanvas(width, height).getContext('2d')
        context?.drawImage(image, 0, 0)
        return context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray()
      }
      const frames = []
      let seconds = 0
      for (let frameIndex = 0; frameIndex < frameCount; frameIndex += 1) {
        const { image } = await decoder.decode({ frameIndex })
        seconds += image.duration / 1e6
        if (frameIndex === 0 || frameIndex === frameCount - 1) {
          frames.push({
            size: [image.displayWidth, image.displayHeight],
            pixels: pixelsOf(image, image.displayWidth, image.displayHeight),
          })
        }
        image.close()
      }
      const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
      const pictures = []
      for (const step of ends) {
        figure.seek(step)
        const image = await createImageBitmap(await figure.exportPng(options))
        pictures.push({ size: [image.width, image.height], pixels: pixelsOf(image, image.width, image.height) })
      }
      const apart = (/** @type {any} */ one, /** @type {any} */ other) =>
        one.pixels.reduce(
          (/** @type {number} */ sum, /** @type {number} */ value, /** @type {number} */ at) =>
            sum + Math.abs(value - other.pixels[at]),
          0,
        ) / one.pixels.length
      return {
        frameCount,
        repetitionCount,
        seconds,
        size: frames[0]?.size,
        wanted: pictures[1]?.size,
        first: apart(frames[0], pictures[0]),
        last: apart(frames[1], pictures[1]),
        moved: apart(frames[0], frames[1]),
        corner: frames[1]?.pixels[3],
      }
    },
    /** @type {const} */ ([bytes.toString('base64'), type, ends, options]),
  )

/**
 * An animation by the method, as bytes; or the sentence that refuses it.
 * @param {Page} page
 * @param {AnimationOptions} options
 */
async function made(page, options) {
  const { text, ...rest } = await page.evaluate(async (options) => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    try {
      const blob = await figure.exportAnimation(options)
      const bytes = new Uint8Array(await blob.arrayBuffer())
      return { type: blob.type, text: Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') }
    } catch (error) {
      const { name, message } = /** @type {Error} */ (error)
      return { text: '', error: `${name}: ${message}` }
    }
  }, options)
  return { ...rest, bytes: Buffer.from(text, 'latin1') }
}

for (const [format, ending, exact] of /** @type {const} */ ([
  ['gif', 'gif', 3],
  ['apng', 'png', 0.2],
])) {
  test(`the panel makes ${format}: the frames are the pictures of their steps, the size is about what was said`, async () => {
    /** @type {string[]} */
    const asked = []
    const { page } = await site.show(`embed.html#${RUN}`, {
      prepare: async (page) => page.context().on('request', (request) => asked.push(request.url())),
    })
    const fetched = () => asked.filter((url) => /\/(section|animator)-/.test(url)).length
    await openExport(page)
    assert.equal(fetched(), 0)
    const workers = page.workers().length
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await openAnimation(page, { Seconds: '2', 'Frames a second': '10', 'From step': '2', 'to step': '38' })
    await page.getByLabel('Format').selectOption(format)
    assert.ok(fetched() >= 1)
    const said = page.getByText(/^20 frames, about/)
    await said.waitFor()
    const [, amount = '', unit] = /about ([\d.,]+) (kB|MB)/.exec((await said.textContent()) ?? '') ?? []
    const promised = Number(amount) * (unit === 'MB' ? 1e6 : 1e3)
    const { name, bytes } = await saved(page)
    assert.equal(name, `thetaflow-optimizers-himmelblau-momentum-step38.${ending}`)
    assert.ok(bytes.length < 2 * promised && bytes.length > promised / 2, `${bytes.length} of ${promised}`)
    assert.equal(page.workers().length, workers)
    const { frameCount, repetitionCount, seconds, size, wanted, first, last, moved } = await decoded(
      page,
      bytes,
      format === 'gif' ? 'image/gif' : 'image/png',
      [2, 38],
    )
    assert.equal(frameCount, 20)
    assert.equal(repetitionCount, Number.POSITIVE_INFINITY)
    assert.ok(Math.abs(seconds - 2) < 1e-6, `${seconds}`)
    assert.deepEqual(size, wanted)
    assert.ok(first < exact && last < exact, `${first} ${last}`)
    assert.ok(moved > exact / 3, `${moved}`)
  })
}

test('a method makes the same, and the same bytes twice; a step that stays is held', async () => {
  const { page } = await site.show(`embed.html#${RUN}`)
  const workers = page.workers().length
  for (const format of /** @type {const} */ (['gif', 'apng'])) {
    const options = { format, seconds: 2, fps: 10, from: 3, to: 6, width: 300, theme: 'dark' }
    const one = await made(page, /** @type {AnimationOptions} */ (options))
    const other = await made(page, /** @type {AnimationOptions} */ (options))
    assert.equal(one.error, undefined)
    assert.ok(one.bytes.length > 1000 && one.bytes.equals(other.bytes), format)
    const type = format === 'gif' ? 'image/gif' : 'image/png'
    const seen = await decoded(page, one.bytes, type, [3, 6], { width: 300, theme: 'dark' })
    assert.equal(seen.frameCount, 4)
    assert.ok(Math.abs(seen.seconds - 2) < 1e-6, `${seen.seconds}`)
    assert.deepEqual(seen.size, seen.wanted)
    assert.ok(seen.last < 3, `${seen.last}`)
  }
  const clear = await made(page, { format: 'apng', seconds: 1, fps: 4, width: 300, transparent: true })
  const seen = await decoded(page, clear.bytes, 'image/png', [0, 40], { width: 300, transparent: true })
  assert.equal(seen.corner, 0)
  assert.ok(seen.last < 0.5, `${seen.last}`)
  assert.equal(page.workers().length, workers)
})

test('every lab moves, also where its second module computes', async () => {
  const { page } = await site.show('embed.html')
  for (const state of [
    'lab=optimizers&map=basins&steps=12',
    'lab=angles&steps=12',
    'lab=estimators&steps=12',
    'lab=gans&view=dirac&steps=12',
  ]) {
    await page.evaluate((state) => document.querySelector('theta-flow')?.load(state), state)
    const { bytes, error } = await made(page, { seconds: 1, fps: 4, width: 300 })
    assert.equal(error, undefined, state)
    const { frameCount } = await decoded(page, bytes, 'image/gif', [0, 12], { width: 300 })
    assert.equal(frameCount, 4, state)
  }
})

test('what cannot be gets a sentence', async () => {
  const { page } = await site.show(`embed.html#${RUN}`)
  for (const [options, sentence] of /** @type {[any, RegExp][]} */ ([
    [{ format: 'avi' }, /“avi” is no format of animations\. Allowed: gif, apng/],
    [{ fps: 60 }, /from 1 to 50/],
    [{ fps: 2.5 }, /from 1 to 50/],
    [{ seconds: 0 }, /Seconds: /],
    [{ seconds: 1000 }, /25000 frames/],
    [{ to: 41 }, /from 0 to 40/],
    [{ from: 9, to: 9 }, /from 0 to 40/],
    [{ from: Number.NaN }, /from 0 to 40/],
  ])) {
    const { error } = await made(page, options)
    assert.match(error ?? '', /^RangeError: /)
    assert.match(error ?? '', sentence)
  }
  await openAnimation(page, { 'Frames a second': '99' })
  await page.getByText('Frames a second: a whole number from 1 to 50.').waitFor()
  await page.getByRole('button', { name: MAKE }).click()
  await page.getByText('Frames a second: a whole number from 1 to 50.').waitFor()
  await page.getByLabel('Frames a second').fill('10')
  await page.keyboard.press('Tab')
  await page.getByText(/^80 frames, about/).waitFor()
})

test('it stops when the reader says so, or goes, and leaves no worker', async () => {
  const { page } = await site.show(`embed.html#${RUN}`)
  const workers = page.workers().length
  const rest = async () => {
    while (page.workers().length > workers) await page.waitForTimeout(20)
  }
  await openAnimation(page, { Seconds: '60', 'Frames a second': '50' })
  const make = page.getByRole('button', { name: MAKE })
  // By keyboard; the same button stops it.
  await make.press('Enter')
  const bar = page.getByRole('progressbar', { name: 'How much of the animation is made' })
  await bar.waitFor()
  await page.waitForFunction((bar) => Number(bar?.getAttribute('value')) > 0, await bar.elementHandle())
  assert.ok(page.workers().length > workers)
  await page.keyboard.press('Enter')
  await page.getByText('Stopped.').waitFor()
  assert.equal(await page.locator('.animation output').getAttribute('aria-live'), null, 'polite by itself')
  await rest()
  assert.equal(await bar.count(), 0)
  // Closed while it is made.
  await make.click()
  await bar.waitFor()
  await page.keyboard.press('Escape')
  assert.equal(await page.locator('.panel').count(), 0)
  await rest()
  // A script's own signal.
  const error = await page.evaluate(async () => {
    const figure = /** @type {import('../www/theta-flow.ts').ThetaFlow} */ (document.querySelector('theta-flow'))
    const controller = new AbortController()
    const options = { seconds: 60, fps: 50, signal: controller.signal, progress: () => controller.abort() }
    return figure.exportAnimation(options).catch((/** @type {Error} */ error) => error.name)
  })
  assert.equal(error, 'AbortError')
  await rest()
})

test('a run that plays is not stopped for an estimate', async () => {
  const { page } = await site.show(`embed.html#${RUN.replace('steps=40', 'steps=4000')}`)
  await openAnimation(page)
  await page.getByText(/^10 frames, about/).waitFor()
  await page.evaluate(() => document.querySelector('theta-flow')?.play())
  await page.getByLabel('Seconds').fill('2')
  await page.keyboard.press('Tab')
  // Longer than an estimate waits.
  await page.waitForTimeout(1200)
  const plays = await page.evaluate(() => document.querySelector('theta-flow')?.playing)
  assert.ok(plays)
  await page.evaluate(() => document.querySelector('theta-flow')?.pause())
  await page.getByText(/^20 frames, about/).waitFor()
})

test('videos are offered where the browser makes them, and only there', async () => {
  const { page } = await site.show(`embed.html#${RUN}`)
  const can = await page.evaluate(async () => {
    const asked = { mp4: 'avc1.640028', webm: 'vp09.00.40.08' }
    const answers = Object.entries(asked).map(async ([format, codec]) => {
      const config = { codec, width: 652, height: 480, framerate: 25, bitrate: 1e6 }
      return typeof VideoEncoder !== 'undefined' && (await VideoEncoder.isConfigSupported(config)).supported
        ? format
        : ''
    })
    return (await Promise.all(answers)).filter(Boolean)
  })
  await openAnimation(page)
  const offered = await page
    .getByLabel('Format')
    .locator('option')
    .evaluateAll((all) => all.map((option) => option.getAttribute('value')))
  assert.deepEqual(offered, ['gif', 'apng', ...can])
  for (const format of /** @type {('mp4' | 'webm')[]} */ (can)) {
    const { bytes, type, error } = await made(page, { format, seconds: 2, fps: 10, width: 301 })
    assert.equal(error, undefined)
    assert.equal(type, `video/${format}`)
    const shown = await page.evaluate(
      async ([base64, type]) => {
        const video = document.createElement('video')
        const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
        video.src = URL.createObjectURL(new Blob([data], { type }))
        video.muted = true
        await new Promise((resolve, reject) => {
          video.onloadeddata = resolve
          video.onerror = () => reject(new Error(video.error?.message))
        })
        video.currentTime = 1.95
        await new Promise((resolve) => {
          video.onseeked = resolve
        })
        return { seconds: video.duration, size: [video.videoWidth, video.videoHeight] }
      },
      /** @type {const} */ ([bytes.toString('base64'), type ?? '']),
    )
    assert.ok(Math.abs(shown.seconds - 2) < 0.01, `${format}: ${shown.seconds}`)
    assert.equal(shown.size[0], 602)
    assert.equal((shown.size[1] ?? 1) % 2, 0)
  }
})

test('where no worker can draw, a sentence says so', async () => {
  const { page } = await site.show(`embed.html#${RUN}`, {
    prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'OffscreenCanvas')),
  })
  await openAnimation(page)
  await page.getByText(/^Animations cannot be made here/).waitFor()
  const { error } = await made(page, {})
  assert.match(error ?? '', /RangeError: Animations cannot be made here/)
})

test('on a small screen nothing lies over anything else, in either language', async () => {
  for (const [lang, exporting, open] of /** @type {const} */ ([
    ['en', 'Export', OPEN],
    ['zh', '导出', 'GIF、视频……'],
  ])) {
    const { page } = await site.show(`embed.html?lang=${lang}#${RUN}`, { viewport: { width: 390, height: 800 } })
    await settled(page)
    await openExport(page, exporting)
    await page.getByRole('button', { name: open }).click()
    await page.locator('.animation output').filter({ hasText: /kB|MB/ }).waitFor()
    const boxes = await page
      .locator('.panel :is(button, select, input, output, .what)')
      .evaluateAll((all) =>
        all.map((part) => part.getBoundingClientRect().toJSON()).filter(({ width, height }) => width * height > 0),
      )
    assert.ok(boxes.length > 15)
    for (const [index, one] of boxes.entries()) {
      assert.ok(one.left >= 0 && one.right <= 390, JSON.stringify(one))
      for (const other of boxes.slice(index + 1)) {
        const apart =
          one.right <= other.left + 0.5 ||
          other.right <= one.left + 0.5 ||
          one.bottom <= other.top + 0.5 ||
          other.bottom <= one.top + 0.5
        assert.ok(apart, `${JSON.stringify(one)} ${JSON.stringify(other)}`)
      }
    }
  }
})
