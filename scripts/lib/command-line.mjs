// The command line: it draws pictures of the labs for the page and computes what browser tests compare with.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { mustRun, root } from './run.mjs'

const execute = promisify(execFile)

/** Builds it in view. */
export function buildCommandLine() {
  return mustRun('cargo', ['build', '--bin', 'thetaflow'], 'The command line could not be built.')
}

/** @type {Promise<string> | undefined} */
let program

/** The path of the program, which cargo builds if it is not there yet. Cargo alone knows where it puts things. */
export function commandLine() {
  program ??= execute('cargo', ['build', '--quiet', '--bin', 'thetaflow', '--message-format=json'], {
    cwd: root,
    maxBuffer: 2 ** 26,
  }).then(({ stdout }) => {
    for (const line of stdout.split('\n').filter(Boolean)) {
      const { executable, target } = JSON.parse(line)
      if (executable && target?.name === 'thetaflow') return executable
    }
    throw new Error('cargo names no program')
  })
  return program
}

/** What it prints. @param {string[]} args */
export async function askCommandLine(args) {
  const { stdout } = await execute(await commandLine(), args, { cwd: root, maxBuffer: 2 ** 26 })
  return stdout
}
