/**
 * Keeps the state of a figure in the hash of the address: one history entry for every committed change, so that "back"
 * undoes it, and the entry in place while a drag goes on. Until the first change it may stand in the query.
 */
import { stateOf } from './state'
import type { ThetaFlow } from './theta-flow'

/** A state, and as much of it as the address holds. The entry of the history holds the rest: points that a reader drew. */
interface Entry {
  state: string
  link: string
}

/** Browsers refuse to have the address rewritten more than about three times a second for long. */
const REWRITE_MS = 400

/** The state in the address of this page, or kept with it in the history; empty when there is none. */
export function stateInAddress(): string {
  const kept: unknown = history.state?.thetaFlow
  return typeof kept === 'string' ? kept : stateOf(location.search + location.hash)
}

/** Binds the address to the figure, in both directions. */
export function bindAddress(figure: ThetaFlow): void {
  const entry = (): Entry => ({ state: figure.state, link: figure.link })
  let committed: Entry = { state: stateInAddress(), link: stateOf(location.hash) }
  let timer = 0

  const replace = (entry: Entry) => write('replaceState', entry)
  const rewriteSoon = (entry: () => Entry) => {
    timer ||= window.setTimeout(() => {
      timer = 0
      replace(entry())
    }, REWRITE_MS)
  }
  const commit = (entry: Entry) => {
    window.clearTimeout(timer)
    timer = 0
    if (entry.state === committed.state) {
      replace(entry)
      return
    }
    // The drag has rewritten the current entry; it gets back what it stood for before the new one is made.
    replace(committed)
    write('pushState', entry)
    committed = entry
  }

  figure.addEventListener('theta-change', ({ detail }) => {
    if (detail.committed) commit(entry())
    else rewriteSoon(entry)
  })
  // A run that is stopped half-way can be shared as it stands, but stopping it is no step to undo.
  figure.addEventListener('theta-pause', () => {
    committed = entry()
    rewriteSoon(() => committed)
  })

  const restore = () => {
    const state = stateInAddress()
    if (state === committed.state) return
    window.clearTimeout(timer)
    timer = 0
    committed = { state, link: stateOf(location.hash) }
    figure.load(state)
  }
  window.addEventListener('popstate', restore)
  window.addEventListener('hashchange', restore)
}

function write(how: 'pushState' | 'replaceState', { state, link }: Entry): void {
  const kept = state === link ? null : { thetaFlow: state }
  try {
    history[how](kept, '', link ? `#${link}` : location.pathname + location.search)
  } catch {
    // A sandboxed frame or an impatient browser: the figure works without its address.
  }
}
