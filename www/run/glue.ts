/**
 * The generated script of a module, by its address: page and workers fetch it when they know which module they run. A
 * worker is told the address, so its script is one small file that imports no other and can be put anywhere.
 */
import type { Api, Glue } from '../api'

/** Each module has glue of its own, which keeps its instance. */
export function loadGlue(address: string): Promise<Glue> {
  return import(/* @vite-ignore */ address)
}

/** Runs a module in this thread; one that runs already stays as it is. */
export async function start(address: string, code: WebAssembly.Module): Promise<Api> {
  const glue = await loadGlue(address)
  await glue.default({ module_or_path: code })
  return glue
}
