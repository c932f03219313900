/** Which step each frame of an animation shows, and for how long: the same as on the command line. */

/** A picture, and the number of frames that it stays. */
export interface Held<T> {
  shown: T
  frames: number
}

/** The steps of `frames` frames, evenly from the first to the last, both of them exactly; one that several show is there once. */
export function steps(first: number, last: number, frames: number): Held<number>[] {
  const gaps = Math.max(frames, 2) - 1
  const all = Array.from({ length: gaps + 1 }, (_, frame) => first + Math.floor((frame * (last - first)) / gaps + 0.5))
  return held(
    all.map((shown) => ({ shown, frames: 1 })),
    (one, other) => one === other,
  )
}

/** What is the same several times in a row, once. */
export function held<T>(all: readonly Held<T>[], same: (one: T, other: T) => boolean): Held<T>[] {
  const held: Held<T>[] = []
  for (const { shown, frames } of all) {
    const last = held.at(-1)
    if (last && same(last.shown, shown)) last.frames += frames
    else held.push({ shown, frames })
  }
  return held
}

/** From the frames shown before and those of a picture to hundredths of a second, rounded so that nothing is lost in sum. */
export function hundredths(before: number, frames: number, fps: number): number {
  const at = (shown: number) => Math.round((100 * shown) / fps)
  return at(before + frames) - at(before)
}
