/** Words of authors: read and checked, to stand before ours. Fetched by figures that have some. */
import type { Tree } from 'virtual:texts'
import type { Mistake } from './i18n'

/** Parts of the texts that come later, if at all, so that it cannot be said yet whether they have a text. */
const LATER = ['export', 'numbers', 'points', 'words']

/** As much of a mistake is quoted as recognises it. */
const QUOTED = 60

type Text = string | Tree

/**
 * An author's words, as an object or as JSON, in layers of texts. They are nested as in our files, or have keys with dots,
 * or both; what is under `lab.<lab>` may stand by itself, such as `param.lr`.
 */
export function readWords(words: unknown, lab: string, ours: Tree): { layers: Tree[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  // Without a prototype, no key can be mistaken for something of it.
  const tree: Tree = Object.create(null)
  const own = at(ours, ['lab', lab]) ?? {}
  for (const [key, text] of entriesOf(parsed(words, mistakes))) {
    const path = key.split('.')
    const [group = '', of] = path
    const isKnown = isText(at(own, path)) || isText(at(ours, path))
    if (!isText(text))
      mistakes.push({ code: 'no_text', args: { key: quoted(key), got: quoted(String(JSON.stringify(text))) } })
    else if (isKnown || LATER.includes(group) || (group === 'lab' && of !== lab)) put(tree, path, text)
    else mistakes.push({ code: 'unknown_key', args: { key: quoted(key), allowed: neighbours(own, ours, path) } })
  }
  return { layers: [tree, { lab: { [lab]: tree } }], mistakes }
}

function parsed(words: unknown, mistakes: Mistake[]): object {
  let value = words
  try {
    if (typeof words === 'string') value = JSON.parse(words)
  } catch (error) {
    mistakes.push({ code: 'no_json', args: { reason: quoted(String(error)) } })
    return {}
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  mistakes.push({ code: 'no_object', args: { got: quoted(String(JSON.stringify(value))) } })
  return {}
}

/** All that is no further level, by its key with dots. */
function entriesOf(words: object, prefix = ''): [key: string, text: unknown][] {
  return Object.entries(words).flatMap(([name, value]): [string, unknown][] => {
    const isLevel = typeof value === 'object' && value !== null && !Array.isArray(value) && !('of' in value)
    return isLevel ? entriesOf(value, `${prefix}${name}.`) : [[prefix + name, value]]
  })
}

/** A text, or forms of one. */
function isText(value: unknown): value is Text {
  if (typeof value !== 'object' || value === null) return typeof value === 'string'
  return 'of' in value && 'other' in value && Object.values(value).every((form) => typeof form === 'string')
}

function at(tree: Tree, path: readonly string[]): Tree | undefined {
  let node: Text | undefined = tree
  for (const name of path) node = typeof node === 'object' && Object.hasOwn(node, name) ? node[name] : undefined
  return node as Tree | undefined
}

function put(tree: Tree, path: readonly string[], text: Text): void {
  let level = tree
  for (const name of path.slice(0, -1)) {
    const next = level[name]
    level = level[name] = typeof next === 'object' ? next : Object.create(null)
  }
  level[path.at(-1) ?? ''] = text
}

/** What a mistaken key could have been: the names on its level, or else the first ones of all keys. */
function neighbours(own: Tree, ours: Tree, path: readonly string[]): string {
  const level = path.slice(0, -1)
  const found = level.length > 0 ? (at(own, level) ?? at(ours, level)) : undefined
  if (typeof found === 'object')
    return Object.keys(found)
      .map((name) => [...level, name].join('.'))
      .join(', ')
  return Object.keys({ ...own, ...ours }).join(', ')
}

function quoted(text: string): string {
  return text.length > QUOTED ? `${text.slice(0, QUOTED)}…` : text
}
