// Starting other programs, the same way on every system.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A failure that its message explains fully: it is shown without a stack trace. */
export class Failure extends Error {}

/**
 * Runs a program with its output in view and resolves with its exit code.
 * @param {string} program
 * @param {string[]} args
 * @param {{ onOutput?: (line: string) => void, env?: Record<string, string> }} [options] `onOutput` sees every line of
 *   the standard output, which is still shown.
 * @returns {Promise<number>}
 */
export function run(program, args, { onOutput, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['inherit', onOutput ? 'pipe' : 'inherit', 'inherit'],
    })
    child.on('error', (error) => reject(new Failure(`${program} could not be started: ${error.message}.`)))
    child.on('close', (code, signal) => resolve(code ?? (signal ? 1 : 0)))

    if (onOutput && child.stdout) {
      let rest = ''
      child.stdout.setEncoding('utf8')
      child.stdout.on('data', (/** @type {string} */ text) => {
        process.stdout.write(text)
        const lines = (rest + text).split('\n')
        rest = lines.pop() ?? ''
        lines.forEach(onOutput)
      })
      child.stdout.on('end', () => rest && onOutput(rest))
    }
  })
}

/**
 * Runs a program silently.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<string | undefined>} what it printed, or undefined if it is absent or failed
 */
export function ask(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text
    })
    child.on('error', () => resolve(undefined))
    child.on('close', (code) => resolve(code === 0 ? output.trim() : undefined))
  })
}

/**
 * Runs a program and fails with `complaint` if it does.
 * @param {string} program
 * @param {string[]} args
 * @param {string} complaint
 */
export async function mustRun(program, args, complaint) {
  if ((await run(program, args)) !== 0) throw new Failure(complaint)
}

/**
 * Runs the body of a command: failures that explain themselves end it with one sentence and exit code 1.
 * @param {() => Promise<void>} body
 */
export async function main(body) {
  try {
    await body()
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}
