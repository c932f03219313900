/** A worker that hosts the simulations of several figures. Requests are answered in turn, each within its budget. */
import type { Api } from './api'
import { loadGlue, start } from './glue'
import type { FromWorker, ToWorker } from './messages'
import { Sessions } from './sessions'

// The DOM library types `self` as a window; this is the part of a worker that is used here.
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void
}

const scope = self as unknown as WorkerScope
const modules = new Map<string, Api>()
const sessions = new Sessions()

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'expect':
      // Whether it comes shows when it is needed.
      loadGlue(data.glue).catch(() => {})
      break
    case 'load':
      void load(data)
      break
    case 'run':
      run(data)
      break
    case 'close':
      sessions.close(data.session)
      break
  }
})

async function load({ module, glue, code }: Extract<ToWorker, { type: 'load' }>): Promise<void> {
  try {
    modules.set(module, await start(glue, code))
    scope.postMessage({ type: 'loaded', module })
  } catch {
    // The page will find out why, when it tries the same.
    scope.postMessage({ type: 'unloadable', module })
  }
}

function run({ call, session, request }: Extract<ToWorker, { type: 'run' }>): void {
  try {
    const api = modules.get(request.module)
    if (!api) throw new Error(`the module ${request.module} has not been loaded`)
    const reply = sessions.run(session, request, api)
    scope.postMessage({ type: 'reply', call, reply }, [reply.frame.buffer])
  } catch (error) {
    sessions.forget(session)
    scope.postMessage({ type: 'failed', call, message: String(error) })
  }
}
