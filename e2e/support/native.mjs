// The command line: the same simulations, computed natively.

import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { commandLine } from '../../scripts/lib/command-line.mjs'

const execute = promisify(execFile)

/** @param {string} state @param {string} format */
async function run(state, format) {
  const { stdout } = await execute(await commandLine(), ['run', '--state', state, '--format', format], {
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
  const { stdout } = await execute(await commandLine(), ['run', '--from', path], { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout)
}
