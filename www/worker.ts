/** A worker that hosts the simulations of several figures. Requests are answered in turn, each within its budget. */
import { createSessions, initSync } from './kernel'
import type { FromWorker, ToWorker } from './messages'
import type { Sessions } from './sessions'

// The DOM library types `self` as a window; this is the part of a worker that is used here.
interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void
}

const scope = self as unknown as WorkerScope
let sessions: Sessions | undefined

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'start':
      initSync({ module: data.module })
      sessions = createSessions()
      scope.postMessage({ type: 'ready' })
      break
    case 'run':
      run(data.session, data)
      break
    case 'close':
      sessions?.close(data.session)
      break
  }
})

function run(session: number, { call, request }: Extract<ToWorker, { type: 'run' }>): void {
  if (!sessions) return
  try {
    const reply = sessions.run(session, request)
    scope.postMessage({ type: 'reply', call, reply }, [reply.frame.buffer])
  } catch (error) {
    sessions.forget(session)
    scope.postMessage({ type: 'failed', call, message: String(error) })
  }
}
