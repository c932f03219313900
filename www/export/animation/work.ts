/** An animation as it is asked for, and the worker that makes it. */
import { computeModuleOf, glueOf } from '../../labs'
import type { AnimationOptions } from '../../public'
import { compiledModule } from '../../run/engine'
import { spawn } from '../../run/pool'
import type { Look } from '../picture'
import type { Shown } from '../shown'
import workerUrl from './animator.ts?worker&url'
import { FORMATS, type Format } from './formats'
import type { Code, FromAnimator, ToAnimator } from './messages'
import { steps } from './timing'

/** Frames of two minutes at 25 a second: all of them are kept before the first is drawn. */
const MOST_FRAMES = 3000
/** A GIF cannot be faster: its shortest time is a hundredth of a second, and browsers slow down what is shorter than two. */
const FASTEST = 50

/** What a run and its reader make of the options that are left out. */
export const USUAL = { format: 'gif', seconds: 8, fps: 25, from: 0 } as const

/** What is asked for, with nothing left out. */
export interface Wanted {
  format: Format
  seconds: number
  fps: number
  from: number
  to: number
}

/** Why there is no animation: a text of the part `animation`. */
export class Refusal extends Error {
  constructor(
    readonly key: string,
    readonly gaps: Record<string, string | number> = {},
  ) {
    super(key)
  }
}

/** Throws a Refusal where there is no such animation of a run with so many steps. */
export function wanted(options: AnimationOptions, last: number): Wanted {
  const { format, seconds, fps, from, to } = { ...USUAL, to: last, ...given(options) }
  if (!FORMATS.includes(format)) throw new Refusal('bad_format', { got: String(format), allowed: FORMATS.join(', ') })
  if (!(Number.isInteger(fps) && fps >= 1 && fps <= FASTEST)) throw new Refusal('bad_fps')
  const frames = Math.round(fps * seconds)
  if (!(seconds >= 0.1)) throw new Refusal('bad_seconds')
  if (frames > MOST_FRAMES) throw new Refusal('too_many', { frames })
  if (last < 1) throw new Refusal('still')
  const areSteps = Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to <= last && from < to
  if (!areSteps) throw new Refusal('bad_steps', { last })
  return { format, seconds, fps, from, to }
}

/** Without what is there and says nothing. */
function given({ format, seconds, fps, from, to }: AnimationOptions): Partial<Wanted> {
  const entries = Object.entries({ format, seconds, fps, from, to })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

export function framesOf({ seconds, fps }: Wanted): number {
  return Math.max(2, Math.round(fps * seconds))
}

export interface Hooks {
  progress?: ((done: number, all: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/** Makes it. Rejects with a Refusal, with what was thrown, or with the signal's reason. */
export async function make(shown: Shown, look: Look, wanted: Wanted, hooks: Hooks): Promise<Blob> {
  const made = await ask(shown, look, wanted, false, hooks)
  if (made.type !== 'made') throw new Error(made.type)
  return made.blob
}

/** About how many bytes it would have. */
export async function estimate(shown: Shown, look: Look, wanted: Wanted, signal: AbortSignal): Promise<number> {
  const made = await ask(shown, look, wanted, true, { signal })
  if (made.type !== 'estimated') throw new Error(made.type)
  return made.bytes
}

async function ask(
  { engine, schema: { lab }, query, pins, windows, words }: Shown,
  look: Look,
  { format, fps, from, to, ...rest }: Wanted,
  estimate: boolean,
  { progress, signal }: Hooks,
): Promise<FromAnimator> {
  signal?.throwIfAborted()
  if (typeof OffscreenCanvas === 'undefined') throw new Refusal('unable')
  const params = new engine.Params()
  params.load(query)
  const computing = params.needs_compute() ? computeModuleOf(lab) : lab
  params.free()
  const all = steps(from, to, framesOf({ format, fps, from, to, ...rest }))
  const job = {
    ...look,
    ...{ format, fps, query, pins, windows, estimate, steps: all },
    drawing: await codeOf(lab),
    computing: await codeOf(computing),
  }
  signal?.throwIfAborted()
  const worker = start()
  try {
    return await new Promise<FromAnimator>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
      worker.addEventListener('error', () => reject(new Refusal('unable')))
      const tell = (message: ToAnimator) => worker.postMessage(message)
      worker.addEventListener('message', ({ data }: MessageEvent<FromAnimator>) => {
        if (data.type === 'terms') tell({ type: 'words', words: data.terms.map((term) => words.term(term)) })
        else if (data.type === 'failed') reject(new Error(data.message))
        else if (data.type === 'still') reject(new Refusal('still'))
        // Computing and drawing are one way: the second half of it is longer, but nobody knows by how much.
        else if (data.type === 'progress') progress?.(data.done + (data.stage === 'draw' ? data.all : 0), 2 * data.all)
        else resolve(data)
      })
      tell({ type: 'make', job })
    })
  } finally {
    worker.terminate()
  }
}

/** Where there can be none, the page would stand still for as long as it takes. */
function start(): Worker {
  try {
    return spawn(workerUrl)
  } catch {
    throw new Refusal('unable')
  }
}

async function codeOf(module: string): Promise<Code> {
  return { glue: glueOf(module) ?? '', code: await compiledModule(module) }
}
