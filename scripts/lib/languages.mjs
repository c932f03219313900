// The languages that there are texts in: one for each file in www/i18n/. This is where they are listed; all else asks here.

import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from './run.mjs'

/** The language of pages whose path names none, and what stands for languages that are not there. */
export const DEFAULT_LANGUAGE = 'en'

const files = readdirSync(join(root, 'www/i18n')).filter((file) => file.endsWith('.json'))

/** The default one first. */
export const LANGUAGES = files
  .map((file) => basename(file, '.json'))
  .sort((one, other) => Number(other === DEFAULT_LANGUAGE) - Number(one === DEFAULT_LANGUAGE) || (one < other ? -1 : 1))
