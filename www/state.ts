/**
 * What a permalink says, as pairs `key=value&key=value`: from pairs, a hash, a query, or a whole address, of which the hash
 * counts, and the query where there is none. A query keeps its `?`: keys that mean nothing in it are meant for others.
 * Programs that hand addresses on may have escaped it once or twice. `params::Link` reads alike.
 *
 * Pages have this function in their heads, as it is written here: it names no other.
 */
export function stateOf(link: string): string {
  const [, query, hash] = /^(?:\w+:\/\/[^?#]*|[^=?#]*)(\?[^#]*)?(#.*)?$/s.exec(link.trim()) ?? []
  const isAddress = query !== undefined || hash !== undefined
  let state = isAddress ? (hash && hash !== '#' ? hash : (query ?? '')) : link.trim()
  for (let turn = 0; turn < 2 && !state.includes('='); turn++) {
    try {
      state = decodeURIComponent(state)
    } catch {
      break
    }
  }
  return state.replace(/^(#|%23)+/, '')
}

/**
 * The value that a state has for a key, as the engine would decode it; undefined where it has none. As above: it stands in
 * the heads of pages.
 */
export function valueIn(state: string, key: string): string | undefined {
  for (const pair of state.replace(/^[#?]/, '').split('&')) {
    const [, name = '', value = ''] = /^(?:amp;)?([^=]*)=(.*)$/s.exec(pair) ?? []
    try {
      if (decodeURIComponent(name) === key) return decodeURIComponent(value)
    } catch {
      // The engine says what is wrong with it.
    }
  }
  return undefined
}

/** The state without the pairs of some keys; the others stay as they are written. */
export function without(state: string, isLeftOut: (key: string) => boolean): string {
  const isKept = (pair: string) => !isLeftOut(pair.slice(0, pair.indexOf('=')))
  return state.split('&').filter(isKept).join('&')
}
