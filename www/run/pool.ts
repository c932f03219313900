/**
 * A few workers, shared by all figures of the page. A page may hold thirty figures, but only the visible ones run, and
 * more workers than processor cores would only take turns.
 */

import { glueOf } from '../labs'
import { once } from '../once'
import { policy } from '../trusted'
import { compiledModule } from './engine'
import type { FromWorker, ToWorker } from './messages'
import type { Reply, Request } from './sessions'
import workerUrl from './worker.ts?worker&url'

/** No worker can be had here: the caller runs the simulation in the page instead. */
export class WorkerUnavailable extends Error {}

/** A worker that says nothing for this long after its start is taken for one that a policy blocks silently. */
const START_TIMEOUT_MS = 8000

interface Waiting {
  resolve(reply: Reply | undefined): void
  reject(error: Error): void
}

export class PoolWorker {
  /** How many figures use it. */
  users = 0
  readonly #worker: Worker
  readonly #sent = new Map<string, Promise<void>>()
  /** Who waits for an answer: to a module by its name, to a request by its number. */
  readonly #waiting = new Map<string | number, Waiting>()
  #calls = 0
  #abandoned = false

  /** `first` is the module that it will need first. */
  constructor(first?: string) {
    this.#worker = spawn(workerUrl, first && glueOf(first))
    const abandon = () => this.#abandon()
    this.#worker.addEventListener('error', abandon)
    this.#worker.addEventListener('messageerror', abandon)
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data))
  }

  /** Hands it a module, once. Whether it could load it shows in the answers to what it is asked afterwards. */
  load(module: string): Promise<void> {
    return once(this.#sent, module, async () => {
      const glue = glueOf(module) ?? ''
      // It comes while the page compiles the module.
      this.#send({ type: 'expect', glue })
      const code = await compiledModule(module)
      const timer = window.setTimeout(() => this.#abandon(), START_TIMEOUT_MS)
      this.#ask(module, { type: 'load', module, glue, code })
        .catch(() => {})
        .finally(() => window.clearTimeout(timer))
    })
  }

  async run(session: number, request: Request): Promise<Reply> {
    await this.load(request.module)
    const call = ++this.#calls
    return (await this.#ask(call, { type: 'run', call, session, request })) as Reply
  }

  close(session: number): void {
    this.#send({ type: 'close', session })
  }

  #ask(key: string | number, message: ToWorker): Promise<Reply | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#abandoned) throw new WorkerUnavailable()
      this.#waiting.set(key, { resolve, reject })
      this.#send(message)
    })
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromWorker): void {
    if (message.type === 'unloadable') {
      this.#abandon()
      return
    }
    const key = message.type === 'loaded' ? message.module : message.call
    const waiting = this.#waiting.get(key)
    this.#waiting.delete(key)
    if (message.type === 'failed') waiting?.reject(new Error(message.message))
    else waiting?.resolve(message.type === 'reply' ? message.reply : undefined)
  }

  /** There is no use in it, nor in another one. */
  #abandon(): void {
    this.#abandoned = broken = true
    this.#worker.terminate()
    for (const waiting of this.#waiting.values()) waiting.reject(new WorkerUnavailable())
    this.#waiting.clear()
  }
}

const workers: PoolWorker[] = []
let broken = false

/** The least used worker, started now if there is still room for one. Throws WorkerUnavailable where there can be none. */
export function joinPool(): PoolWorker {
  if (broken) throw new WorkerUnavailable()
  const idle = workers.find((worker) => worker.users === 0)
  if (!idle && workers.length < poolSize()) add()
  const worker = idle ?? workers.reduce((best, other) => (other.users <= best.users ? other : best))
  worker.users += 1
  return worker
}

/** Starts the first worker while the module is still on its way, so that it does not add to the wait. */
export function warmPool(module: string): void {
  if (broken || workers.length > 0) return
  try {
    // Whoever asks it for something hears what went wrong.
    add(module)
      .load(module)
      .catch(() => {})
  } catch {
    // Whoever joins hears of it.
  }
}

function add(first?: string): PoolWorker {
  try {
    const worker = new PoolWorker(first)
    workers.push(worker)
    return worker
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

/** The worker reads its name as the address of glue to expect: messages reach it only when the page has a moment for them. */
export function spawn(url: string, name?: string): Worker {
  const options: WorkerOptions = { type: 'module', ...(name && { name }) }
  const address = new URL(url, document.baseURI)
  // A sandboxed frame has the address of the page in it, but an origin of its own, which is `null`.
  if (address.origin === self.origin) return new Worker(policy.createScriptURL(address.href), options)
  // A worker must come from the page's own origin, an imported module need not: an article may load thetaflow from
  // elsewhere through a worker of one line. Where the origin is none, browsers take that line from no blob.
  const source = `import ${JSON.stringify(address.href)};`
  const trampoline =
    self.origin === 'null'
      ? `data:text/javascript,${encodeURIComponent(source)}`
      : URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  try {
    return new Worker(policy.createScriptURL(trampoline), options)
  } finally {
    setTimeout(() => URL.revokeObjectURL(trampoline), START_TIMEOUT_MS)
  }
}
