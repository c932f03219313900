// rustfmt for every Rust file. `cargo fmt` finds modules by their `mod`, and so misses those that a macro declares, as the
// tables of rules and surfaces do, and a lab outside the workspace.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './run.mjs'

/** Folders that hold no source of ours. */
const OTHERS = ['node_modules', 'target']

/**
 * How to start rustfmt on all files.
 * @param {string[]} options
 * @returns {Promise<[string, string[]]>}
 */
export async function rustfmt(...options) {
  const manifest = await readFile(join(root, 'Cargo.toml'), 'utf8')
  const edition = /^edition = "(\d+)"/m.exec(manifest)?.[1] ?? ''
  return ['rustfmt', ['--edition', edition, ...options, ...(await rustFiles(''))]]
}

/**
 * The Rust files of a folder, from the root.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function rustFiles(folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const found = entries
    .filter(({ name }) => !name.startsWith('.') && !OTHERS.includes(name))
    .map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return rustFiles(path)
      return path.endsWith('.rs') ? [path] : []
    })
  return (await Promise.all(found)).flat()
}
