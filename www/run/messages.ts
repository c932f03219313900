/** What the page and a worker say to each other. */
import type { Reply, Request } from './sessions'

export type ToWorker =
  | { type: 'expect'; glue: string }
  | { type: 'load'; module: string; glue: string; code: WebAssembly.Module }
  | { type: 'run'; call: number; session: number; request: Request }
  | { type: 'close'; session: number }

export type FromWorker =
  | { type: 'loaded'; module: string }
  | { type: 'unloadable'; module: string }
  | { type: 'reply'; call: number; reply: Reply }
  | { type: 'failed'; call: number; message: string }
