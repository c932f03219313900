/** GIF, by gifenc (MIT, 5 kB): it counts colours and packs pixels; which of them have changed it is told. */
import { GIFEncoder, quantize } from 'gifenc'
import { changed, whole } from './changed'
import type { Encoder, Picture } from './encoder'
import { TYPES } from './formats'
import { hundredths } from './timing'

/** The colour that leaves a pixel as it is; so many others there are. */
const CLEAR = 255
/** Colours that stay exactly what they are: the background, what is written, curves. */
const EXACT = 80
/** Where the place of a frame stands in what is written of it. */
const PLACE = 9
/** What becomes of a frame before the next one: it stays, or makes room. */
const DISPOSE = { keep: 1, clear: 2 }
/** From here on a pixel of a transparent picture is seen. */
const SEEN = 128

export class GifEncoder implements Encoder {
  readonly #gif = GIFEncoder()
  readonly #palette: [number, number, number][]
  /** The number of the nearest colour, by colour. */
  readonly #nearest = new Map<number, number>()
  #before: ImageData | undefined
  #shown = 0

  /** For pictures like `samples`. */
  constructor(
    private readonly fps: number,
    private readonly transparent: boolean,
    samples: readonly ImageData[],
  ) {
    this.#palette = paletteOf(samples)
  }

  get size(): number {
    return this.#gif.bytesView().length
  }

  async add({ pixels, frames }: Picture): Promise<void> {
    const before = this.transparent ? undefined : this.#before
    const { left, top, width, height } = changed(before, pixels)
    const fresh = whole(pixels)
    const old = before && whole(before)
    const indices = new Uint8Array(width * height)
    for (let row = 0; row < height; row += 1) {
      const from = (top + row) * pixels.width + left
      for (let column = 0; column < width; column += 1) {
        const color = fresh[from + column] ?? 0
        const isSeen = color >>> 24 >= SEEN && old?.[from + column] !== color
        indices[row * width + column] = isSeen ? this.#index(color & 0xffffff) : CLEAR
      }
    }
    const isFirst = this.#before === undefined
    const start = this.size
    this.#gif.writeFrame(indices, width, height, {
      ...(isFirst && { palette: [...this.#palette, [0, 0, 0]] }),
      delay: 10 * hundredths(this.#shown, frames, this.fps),
      transparent: true,
      transparentIndex: CLEAR,
      dispose: this.transparent ? DISPOSE.clear : DISPOSE.keep,
    })
    if (!isFirst) {
      // gifenc has every frame begin in the corner.
      const view = new DataView(this.#gif.buffer, start + PLACE)
      view.setUint16(0, left, true)
      view.setUint16(2, top, true)
    }
    this.#before = pixels
    this.#shown += frames
  }

  async finish(): Promise<Blob> {
    this.#gif.finish()
    return new Blob([this.#gif.bytes()], { type: TYPES.gif })
  }

  #index(color: number): number {
    const known = this.#nearest.get(color)
    if (known !== undefined) return known
    const [red, green, blue] = channels(color)
    let [best, least] = [0, Number.POSITIVE_INFINITY]
    for (const [index, other] of this.#palette.entries()) {
      // Eyes see green best and blue least.
      const distance = 3 * (red - other[0]) ** 2 + 6 * (green - other[1]) ** 2 + (blue - other[2]) ** 2
      if (distance < least) [best, least] = [index, distance]
    }
    this.#nearest.set(color, best)
    return best
  }
}

/** The commonest colours, exactly, and a choice that stands for the others: 255 at most, filled up with the last. */
function paletteOf(samples: readonly ImageData[]): [number, number, number][] {
  const counts = new Map<number, number>()
  for (const sample of samples) {
    for (const pixel of whole(sample)) {
      const color = pixel & 0xffffff
      counts.set(color, (counts.get(color) ?? 0) + 1)
    }
  }
  const common = [...counts].sort(([one, often], [other, oftener]) => oftener - often || one - other)
  const exact = common.splice(0, common.length <= CLEAR ? CLEAR : EXACT).map(([color]) => channels(color))
  const rest = new Set(common.map(([color]) => color))
  const chosen: [number, number, number][] = []
  if (rest.size > 0) {
    const pixels = samples.flatMap((sample) => [whole(sample).filter((pixel) => rest.has(pixel & 0xffffff))])
    const all = new Uint32Array(pixels.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const each of pixels) {
      all.set(each, at)
      at += each.length
    }
    chosen.push(...quantize(new Uint8Array(all.buffer), CLEAR - exact.length, { format: 'rgb565' }))
  }
  const palette = [...exact, ...chosen].slice(0, CLEAR)
  while (palette.length < CLEAR) palette.push(palette.at(-1) ?? [0, 0, 0])
  return palette
}

/** Of a pixel as one number, whose lowest byte is red. */
function channels(color: number): [number, number, number] {
  return [color & 0xff, (color >> 8) & 0xff, (color >> 16) & 0xff]
}
