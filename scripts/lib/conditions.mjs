// Conditions as `readouts.txt` writes them: `flow=both & (rule=sgd | rule=adam)`, where & binds tighter than |.

/** @typedef {string | { all: Written[] } | { any: Written[] }} Written a test such as `rule=sgd, adam`, or several conditions */

/**
 * What stands in parentheses belongs together; where that is so without them, they leave no trace.
 * @param {string} text
 * @returns {Written}
 */
export function readCondition(text) {
  const tokens = text.split(/([()&|])/).flatMap((token) => token.trim() || [])
  const condition = any(tokens)
  if (tokens.length > 0) throw new Error(`"${text}" has ${tokens.join(' ')} after its end`)
  return condition
}

// Each takes what it reads from the front of the tokens.

/** @param {string[]} tokens @returns {Written} */
function any(tokens) {
  const parts = joined(tokens, '|', all).flatMap((part) =>
    typeof part === 'object' && 'any' in part ? part.any : [part],
  )
  return parts.length > 1 ? { any: parts } : (parts[0] ?? '')
}

/** @param {string[]} tokens @returns {Written} */
function all(tokens) {
  const parts = joined(tokens, '&', one).flatMap((part) =>
    typeof part === 'object' && 'all' in part ? part.all : [part],
  )
  return parts.length > 1 ? { all: parts } : (parts[0] ?? '')
}

/** @param {string[]} tokens @param {string} operator @param {(tokens: string[]) => Written} part */
function joined(tokens, operator, part) {
  const parts = [part(tokens)]
  while (tokens[0] === operator) {
    tokens.shift()
    parts.push(part(tokens))
  }
  return parts
}

/** @param {string[]} tokens @returns {Written} */
function one(tokens) {
  const token = tokens.shift() ?? 'the end'
  if (/^([)&|]|the end)$/.test(token)) throw new Error(`a test is missing before ${token}`)
  if (token !== '(') return token
  const inner = any(tokens)
  if (tokens.shift() !== ')') throw new Error('a parenthesis stays open')
  return inner
}
