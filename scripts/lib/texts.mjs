// Texts for people: what all labs share lies in www/i18n/, what a lab says in its own folder.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LABS, pathInLab, readInLab } from './labs.mjs'
import { root } from './run.mjs'

/** @param {string} language */
const shared = (language) => join(root, 'www/i18n', `${language}.json`)

/** The files of a language. @param {string} language */
export const textFiles = (language) => [
  shared(language),
  ...LABS.map((lab) => pathInLab(lab, `texts/${language}.json`)),
]

/**
 * All texts of a language: those of the labs under `lab`.
 * @param {string} language
 * @returns {Promise<{ [key: string]: any }>}
 */
export async function textsOf(language) {
  const ofLabs = LABS.map(async (lab) => [lab, JSON.parse(await readInLab(lab, `texts/${language}.json`))])
  return { ...JSON.parse(await readFile(shared(language), 'utf8')), lab: Object.fromEntries(await Promise.all(ofLabs)) }
}
