/**
 * The compiled Rust, fetched and compiled once per page however many figures it has. The compiled module is handed to
 * the workers too, so nothing is downloaded or compiled twice.
 */
import type { Api } from './api'
import type { Sessions } from './sessions'
import wasmUrl from './wasm/thetaflow_bg.wasm?url'

export interface Engine {
  api: Api
  module: WebAssembly.Module
  /** For running in the page. */
  createSessions(): Sessions
}

/** Why there is no engine: `missing` (not found, or not WebAssembly) or `refused` (by the browser or the page's policy). */
export class EngineError extends Error {
  constructor(
    readonly code: 'engine_missing' | 'engine_refused',
    cause?: unknown,
  ) {
    super(code, { cause })
  }
}

let loading: Promise<Engine> | undefined

/** The engine of this page. A failed attempt is not kept, so a figure that appears later tries again. */
export function loadEngine(): Promise<Engine> {
  loading ??= start().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function start(): Promise<Engine> {
  if (typeof WebAssembly === 'undefined') throw new EngineError('engine_refused')
  const [module, { initialise, api, createSessions }] = await Promise.all([compile(wasmUrl), loadKernel()])
  try {
    await initialise({ module_or_path: module })
  } catch (error) {
    throw new EngineError('engine_refused', error)
  }
  return { api, module, createSessions }
}

/** Comes beside the WebAssembly file, not before it. */
async function loadKernel(): Promise<typeof import('./kernel')> {
  try {
    return await import('./kernel')
  } catch (error) {
    throw new EngineError('engine_missing', error)
  }
}

async function compile(url: string): Promise<WebAssembly.Module> {
  let response: Response
  try {
    response = await fetch(url)
  } catch (error) {
    throw new EngineError('engine_missing', error)
  }
  if (!response.ok) throw new EngineError('engine_missing', response.status)
  // Streaming compilation insists on the MIME type application/wasm, which many static hosts do not send.
  const type = response.headers.get('content-type')?.split(';')[0]?.trim()
  try {
    if (type === 'application/wasm' && WebAssembly.compileStreaming) return await WebAssembly.compileStreaming(response)
    const bytes = await response.arrayBuffer()
    // A host that answers every address with its home page would otherwise look like a browser without WebAssembly.
    if (!startsLikeWasm(bytes)) throw new EngineError('engine_missing', type)
    return await WebAssembly.compile(bytes)
  } catch (error) {
    throw error instanceof EngineError ? error : new EngineError('engine_refused', error)
  }
}

function startsLikeWasm(bytes: ArrayBuffer): boolean {
  const magic = [0x00, 0x61, 0x73, 0x6d]
  const head = new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength))
  return magic.every((byte, index) => head[index] === byte)
}
