// The programs that come as npm packages, started as scripts of this Node rather than through their shell wrappers.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './run.mjs'

/**
 * @param {string} packageName
 * @param {string} command the name of the program inside the package
 * @param {string[]} args
 * @returns {Promise<[string, string[]]>} program and arguments for `run`
 */
export async function tool(packageName, command, args) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return [process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[command]), ...args]]
}
