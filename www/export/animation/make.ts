/** From a run to a file: computes all frames, then draws and encodes one after the other. */
import type { Api, Session, Term } from '../../api'
import { start } from '../../run/glue'
import { ApngEncoder } from './apng'
import type { Encoder } from './encoder'
import { Film } from './film'
import { GifEncoder } from './gif'
import type { FromAnimator, Job } from './messages'
import { type Held, held } from './timing'
import { VideoTrackEncoder } from './video'

/** Pictures whose colours a GIF is made of. */
const SAMPLES = 8
/** Places of the run where an estimate looks how much a frame differs from the one before. */
const PROBES = 4
/** One call computes for so long. */
const BUDGET_MS = 200

type Tell = (message: FromAnimator) => void

export async function make(
  job: Job,
  tell: Tell,
  words: (terms: readonly Term[]) => Promise<readonly string[]>,
): Promise<FromAnimator> {
  const [drawing, computing] = [job.drawing, job.computing].map(({ glue, code }) => start(glue, code))
  const [engine, compute] = [await drawing, await computing]
  if (!engine || !compute) throw new Error('no module')
  const probed = job.estimate ? probes(job.steps) : job.steps
  const pictures = picturesOf(compute, job.query, probed, tell)
  const last = pictures.at(-1)?.shown
  if (!last || pictures.length < 2) return { type: 'still' }
  const film = new Film(engine)
  const isVideo = job.format === 'mp4' || job.format === 'webm'
  await film.lay(last, { ...job, transparent: job.transparent && !isVideo }, isVideo, words)
  const encoder = await encoderOf(job, film, pictures)
  const sizes = [0]
  for (const [index, { shown, frames }] of pictures.entries()) {
    film.draw(shown)
    await encoder.add({
      pixels: isVideo ? new ImageData(1, 1) : film.pixels(),
      canvas: film.canvas,
      frames: job.estimate ? 1 : frames,
    })
    if (job.estimate && encoder instanceof VideoTrackEncoder) await encoder.flush()
    sizes.push(encoder.size)
    tell({ type: 'progress', stage: 'draw', done: index + 1, all: pictures.length })
  }
  if (!job.estimate) return { type: 'made', blob: await encoder.finish() }
  return { type: 'estimated', bytes: estimated(sizes, job.steps.length) }
}

/** The pictures of steps, once where they stay the same: a run may end before. */
function picturesOf(compute: Api, query: string, steps: readonly Held<number>[], tell: Tell): Held<Uint8Array>[] {
  const session: Session = new compute.Session(query)
  const pictures = steps.map(({ shown, frames }, index) => {
    // Not done yet: there is more to compute.
    while (session.advance(shown, BUDGET_MS) < 2);
    tell({ type: 'progress', stage: 'compute', done: index + 1, all: steps.length })
    return { shown: session.picture(), frames }
  })
  session.free()
  return held(pictures, (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]))
}

async function encoderOf(
  { format, fps, transparent }: Job,
  film: Film,
  pictures: readonly Held<Uint8Array>[],
): Promise<Encoder> {
  if (format === 'apng') return new ApngEncoder(fps, transparent)
  if (format !== 'gif') return VideoTrackEncoder.open(format, film.canvas, fps)
  const count = Math.min(SAMPLES, pictures.length)
  const samples = Array.from({ length: count }, (_, index) => {
    const picture = pictures[Math.round((index * (pictures.length - 1)) / (count - 1))]
    if (picture) film.draw(picture.shown)
    return film.pixels()
  })
  return new GifEncoder(fps, transparent, samples)
}

/** The first frame, then pairs of neighbours here and there: how much the second of a pair adds is what frames add. */
function probes(steps: readonly Held<number>[]): readonly Held<number>[] {
  if (steps.length <= 2 * PROBES + 1) return steps
  const at = Array.from({ length: PROBES }, (_, probe) => Math.round(((probe + 1) * (steps.length - 1)) / PROBES))
  const indices = [0, ...at.flatMap((index) => [index - 1, index])]
  return indices.flatMap((index) => steps[index] ?? [])
}

/** Bytes of so many frames, from the bytes after each of the probes. */
function estimated(sizes: readonly number[], frames: number): number {
  if (sizes.length - 1 >= frames) return sizes.at(-1) ?? 0
  const grown = (index: number) => (sizes[index] ?? 0) - (sizes[index - 1] ?? 0)
  // The first probe stands alone; after it, every other one follows its neighbour.
  const neighbours = sizes.flatMap((_, index) => (index >= 3 && index % 2 === 1 ? [grown(index)] : []))
  const mean = neighbours.reduce((sum, bytes) => sum + bytes, 0) / Math.max(1, neighbours.length)
  return grown(1) + mean * (frames - 1)
}
