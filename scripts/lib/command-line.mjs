// The command line: it draws pictures of the labs for the page and computes what browser tests compare with.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { mustRun, root } from './run.mjs'

const execute = promisify(execFile)

/** Builds it in view. */
export function buildCommandLine() {
  return mustRun('cargo', ['build', '--bin', 'thetaflow'], 'The command line could not be built.')
}

/** @type {Map<string, Promise<string>>} */
const programs = new Map()

/** The path of the program. */
export const commandLine = () => built('bin', 'thetaflow')

/** The path of a program of `cli/examples/`, which only tests run. @param {string} name */
export const example = (name) => built('example', name)

/**
 * Cargo builds it if it is not there yet, and alone knows where it puts things.
 * @param {'bin' | 'example'} kind
 * @param {string} name
 */
function built(kind, name) {
  const program = programs.get(name) ?? build(kind, name)
  programs.set(name, program)
  return program
}

/** @param {'bin' | 'example'} kind @param {string} name @returns {Promise<string>} */
async function build(kind, name) {
  const { stdout } = await execute('cargo', ['build', '--quiet', `--${kind}`, name, '--message-format=json'], {
    cwd: root,
    maxBuffer: 2 ** 26,
  })
  for (const line of stdout.split('\n').filter(Boolean)) {
    const { executable, target } = JSON.parse(line)
    if (executable && target?.name === name) return executable
  }
  throw new Error(`cargo names no program ${name}`)
}

/** What it prints. @param {string[]} args */
export async function askCommandLine(args) {
  const { stdout } = await execute(await commandLine(), args, { cwd: root, maxBuffer: 2 ** 26 })
  return stdout
}
