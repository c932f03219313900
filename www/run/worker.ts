/** A worker that hosts the simulations of several figures. Requests are answered in turn, each within its budget. */
import type { Api } from '../api'
import { loadGlue, start } from './glue'
import type { FromWorker, ToWorker } from './messages'
import { Sessions } from './sessions'

// The DOM library types `self` as a window; this is the part of a worker that is used here.
interface WorkerScope {
  /** Where the glue lies that is expected first; empty if the page did not know. */
  readonly name: string
  postMessage(message: FromWorker, transfer?: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void
}

const scope = self as unknown as WorkerScope
const modules = new Map<string, Promise<Api>>()
const sessions = new Sessions()

if (scope.name) expect(scope.name)

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'expect':
      expect(data.glue)
      break
    case 'load':
      void load(data)
      break
    case 'run':
      void run(data)
      break
    case 'close':
      sessions.close(data.session)
      break
  }
})

function expect(glue: string): void {
  // Whether it comes shows when it is needed.
  loadGlue(glue).catch(() => {})
}

async function load({ module, glue, code }: Extract<ToWorker, { type: 'load' }>): Promise<void> {
  try {
    const started = start(glue, code)
    modules.set(module, started)
    await started
    scope.postMessage({ type: 'loaded', module })
  } catch {
    // The page will find out why, when it tries the same.
    scope.postMessage({ type: 'unloadable', module })
  }
}

async function run({ call, session, request }: Extract<ToWorker, { type: 'run' }>): Promise<void> {
  try {
    const api = await modules.get(request.module)
    if (!api) throw new Error(`the module ${request.module} has not been loaded`)
    const reply = sessions.run(session, request, api)
    scope.postMessage({ type: 'reply', call, reply }, [reply.frame.buffer])
  } catch (error) {
    sessions.forget(session)
    scope.postMessage({ type: 'failed', call, message: String(error) })
  }
}
