/**
 * What the reader presses and drags in the figure means the figure. The page around it may turn slides by the arrow keys
 * or by a finger, or have shortcuts of single letters, and does not see that a control has the focus: of the figure it
 * only knows the element as a whole.
 */

/** Keys that mean the page wherever they are pressed: what leads out of the figure, and what changes no control. */
const OF_THE_PAGE = /^(Tab|Escape|Shift|Control|Alt|Meta|CapsLock|F\d+)$/

/** What is dragged. */
const HELD = '.handle, .handle *, .easel, input, textarea'

/** Ends the way of such events at the element, whose own listeners still hear them. */
export function keepToItself(figure: HTMLElement): void {
  for (const type of ['keydown', 'keypress', 'keyup'] as const) {
    figure.addEventListener(type, (event) => {
      if (isInside(event, figure) && !isForPage(event)) event.stopPropagation()
    })
  }
  for (const type of ['pointermove', 'mousemove', 'touchmove'] as const) {
    figure.addEventListener(type, (event) => isInside(event, figure) && isDrag(event) && event.stopPropagation(), {
      passive: true,
    })
  }
}

/** The children of the element are the author's. */
function isInside(event: Event, figure: HTMLElement): boolean {
  return event.target === figure
}

function isForPage(event: KeyboardEvent): boolean {
  // What an input method is told is nobody else's, and the third level of a keyboard types letters.
  if (event.isComposing || event.getModifierState('AltGraph')) return false
  return event.ctrlKey || event.metaKey || event.altKey || OF_THE_PAGE.test(event.key)
}

function isDrag(event: UIEvent): boolean {
  const [target] = event.composedPath()
  const isHeld = !(event instanceof MouseEvent) || event.buttons !== 0
  return isHeld && target instanceof Element && target.matches(HELD)
}
