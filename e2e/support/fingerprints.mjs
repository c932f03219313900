// The bytes of frames, as a worker makes them and as the command line does, in as many pieces of work as are asked for: no
// clock has a say in it.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { example } from '../../scripts/lib/command-line.mjs'
import { moduleFiles } from './modules.mjs'
import { answerOfWorker } from './worker.mjs'

/**
 * What is computed: all steps of a setting, and then the beginning of what belongs to no step.
 * @typedef {{ module: string, lab: string, query: string }} Task
 */

/** What a module says that leaves a setting to the other one of its lab, in place of a fingerprint. */
export const WRONG_MODULE = 'asked of the wrong module'

/** Pieces of work after the last step. */
const REFINEMENTS = 12

/**
 * A fingerprint of the bytes of each task's frame.
 * @param {{ evaluate: (body: (source: string) => any, source: string) => Promise<any> }} page any page of the site
 * @param {string} base the address of dist/
 * @param {Task[]} tasks
 * @returns {Promise<string[]>}
 */
export async function fingerprints(page, base, tasks) {
  const modules = [...new Set(tasks.map(({ module }) => module))]
  const files = Object.fromEntries(
    await Promise.all(modules.map(async (module) => [module, await moduleFiles(module, base)])),
  )
  const source = `
    // Sessions ask the clock before every piece of work.
    let pieces = 0
    Date.now = () => (pieces-- > 0 ? 0 : 2)
    const hash = (bytes, seed) => {
      let hash = seed
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619)
      return (hash >>> 0).toString(16).padStart(8, '0')
    }
    const files = ${JSON.stringify(files)}
    const found = []
    for (const { module, query } of ${JSON.stringify(tasks)}) {
      const { default: start, Session } = await import(files[module].glue)
      await start({ module_or_path: files[module].code })
      let session
      try {
        session = new Session(query)
      } catch (error) {
        if (error !== ${JSON.stringify(WRONG_MODULE)}) throw error
        found.push(error)
        continue
      }
      const advance = (count) => {
        pieces = count + 1
        return session.advance(session.last_step(), 1)
      }
      while (advance(1) === 0);
      advance(${REFINEMENTS})
      const bytes = session.frame()
      found.push([bytes.length, hash(bytes, 0x811c9dc5), hash(bytes, 0x01000193)].join(' '))
      session.free()
    }
    postMessage(found)`
  return page.evaluate(answerOfWorker, source)
}

/**
 * The same by the command line's code, whichever module is named.
 * @param {Task[]} tasks
 * @returns {Promise<string[]>}
 */
export async function fingerprintsNative(tasks) {
  const child = spawn(await example('fingerprints'), [String(REFINEMENTS)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(tasks.map((task) => `${stateOf(task)}\n`).join(''))
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')])
  const lines = output.split('\n').slice(0, -1)
  if (code !== 0 || lines.length !== tasks.length) throw new Error(`${lines.length} fingerprints of ${tasks.length}`)
  return lines
}

/** The permalink of what is computed. @param {{ lab: string, query: string }} task */
export const stateOf = ({ lab, query }) => [`lab=${lab}`, query].filter(Boolean).join('&')
