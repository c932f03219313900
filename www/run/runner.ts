/**
 * One figure's simulation, wherever it runs. The figure asks, waits for the answer and only then asks again, with what
 * the reader wants by then: so at most one request is under way per figure, and values that were passed over while
 * dragging are never computed.
 */

import type { Placement } from '../public'
import { loadEngine } from './engine'
import { joinPool, type PoolWorker, WorkerUnavailable, warmPool } from './pool'
import type { Reply, Request, Sessions } from './sessions'

export interface Runner {
  request(request: Request): Promise<Reply>
  /** Lets go of the simulation and its worker. */
  close(): void
}

/** In the page a slice must leave time to draw and to answer the reader within one frame of the screen. */
const PAGE_BUDGET_MS = 8

let sessionCount = 0

export function createRunner(placement: Placement): Runner {
  return placement === 'page' ? new PageRunner() : new AutoRunner()
}

/** Fetches a lab's module and makes ready to run it. What goes wrong is told by the figure itself. */
export function prepareRunner(lab: string, placement: Placement): void {
  loadEngine(lab).catch(() => {})
  if (placement !== 'page') warmPool(lab)
}

/** Runs in a worker, and goes on in the page from the moment it turns out that there can be no worker. */
class AutoRunner implements Runner {
  #inner: Runner

  constructor() {
    try {
      this.#inner = new WorkerRunner(joinPool())
    } catch {
      this.#inner = new PageRunner()
    }
  }

  async request(request: Request): Promise<Reply> {
    try {
      return await this.#inner.request(request)
    } catch (error) {
      if (!(error instanceof WorkerUnavailable)) throw error
      this.#inner = new PageRunner()
      return this.#inner.request(request)
    }
  }

  close(): void {
    this.#inner.close()
  }
}

class WorkerRunner implements Runner {
  readonly #session = ++sessionCount

  constructor(private readonly worker: PoolWorker) {}

  request(request: Request): Promise<Reply> {
    return this.worker.run(this.#session, request)
  }

  close(): void {
    this.worker.users -= 1
    this.worker.close(this.#session)
  }
}

class PageRunner implements Runner {
  readonly #session = ++sessionCount
  #sessions: Sessions | undefined

  async request(request: Request): Promise<Reply> {
    const [{ Sessions }, api] = await Promise.all([import('./sessions'), loadEngine(request.module)])
    // A task of its own, so that input and painting come between two slices.
    await new Promise((resolve) => setTimeout(resolve))
    this.#sessions ??= new Sessions()
    const budget = Math.min(request.budget, PAGE_BUDGET_MS)
    try {
      return this.#sessions.run(this.#session, { ...request, budget }, api)
    } catch (error) {
      this.#sessions.forget(this.#session)
      throw error
    }
  }

  close(): void {
    this.#sessions?.close(this.#session)
  }
}
