// Which WebAssembly modules the build has.

import { readdir } from 'node:fs/promises'

/** The names of all modules in dist/. */
export async function builtModules() {
  const files = await readdir(new URL('../../dist/assets', import.meta.url))
  return files.flatMap((file) => /^(\w+)_bg-.*\.wasm$/.exec(file)?.[1] ?? [])
}

/** The labs: each has a module of its name. A second one ends in `_compute`. */
export async function builtLabs() {
  return (await builtModules()).filter((module) => !module.endsWith('_compute'))
}
