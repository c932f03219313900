/**
 * Writes into a PNG how large it is meant to be: a canvas leaves that out, and a picture of two pixels to a CSS pixel would
 * be set twice as wide in a document.
 */
import { crc32 } from './crc32'

/** An inch has 96 CSS pixels. */
const CSS_PIXELS_PER_METRE = 96 / 0.0254
/** Signature and header: the first chunk after them may be `pHYs`. */
const HEAD = 33

/** @param scale pixels to a CSS pixel */
export async function withDensity(png: Blob, scale: number): Promise<Blob> {
  const chunk = new DataView(new ArrayBuffer(21))
  const density = Math.round(scale * CSS_PIXELS_PER_METRE)
  chunk.setUint32(0, 9)
  for (const [index, letter] of [...'pHYs'].entries()) chunk.setUint8(4 + index, letter.charCodeAt(0))
  chunk.setUint32(8, density)
  chunk.setUint32(12, density)
  // To the metre.
  chunk.setUint8(16, 1)
  chunk.setUint32(17, crc32(new Uint8Array(chunk.buffer, 4, 13)))
  return new Blob([png.slice(0, HEAD), chunk, png.slice(HEAD)], { type: png.type })
}
