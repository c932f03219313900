// Which WebAssembly modules the build has.

import { readdir } from 'node:fs/promises'
import { LABS } from '../../scripts/lib/labs.mjs'

const ASSETS = new URL('../../dist/assets', import.meta.url)

/** The names of all modules in dist/. */
export async function builtModules() {
  const files = await readdir(ASSETS)
  return files.flatMap((file) => /^(\w+)_bg-.*\.wasm$/.exec(file)?.[1] ?? [])
}

/** The labs: each has a module of its name. */
export async function builtLabs() {
  const modules = await builtModules()
  return LABS.filter((lab) => modules.includes(lab))
}

/**
 * Where a module's two files are.
 * @param {string} module
 * @param {string} base the address of dist/
 * @returns {Promise<{ glue: string, code: string }>}
 */
export async function moduleFiles(module, base) {
  const files = await readdir(ASSETS)
  const find = (/** @type {string} */ start, /** @type {string} */ end) => {
    const name = files.find((file) => file.startsWith(start) && file.endsWith(end))
    if (name === undefined) throw new Error(`dist/ has no module ${module}`)
    return new URL(`assets/${name}`, base).href
  }
  return { glue: find(`${module}-`, '.js'), code: find(`${module}_bg-`, '.wasm') }
}
