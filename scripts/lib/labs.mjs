// The labs, in the order of the site, and what lies in their folders. The list is the program's (cli/src/labs.rs): all else asks here.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askCommandLine } from './command-line.mjs'
import { root } from './run.mjs'

const lines = (await askCommandLine(['labs'])).split('\n')

/** The first one is shown where none is named. */
export const LABS = /** @type {[string, ...string[]]} */ (lines.flatMap((line) => line.split(' ')[0] || []))

/** @param {string} lab @param {string} file */
export function pathInLab(lab, file) {
  return join(root, 'labs', lab, file)
}

/** @param {string} lab @param {string} file */
export function readInLab(lab, file) {
  return readFile(pathInLab(lab, file), 'utf8')
}
