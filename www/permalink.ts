/**
 * Keeps the state of a figure in the hash of the address: one history entry for every committed change, so that "back"
 * undoes it, and the entry in place while a drag goes on.
 */
import type { ThetaFlow } from './theta-flow'

/** Browsers refuse to have the address rewritten more than about three times a second for long. */
const REWRITE_MS = 400

/** The state in the address of this page; empty when there is none. */
export function stateInAddress(): string {
  return readable(location.hash.slice(1))
}

/** Binds the address to the figure, in both directions. */
export function bindAddress(figure: ThetaFlow): void {
  let committed = stateInAddress()
  let timer = 0

  const replace = (state: string) => write('replaceState', state)
  const rewriteSoon = (state: () => string) => {
    timer ||= window.setTimeout(() => {
      timer = 0
      replace(state())
    }, REWRITE_MS)
  }
  const commit = (state: string) => {
    window.clearTimeout(timer)
    timer = 0
    if (state === committed) {
      replace(state)
      return
    }
    // The drag has rewritten the current entry; it gets back what it stood for before the new one is made.
    replace(committed)
    write('pushState', state)
    committed = state
  }

  figure.addEventListener('theta-change', ({ detail }) => {
    if (detail.committed) commit(detail.state)
    else rewriteSoon(() => figure.state)
  })
  // A run that is stopped half-way can be shared as it stands, but stopping it is no step to undo.
  figure.addEventListener('theta-pause', () => {
    committed = figure.state
    rewriteSoon(() => committed)
  })

  const restore = () => {
    const state = stateInAddress()
    if (state === committed) return
    window.clearTimeout(timer)
    timer = 0
    committed = state
    figure.load(state)
  }
  window.addEventListener('popstate', restore)
  window.addEventListener('hashchange', restore)
}

function write(how: 'pushState' | 'replaceState', state: string): void {
  try {
    history[how](null, '', state ? `#${state}` : location.pathname + location.search)
  } catch {
    // A sandboxed frame or an impatient browser: the figure works without its address.
  }
}

/** Some programs escape the whole address when it is copied. The parameters decode their values themselves. */
function readable(hash: string): string {
  if (hash.includes('=')) return hash
  try {
    return decodeURIComponent(hash)
  } catch {
    return hash
  }
}
