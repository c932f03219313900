/** Whether a figure is worth computing: in or near the viewport, in a tab that is being looked at. */

/** Figures are prepared a little before they scroll into view, so that the reader never waits for one. */
const MARGIN = '300px 0px'

/** Reports changes until the returned function is called. */
export function watchVisibility(element: Element, report: (visible: boolean) => void): () => void {
  let near = false
  let reported = false
  const update = () => {
    const visible = near && document.visibilityState === 'visible'
    if (visible === reported) return
    reported = visible
    report(visible)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)?.isIntersecting ?? near
      update()
    },
    { rootMargin: MARGIN },
  )
  observer.observe(element)
  document.addEventListener('visibilitychange', update)
  return () => {
    observer.disconnect()
    document.removeEventListener('visibilitychange', update)
  }
}

/**
 * Reports a change of the pixel density: another screen, or the browser's zoom; and another size of the window, with which
 * pages of slides magnify all that is in them.
 */
export function watchPixelRatio(report: () => void): () => void {
  let query: MediaQueryList
  const renew = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    query.addEventListener('change', changed, { once: true })
  }
  const changed = () => {
    renew()
    report()
  }
  // After the page has answered to it.
  const resized = () => requestAnimationFrame(report)
  renew()
  addEventListener('resize', resized)
  return () => {
    query.removeEventListener('change', changed)
    removeEventListener('resize', resized)
  }
}

/** Reports that the page is about to be printed, or shown as on paper, and that it has been. */
export function watchPrinting(before: () => void, after: () => void): () => void {
  const paper = matchMedia('print')
  // What has said that it begins says that it ends: the other may come late.
  let by: 'event' | 'medium' | undefined
  const begin = (from: typeof by) => {
    if (by) return
    by = from
    before()
  }
  const end = (from: typeof by) => {
    if (by !== from) return
    by = undefined
    after()
  }
  const begun = () => begin('event')
  const ended = () => end('event')
  const changed = () => (paper.matches ? begin('medium') : end('medium'))
  addEventListener('beforeprint', begun)
  addEventListener('afterprint', ended)
  paper.addEventListener('change', changed)
  return () => {
    removeEventListener('beforeprint', begun)
    removeEventListener('afterprint', ended)
    paper.removeEventListener('change', changed)
  }
}

export function prefersReducedMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
