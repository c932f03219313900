/**
 * What the page and its workers both need: the glue of the compiled Rust, and the simulations. One file of the build, so
 * that a reader downloads it once. It must not import anything of the page.
 */
import type { Api } from './api'

export { Sessions } from './sessions'

/** Each module has glue of its own, which keeps its instance. The objects that cross are `unknown` to its generator. */
type Glue = Api & { default(options: { module_or_path: WebAssembly.Module }): Promise<unknown> }

const glues = import.meta.glob<Glue>('./wasm/*.js')

export async function loadGlue(module: string): Promise<Glue> {
  const load = glues[`./wasm/${module}.js`]
  if (!load) throw new Error(`there is no module ${module}`)
  return load()
}

/** Runs a module in this thread; one that runs already stays as it is. */
export async function start(module: string, code: WebAssembly.Module): Promise<Api> {
  const glue = await loadGlue(module)
  await glue.default({ module_or_path: code })
  return glue
}
