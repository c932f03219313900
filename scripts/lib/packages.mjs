// The npm packages: installed when they are missing or the lock file is newer, otherwise left alone.

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure, root, run } from './run.mjs'

export async function installPackages() {
  // npm writes this file last, so an interrupted installation does not count.
  const installed = await modified('node_modules/.package-lock.json')
  if (installed >= (await modified('package-lock.json'))) return

  console.log('Installing npm packages')
  const [program, args] = npm(['ci', '--no-fund', '--no-audit'])
  if ((await run(program, args)) !== 0) {
    throw new Failure('npm could not install the packages: its message above says why.')
  }
}

/** @param {string} path */
async function modified(path) {
  const stats = await stat(join(root, path)).catch(() => undefined)
  return stats?.mtimeMs ?? -1
}

/**
 * How to start npm. Under `npm start` npm names its own script, which spares Windows the detour over npm.cmd, a batch
 * file that Node refuses to start without a shell.
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function npm(args) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, [script, ...args]]
  return process.platform === 'win32' ? ['cmd', ['/c', 'npm', ...args]] : ['npm', args]
}
