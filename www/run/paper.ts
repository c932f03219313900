/** A frame at once, without a worker: a page that is printed waits for nobody. */
import type { Api } from '../api'
import type { Reply } from './sessions'

/** A page may have thirty figures to draw. What is not computed by then is shown as far as it is. */
const BUDGET_MS = 300

export function runNow(engine: Api, query: string, step: number): Reply {
  const session = new engine.Session(query)
  try {
    session.advance(step, BUDGET_MS)
    return {
      frame: session.frame() as Uint8Array<ArrayBuffer>,
      query,
      step: session.step(),
      reached: true,
      done: true,
      last_step: session.last_step(),
    }
  } finally {
    session.free()
  }
}
