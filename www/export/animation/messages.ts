/** What the page and the worker that makes an animation say to each other. */
import type { Term } from '../../api'
import type { Shown } from '../shown'
import type { Format } from './formats'
import type { Held } from './timing'

/** A module of a lab, to be started in the worker. */
export interface Code {
  glue: string
  code: WebAssembly.Module
}

/** An animation, whole. */
export interface Job {
  format: Format
  /** The lab's first module, which draws. */
  drawing: Code
  /** The one that computes. */
  computing: Code
  query: string
  steps: readonly Held<number>[]
  /** Frames a second. */
  fps: number
  /** In CSS pixels. */
  width: number
  theme: string
  transparent: boolean
  /** The earlier runs that stay in sight. */
  pins: Pick<Shown['pins'], 'frames' | 'names'>
  /** What is in sight of each panel. */
  windows: Float64Array
  /** Only how many bytes it will have. */
  estimate: boolean
}

export type ToAnimator = { type: 'make'; job: Job } | { type: 'words'; words: readonly string[] }

export type FromAnimator =
  /** How the legend's terms are called in the figure's language, in this order. */
  | { type: 'terms'; terms: readonly Term[] }
  | { type: 'progress'; stage: 'compute' | 'draw'; done: number; all: number }
  | { type: 'made'; blob: Blob }
  | { type: 'estimated'; bytes: number }
  /** All frames are the same. */
  | { type: 'still' }
  | { type: 'failed'; message: string }
