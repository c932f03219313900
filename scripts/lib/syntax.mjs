// Changes of code by what it says, however a minifier has written it.

/** @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node of a syntax tree, as Rollup's `parse` makes it */

/**
 * All nodes of a type.
 * @param {unknown} tree
 * @param {string} type
 * @returns {Generator<Node>}
 */
export function* nodesOf(tree, type) {
  if (typeof tree !== 'object' || tree === null) return
  const node = /** @type {Node} */ (tree)
  if (node.type === type) yield node
  for (const part of Object.values(node)) yield* nodesOf(part, type)
}

/**
 * Code with texts in the places of others.
 * @param {string} code
 * @param {{ start: number, end: number, text: string }[]} changes
 */
export function changed(code, changes) {
  // From the end, so that places stay where they are.
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce((code, { start, end, text }) => code.slice(0, start) + text + code.slice(end), code)
}
