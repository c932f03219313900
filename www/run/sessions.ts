/** Simulations by number: the code that runs in a worker, and in the page itself where there can be no worker. */
import type { Api, Session } from '../api'

/**
 * What a figure asks for: the run described by `query`, taken towards `step` for at most `budget` milliseconds by one of
 * the lab's modules.
 */
export interface Request {
  lab: string
  module: string
  query: string
  step: number
  budget: number
  /** The frame is wanted with all that a long run has, not as it is drawn. */
  whole?: boolean
}

/** How far the run has come. Until it is `done`, the budget ended first: ask again to go on. */
export interface Reply {
  frame: Uint8Array<ArrayBuffer>
  /** The run that was asked for. */
  query: string
  step: number
  /** The wanted step is there, or the run ended before. */
  reached: boolean
  /** Nothing is left to do, what belongs to no step included: a map that grows finer, a sweep. */
  done: boolean
  last_step: number
}

export class Sessions {
  #open = new Map<number, { module: string; session: Session }>()

  /** Answers a request; `api` is that of the module that it names. */
  run(id: number, request: Request, api: Pick<Api, 'Session'>): Reply {
    const session = this.#session(id, request, api)
    session.set_query(request.query)
    const progress = session.advance(request.step, request.budget)
    return {
      // The engine hands out a copy of its own, never a window into its memory, so the buffer may be transferred.
      frame: (request.whole ? session.frame() : session.picture()) as Uint8Array<ArrayBuffer>,
      query: request.query,
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

  /** The figure's session, begun anew if it is in another module. A figure that changes its lab takes another number. */
  #session(id: number, { module, query }: Request, api: Pick<Api, 'Session'>): Session {
    const open = this.#open.get(id)
    if (open?.module === module) return open.session
    open?.session.free()
    const session = new api.Session(query)
    this.#open.set(id, { module, session })
    return session
  }
}
