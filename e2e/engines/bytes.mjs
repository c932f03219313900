// The bytes of frames, as a worker makes them, in as many pieces of work as are asked for: no clock has a say in it.

import { moduleFiles } from '../support/modules.mjs'
import { answerOfWorker } from '../support/worker.mjs'

/**
 * What is computed: so many steps of a setting, and then the beginning of what belongs to no step.
 * @typedef {{ module: string, lab: string, query: string, steps: number }} Task
 */

/** Pieces of work after the last step. */
const REFINEMENTS = 12

/**
 * A fingerprint of the bytes of each task's frame.
 * @param {import('./engines.mjs').Engine} engine on any page of the site
 * @param {string} base the address of dist/
 * @param {Task[]} tasks
 * @returns {Promise<string[]>}
 */
export async function fingerprints(engine, base, tasks) {
  const files = await Promise.all(tasks.map(({ module }) => moduleFiles(module, base)))
  const work = tasks.map((task, at) => ({ ...task, ...files[at], refinements: REFINEMENTS }))
  const source = `
    // Sessions ask the clock before every piece of work.
    let pieces = 0
    Date.now = () => (pieces-- > 0 ? 0 : 2)
    const hash = (bytes, seed) => {
      let hash = seed
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619)
      return (hash >>> 0).toString(16).padStart(8, '0')
    }
    const found = []
    for (const { lab, query, steps, refinements, glue, code } of ${JSON.stringify(work)}) {
      const { default: start, Session } = await import(glue)
      await start({ module_or_path: code })
      let session
      try {
        session = new Session(query)
      } catch (error) {
        // The small module of a lab leaves some settings to the other, in every engine.
        if (error !== 'asked of the wrong module') throw error
        found.push(error)
        continue
      }
      const advance = (count) => {
        pieces = count + 1
        return session.advance(steps, 1)
      }
      while (advance(steps) === 0);
      advance(refinements)
      const bytes = session.frame()
      found.push([bytes.length, hash(bytes, 0x811c9dc5), hash(bytes, 0x01000193)].join(' '))
      session.free()
    }
    postMessage(found)`
  return engine.evaluate(answerOfWorker, source)
}
