/** What of a picture differs from the one before: an animation holds nothing else. */

/** A part of a picture, in pixels. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

/** The smallest part outside which two pictures of one size are the same; one pixel where all of them is. */
export function changed(before: ImageData | undefined, now: ImageData): Region {
  const { width, height } = now
  if (!before) return { left: 0, top: 0, width, height }
  const [old, fresh] = [whole(before), whole(now)]
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let row = 0; row < height; row += 1) {
    const [start, end] = [row * width, (row + 1) * width]
    let first = start
    while (first < end && old[first] === fresh[first]) first += 1
    if (first === end) continue
    let last = end - 1
    while (old[last] === fresh[last]) last -= 1
    left = Math.min(left, first - start)
    right = Math.max(right, last - start)
    top = Math.min(top, row)
    bottom = row
  }
  if (bottom < 0) return { left: 0, top: 0, width: 1, height: 1 }
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

/** Pixels as one number each. */
export function whole({ data }: ImageData): Uint32Array {
  return new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
}
