/**
 * Why there is no engine: `missing` (not found, or not WebAssembly), `refused` (by the browser or the page's policy), `version`
 * (a lab made for another version of the element); or `lab_file`: where a lab of the author's own should be, there is none.
 */
export class EngineError extends Error {
  constructor(
    readonly code: 'engine_missing' | 'engine_refused' | 'engine_version' | 'lab_file',
    cause?: unknown,
    readonly args: Record<string, string> = {},
  ) {
    super(code, { cause })
  }
}
