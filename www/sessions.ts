/** Simulations by number: the code that runs in a worker, and in the page itself where there can be no worker. */
import type { Api, Session } from './api'

/** What a figure asks for: the run described by `query`, taken towards `step` for at most `budget` milliseconds. */
export interface Request {
  lab: string
  query: string
  step: number
  budget: number
}

/** How far the run has come. Until it is `done`, the budget ended first: ask again to go on. */
export interface Reply {
  frame: Uint8Array<ArrayBuffer>
  step: number
  /** The wanted step is there, or the run ended before. */
  reached: boolean
  /** Nothing is left to do, what belongs to no step included: a map that grows finer, a sweep. */
  done: boolean
  last_step: number
}

export class Sessions {
  #open = new Map<number, { lab: string; session: Session }>()

  constructor(private readonly api: Pick<Api, 'Session'>) {}

  run(id: number, { lab, query, step, budget }: Request): Reply {
    const session = this.#session(id, lab, query)
    session.set_query(query)
    const progress = session.advance(step, budget)
    return {
      // The engine hands out a copy of its own, never a window into its memory, so the buffer may be transferred.
      frame: session.frame() as Uint8Array<ArrayBuffer>,
      step: session.step(),
      reached: progress >= 1,
      done: progress >= 2,
      last_step: session.last_step(),
    }
  }

  close(id: number): void {
    this.#open.get(id)?.session.free()
    this.#open.delete(id)
  }

  /** Drops a session that threw, without freeing it: its memory can no longer be trusted. */
  forget(id: number): void {
    this.#open.delete(id)
  }

  #session(id: number, lab: string, query: string): Session {
    const open = this.#open.get(id)
    if (open?.lab === lab) return open.session
    open?.session.free()
    const session = new this.api.Session(lab, query)
    this.#open.set(id, { lab, session })
    return session
  }
}
