/** Why there is no engine: `missing` (not found, or not WebAssembly) or `refused` (by the browser or the page's policy). */
export class EngineError extends Error {
  constructor(
    readonly code: 'engine_missing' | 'engine_refused',
    cause?: unknown,
  ) {
    super(code, { cause })
  }
}
