/** A worker that makes one animation, or says how large it would be. Who wants it stopped ends the worker. */
import { make } from './make'
import type { FromAnimator, ToAnimator } from './messages'

// The DOM library types `self` as a window; this is the part of a worker that is used here.
interface WorkerScope {
  postMessage(message: FromAnimator): void
  addEventListener(type: 'message', listener: (event: MessageEvent<ToAnimator>) => void): void
}

const scope = self as unknown as WorkerScope
let hear: (words: readonly string[]) => void = () => {}

scope.addEventListener('message', ({ data }) => {
  if (data.type === 'words') return hear(data.words)
  make(
    data.job,
    (message) => scope.postMessage(message),
    (terms) =>
      new Promise((resolve) => {
        hear = resolve
        scope.postMessage({ type: 'terms', terms })
      }),
  ).then(
    (message) => scope.postMessage(message),
    (error: unknown) => scope.postMessage({ type: 'failed', message: String(error) }),
  )
})
