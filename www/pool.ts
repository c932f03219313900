/**
 * A few workers, shared by all figures of the page. A page may hold thirty figures, but only the visible ones run, and
 * more workers than processor cores would only take turns.
 */
import type { FromWorker, ToWorker } from './messages'
import type { Reply, Request } from './sessions'
import workerUrl from './worker.ts?worker&url'

/** No worker can be had here: the caller runs the simulation in the page instead. */
export class WorkerUnavailable extends Error {}

/** A worker that says nothing for this long after its start is taken for one that a policy blocks silently. */
const START_TIMEOUT_MS = 8000

interface Waiting {
  resolve(reply: Reply): void
  reject(error: Error): void
}

export class PoolWorker {
  /** How many figures use it. */
  users = 0
  readonly #worker: Worker
  readonly #ready: Promise<void>
  readonly #waiting = new Map<number, Waiting>()
  #calls = 0

  constructor(module: Promise<WebAssembly.Module>) {
    this.#worker = spawn(workerUrl)
    this.#ready = new Promise((resolve, reject) => {
      const fail = () => {
        const error = new WorkerUnavailable()
        reject(error)
        this.#abandon(error)
      }
      let timer = 0
      this.#worker.addEventListener('error', fail)
      this.#worker.addEventListener('messageerror', fail)
      this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
        if (data.type === 'ready') {
          window.clearTimeout(timer)
          resolve()
        } else {
          this.#settle(data)
        }
      })
      module.then((module) => {
        timer = window.setTimeout(fail, START_TIMEOUT_MS)
        this.#send({ type: 'start', module })
      }, fail)
    })
    // Every request awaits #ready and sees the failure itself; this only keeps it from being reported as unhandled.
    this.#ready.catch(() => {})
  }

  async run(session: number, request: Request): Promise<Reply> {
    await this.#ready
    const call = ++this.#calls
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject })
      this.#send({ type: 'run', call, session, request })
    })
  }

  close(session: number): void {
    this.#send({ type: 'close', session })
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #settle(message: Exclude<FromWorker, { type: 'ready' }>): void {
    const waiting = this.#waiting.get(message.call)
    this.#waiting.delete(message.call)
    if (message.type === 'reply') waiting?.resolve(message.reply)
    else waiting?.reject(new Error(message.message))
  }

  #abandon(error: Error): void {
    this.#worker.terminate()
    broken = true
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}

const workers: PoolWorker[] = []
let broken = false

/** The least used worker, started now if there is still room for one. Throws WorkerUnavailable where there can be none. */
export function joinPool(module: WebAssembly.Module): PoolWorker {
  if (broken) throw new WorkerUnavailable()
  const idle = workers.find((worker) => worker.users === 0)
  if (!idle && workers.length < poolSize()) add(Promise.resolve(module))
  const worker = idle ?? workers.reduce((best, other) => (other.users <= best.users ? other : best))
  worker.users += 1
  return worker
}

/** Starts the first worker while the engine is still on its way, so that it does not add to the wait. */
export function warmPool(module: Promise<WebAssembly.Module>): void {
  if (broken || workers.length > 0) return
  try {
    add(module)
  } catch {
    // Whoever joins hears of it.
  }
}

function add(module: Promise<WebAssembly.Module>): void {
  try {
    workers.push(new PoolWorker(module))
  } catch {
    // The constructor throws where a policy forbids workers, and is missing where there are none.
    broken = true
    throw new WorkerUnavailable()
  }
}

function poolSize(): number {
  // One core is left to the page.
  return Math.max(1, Math.min(4, (navigator.hardwareConcurrency || 2) - 1))
}

function spawn(url: string): Worker {
  const address = new URL(url, import.meta.url)
  if (address.origin === location.origin) return new Worker(address, { type: 'module' })
  // A worker must come from the page's own origin, an imported module need not: an article may load thetaflow from
  // elsewhere through a worker of one line.
  const source = new Blob([`import ${JSON.stringify(address.href)};`], { type: 'text/javascript' })
  const trampoline = URL.createObjectURL(source)
  try {
    return new Worker(trampoline, { type: 'module' })
  } finally {
    setTimeout(() => URL.revokeObjectURL(trampoline), START_TIMEOUT_MS)
  }
}
