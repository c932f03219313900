// Random settings of every lab, from the schemas that the modules themselves declare.

import { builtLabs, moduleFiles } from './modules.mjs'
import { answerOfWorker } from './worker.mjs'

/** @typedef {import('../../www/api.ts').Schema} Schema */
/** @typedef {import('../../www/api.ts').ParamKind} ParamKind */
/** @typedef {{ lab: string, query: string }} Setting */
/** @typedef {Record<string, number>} Limits the largest values of some parameters, by id: above, all only takes longer */

const FORMULAS = [
  'X^2+Y^2',
  'log(X)',
  '1/X',
  'sqrt(-Y)',
  'X^X',
  'abs(X)-1e300*Y^9',
  'tan(X*Y)',
  '0/0',
  'exp(exp(X))',
  'floor(X)asin(Y)',
  '∛(X)^Y - log10|X|',
]

/**
 * The schemas of all labs in dist/.
 * @param {{ evaluate: (body: (files: any) => any, files: any) => Promise<any> }} page any page of the site
 * @param {string} base the address of dist/
 * @returns {Promise<Schema[]>}
 */
export async function schemas(page, base) {
  const labs = await builtLabs()
  const files = await Promise.all(labs.map(async (lab) => ({ lab, ...(await moduleFiles(lab, base)) })))
  // A module needs a worker of its own: in the page it would be the one that figures draw with.
  const source = `
    const schemas = []
    for (const { lab, glue, code } of ${JSON.stringify(files)}) {
      const { default: start, schema } = await import(glue)
      await start({ module_or_path: code })
      schemas.push(schema())
    }
    postMessage(schemas)`
  return page.evaluate(answerOfWorker, source)
}

/**
 * Every option of every choice, and every flag on and off, with all else at its default: what is added to a lab is tried without
 * a line here.
 * @param {Schema} schema
 * @param {number} steps
 * @returns {string[]} queries
 */
export function everyOption({ params }, steps) {
  const options = (/** @type {ParamKind} */ kind) =>
    kind.type === 'choice' ? kind.options : kind.type === 'flag' ? ['on', 'off'] : []
  return params.flatMap(({ id, kind }) => options(kind).map((option) => `${id}=${option}&steps=${steps}`))
}

/**
 * Random numbers in [0, 1), the same for the same seed (mulberry32).
 * @param {number} seed
 */
export function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Every parameter anywhere in its range, both ends more often than anything between.
 * @param {Schema} schema
 * @param {() => number} random
 * @param {Limits} [limits]
 * @returns {Setting}
 */
export function randomSetting({ lab, params }, random, limits = {}) {
  const pairs = params.map(({ id, kind }) => [id, limited(randomText(kind, random), limits[id])])
  return { lab, query: pairs.map(([id = '', text = '']) => `${id}=${encodeURIComponent(text)}`).join('&') }
}

/** @param {string} text @param {number | undefined} limit */
const limited = (text, limit) => (Number(text) > (limit ?? Number.POSITIVE_INFINITY) ? String(limit) : text)

/**
 * @param {ParamKind} kind
 * @param {() => number} random
 * @returns {string}
 */
function randomText(kind, random) {
  const among = (/** @type {readonly string[]} */ texts) => texts[Math.floor(random() * texts.length)] ?? ''
  switch (kind.type) {
    case 'number':
    case 'integer': {
      const number = randomNumber(kind, random)
      return String(kind.type === 'integer' ? Math.round(number) : number)
    }
    case 'choice':
      return among(kind.options)
    case 'flag':
      return among(['on', 'off'])
    case 'point':
      return randomPoint(kind, random)
    case 'points':
      return Array.from({ length: Math.floor(5 * random()) }, () => randomPoint(kind, random)).join(';')
    case 'expression':
      return among(FORMULAS)
        .replaceAll('X', kind.variables[0] ?? '')
        .replaceAll('Y', kind.variables.at(-1) ?? '')
  }
}

/** @param {{ min: number, max: number }} range @param {() => number} random */
const randomPoint = ({ min, max }, random) => [random(), random()].map((share) => min + share * (max - min)).join(',')

/**
 * @param {import('../../www/api.ts').NumberKind} kind
 * @param {() => number} random
 */
function randomNumber({ min, max, scale }, random) {
  const which = random()
  if (which < 0.15) return min
  if (which < 0.3) return max
  const share = random()
  if (scale === 'log' && min > 0) return Math.min(max, min * (max / min) ** share)
  return min + share * (max - min)
}
