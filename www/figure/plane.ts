/**
 * The coordinates of an element, whatever scales, turns or moves it on its way to the screen: ancestors with a transform,
 * slides, zoom. Of all that, the browser tells in one way only, by where it shows an element.
 */

/** Pixels of the element between two corners. Farther apart they would lie outside of small elements. */
const SPAN = 100

export class Plane {
  readonly #corners: HTMLElement[]

  constructor(element: HTMLElement) {
    this.#corners = [corner(0, 0), corner(SPAN, 0), corner(0, SPAN)]
    element.append(...this.#corners)
  }

  /** The place in the element, in pixels of its own, that is shown at a pointer's place in the window. */
  locate({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): [x: number, y: number] {
    const boxes = this.#corners.map((corner) => corner.getBoundingClientRect())
    const [origin, right, down] = boxes as [DOMRect, DOMRect, DOMRect]
    const [ax, ay] = [right.x - origin.x, right.y - origin.y]
    const [bx, by] = [down.x - origin.x, down.y - origin.y]
    const [x, y] = [clientX - origin.x, clientY - origin.y]
    // An element that is not on show has no size.
    const area = ax * by - ay * bx || Number.POSITIVE_INFINITY
    return [(SPAN * (x * by - y * bx)) / area, (SPAN * (y * ax - x * ay)) / area]
  }
}

/** An element without size: it is shown at one place, even where it is turned. */
function corner(left: number, top: number): HTMLElement {
  const element = document.createElement('div')
  Object.assign(element.style, { position: 'absolute', left: `${left}px`, top: `${top}px` })
  return element
}
