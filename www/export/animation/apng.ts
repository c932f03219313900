/** Animated PNG: the browser's own PNGs of what changed, put into one file. */
import { crc32 } from '../crc32'
import { withDensity } from '../png-density'
import { changed, whole } from './changed'
import type { Encoder, Picture } from './encoder'
import { SCALE } from './film'
import { TYPES } from './formats'

const SIGNATURE = 8
/** A PNG's length, its name, and the checksum at its end. */
const AROUND = 12
/** Over what is there, or in its place. */
const BLEND = { source: 0, over: 1 }

export class ApngEncoder implements Encoder {
  #before: ImageData | undefined
  #head: Uint8Array<ArrayBuffer> | undefined
  readonly #chunks: Uint8Array<ArrayBuffer>[] = []
  #frames = 0
  /** Frames and their data are counted together. */
  #sequence = 0
  size = 0

  constructor(
    private readonly fps: number,
    private readonly transparent: boolean,
  ) {}

  async add({ pixels, frames }: Picture): Promise<void> {
    const before = this.#before
    const region = changed(before, pixels)
    const { left, top, width, height } = region
    const part = new OffscreenCanvas(width, height)
    const context = part.getContext('2d')
    if (!context) throw new Error('no canvas')
    const isOver = before !== undefined && !this.transparent
    // What lies over an opaque picture leaves out the pixels that are there already.
    context.putImageData(isOver ? difference(before, pixels) : pixels, -left, -top)
    const png = new Uint8Array(await (await part.convertToBlob({ type: 'image/png' })).arrayBuffer())
    const [head, ...data] = chunksOf(png)
    if (!head) throw new Error('no picture')
    this.#head ??= head
    // From here on they say in which form pixels are. All frames have one form.
    if (head.slice(8).join() !== this.#head.slice(8).join()) throw new Error('pictures of two kinds')
    const control = new DataView(new ArrayBuffer(26))
    const blend = isOver ? BLEND.over : BLEND.source
    for (const [index, value] of [this.#sequence++, width, height, left, top].entries()) {
      control.setUint32(4 * index, value)
    }
    control.setUint16(20, frames)
    control.setUint16(22, this.fps)
    control.setUint8(25, blend)
    this.#put('fcTL', new Uint8Array(control.buffer))
    for (const piece of data) {
      if (!before) this.#put('IDAT', piece)
      else {
        const numbered = new Uint8Array(piece.length + 4)
        new DataView(numbered.buffer).setUint32(0, this.#sequence++)
        numbered.set(piece, 4)
        this.#put('fdAT', numbered)
      }
    }
    this.#before = pixels
    this.#frames += 1
  }

  finish(): Promise<Blob> {
    const control = new Uint8Array(8)
    new DataView(control.buffer).setUint32(0, this.#frames)
    const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const head = this.#head ?? new Uint8Array()
    const file = [
      signature,
      chunk('IHDR', head),
      chunk('acTL', control),
      ...this.#chunks,
      chunk('IEND', new Uint8Array()),
    ]
    return withDensity(new Blob(file, { type: TYPES.apng }), SCALE)
  }

  #put(name: string, data: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(chunk(name, data))
    this.size += data.length + AROUND
  }
}

/** Header and data of a PNG; what else a browser writes is left out. */
function chunksOf(png: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const view = new DataView(png.buffer)
  const chunks = []
  for (let at = SIGNATURE; at < png.length; ) {
    const length = view.getUint32(at)
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8))
    if (name === 'IHDR' || name === 'IDAT') chunks.push(png.slice(at + 8, at + 8 + length))
    at += length + AROUND
  }
  return chunks
}

function chunk(name: string, data: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(data.length + AROUND)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  for (const [index, letter] of [...name].entries()) view.setUint8(4 + index, letter.charCodeAt(0))
  bytes.set(data, 8)
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)))
  return bytes
}

/** What has changed; the rest transparent. */
function difference(before: ImageData, now: ImageData): ImageData {
  const pixels = new ImageData(now.width, now.height)
  const [old, fresh, into] = [whole(before), whole(now), whole(pixels)]
  for (let at = 0; at < into.length; at += 1) {
    if (old[at] !== fresh[at]) into[at] = fresh[at] ?? 0
  }
  return pixels
}
