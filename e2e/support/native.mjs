// The command line: the same simulations, computed natively.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { root } from '../../scripts/lib/run.mjs'

const execute = promisify(execFile)

/** @type {Promise<string> | undefined} */
let program

/** The path of the program, which cargo builds if it is not there yet. */
function findProgram() {
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

/** @param {string} state @param {string} format */
async function run(state, format) {
  const lab = new URLSearchParams(state).get('lab') ?? 'optimizers'
  const { stdout } = await execute(await findProgram(), ['run', lab, '--state', state, '--format', format], {
    maxBuffer: 2 ** 28,
  })
  return stdout
}

/**
 * The script that `thetaflow run` writes for a state.
 * @param {string} state
 */
export const scriptNative = (state) => run(state, 'pytorch')

/**
 * The frame that `thetaflow run` computes for a state.
 * @param {string} state
 * @returns {Promise<Record<string, unknown>>}
 */
export async function runNative(state) {
  return JSON.parse(await run(state, 'json')).frame
}

/**
 * The table that `thetaflow run` writes for a state.
 * @param {string} state
 */
export const tableNative = (state) => run(state, 'csv')

/**
 * What `thetaflow run` makes of a file that the page has exported.
 * @param {string} path
 * @returns {Promise<Record<string, unknown>>}
 */
export async function runFrom(path) {
  const { stdout } = await execute(await findProgram(), ['run', '--from', path], { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout)
}
