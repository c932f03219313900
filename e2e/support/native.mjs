// The command line: the same simulations, computed natively.

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/**
 * The picture that `thetaflow render` makes for a column, with its legend.
 * @param {string} state
 * @param {string} extension
 */
export async function pictureNative(state, extension) {
  const folder = await mkdtemp(join(tmpdir(), 'thetaflow-'))
  try {
    const file = join(folder, `figure.${extension}`)
    const args = ['render', '--state', state, '--size', 'column', '--legend', '--lang', 'en', '-o', file]
    await execute(await commandLine(), args)
    return await readFile(file)
  } finally {
    await rm(folder, { recursive: true })
  }
}
