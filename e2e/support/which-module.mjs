// Which of a lab's modules the page asks for a setting: the lab itself says it.

import { builtModules, moduleFiles } from './modules.mjs'
import { answerOfWorker } from './worker.mjs'

/**
 * The module that computes each of these settings of one lab.
 * @param {{ evaluate: (body: (source: string) => any, source: string) => Promise<any> }} page any page of the site
 * @param {string} base the address of dist/
 * @param {string} lab
 * @param {string[]} queries
 * @returns {Promise<string[]>}
 */
export async function modulesFor(page, base, lab, queries) {
  const second = `${lab}_compute`
  if (!(await builtModules()).includes(second)) return queries.map(() => lab)
  const { glue, code } = await moduleFiles(lab, base)
  const source = `
    const { default: start, Params } = await import(${JSON.stringify(glue)})
    await start({ module_or_path: ${JSON.stringify(code)} })
    const params = new Params()
    postMessage(${JSON.stringify(queries)}.map((query) => (params.load(query), params.needs_compute())))`
  const heavy = /** @type {boolean[]} */ (await page.evaluate(answerOfWorker, source))
  return heavy.map((isHeavy) => (isHeavy ? second : lab))
}
