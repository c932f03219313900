/**
 * The compiled Rust: each module is fetched and compiled once per page however many figures it has. The compiled module
 * is handed to the workers too, so nothing is downloaded or compiled twice.
 */
import type { Api } from '../api'
import { addressOf, glueOf } from '../labs'
import { once } from '../once'
import { EngineError } from './engine-error'
import { loadGlue, start } from './glue'

const compiled = new Map<string, Promise<WebAssembly.Module>>()
const engines = new Map<string, Promise<Api>>()
const atHand = new Map<string, Api>()

/** A module, to be run by a worker. */
export function compiledModule(module: string): Promise<WebAssembly.Module> {
  return once(compiled, module, () => compile(addressOf(module)))
}

/** Fetches all that a worker or this page will need to run a module. */
export async function fetchModule(module: string): Promise<void> {
  // Its glue comes beside the WebAssembly file, not after it.
  await Promise.all([compiledModule(module), loadGlue(addressOfGlue(module)).catch(missing)])
}

/** A module that runs in this page. */
export function loadEngine(module: string): Promise<Api> {
  return once(engines, module, async () => {
    const [code] = await Promise.all([compiledModule(module), fetchModule(module)])
    const engine = await start(addressOfGlue(module), code).catch((error: unknown) => {
      throw new EngineError('engine_refused', error)
    })
    check(engine.version())
    atHand.set(module, engine)
    return engine
  })
}

/** A lab that somebody has compiled for another version of the element may answer other questions, or in another form. */
function check(built: string): void {
  // Before 1.0 the second number says what fits.
  const range = (version: string) => /^0\.\d+|^\d+/.exec(version)?.[0]
  if (range(built) === range(__VERSION__)) return
  throw new EngineError('engine_version', undefined, { built, version: __VERSION__ })
}

/** A module that runs in this page already. */
export function engineAtHand(module: string): Api | undefined {
  return atHand.get(module)
}

function addressOfGlue(module: string): string {
  return glueOf(module) ?? missing(module)
}

function missing(error: unknown): never {
  throw new EngineError('engine_missing', error)
}

async function compile(url: string | undefined): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new EngineError('engine_refused')
  if (url === undefined) throw new EngineError('engine_missing')
  const response = await fetch(url).catch(missing)
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
