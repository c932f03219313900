// Texts for people: what all labs share lies in www/i18n/, what a lab says in its own folder.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LABS, pathInLab, readInLab } from './labs.mjs'
import { root } from './run.mjs'

/** @param {string} language */
const shared = (language) => join(root, 'www/i18n', `${language}.json`)

/** What labs say alike of parameters that several of them have. @param {string} language */
const ofBlocks = (language) => join(root, 'src/blocks/texts', `${language}.json`)

/** The files of a language. @param {string} language */
export const textFiles = (language) => [
  shared(language),
  ofBlocks(language),
  ...LABS.map((lab) => pathInLab(lab, `texts/${language}.json`)),
]

/**
 * All texts of a language: those of the labs under `lab`.
 * @param {string} language
 * @returns {Promise<{ [key: string]: any }>}
 */
export async function textsOf(language) {
  const blocks = JSON.parse(await readFile(ofBlocks(language), 'utf8'))
  const ofLabs = LABS.map(async (lab) => {
    const own = JSON.parse(await readInLab(lab, `texts/${language}.json`))
    return [lab, takingOver(own, blocks)]
  })
  return { ...JSON.parse(await readFile(shared(language), 'utf8')), lab: Object.fromEntries(await Promise.all(ofLabs)) }
}

/**
 * With what it takes from blocks: `{"from": "rule", ...}` has the texts of that block where it has none of its own.
 * @template T
 * @param {T} texts
 * @param {{ [block: string]: object }} blocks
 * @returns {T}
 */
function takingOver(texts, blocks) {
  if (typeof texts !== 'object' || texts === null) return texts
  const { from = [], ...own } = /** @type {{ from?: string | string[], [key: string]: unknown }} */ (texts)
  const taken = [from].flat().map((name) => blocks[name])
  const ours = Object.entries(own).map(([key, text]) => [key, takingOver(text, blocks)])
  return Object.assign({}, ...taken, Object.fromEntries(ours))
}
