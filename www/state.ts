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
