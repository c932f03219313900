/**
 * What can be dragged in a figure: focusable elements over the canvas, so that mouse, finger, keyboard and screen
 * reader all move the same thing. They follow the drawn frame many times a second and therefore are kept by hand,
 * not rendered; positions go through the style object, which a strict content security policy allows.
 */
import type { Handle } from './api'

export interface HandleText {
  label: string
  value: string
  /** One number for assistive technology, which knows sliders of one dimension only. */
  now: number
  min: number
  max: number
}

export interface HandleActions {
  /** The handle is dragged to this point of the picture. */
  drag(id: string, x: number, y: number, committed: boolean): void
  /** An arrow key moves the handle. */
  nudge(id: string, dx: number, dy: number): void
}

const ARROWS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const BIG_STEP = 10

export class HandleLayer {
  #elements = new Map<string, HTMLElement>()
  #handles: readonly Handle[] = []
  #dragging: string | undefined
  /** CSS pixels to a unit of the picture. The layer is scaled by a style. */
  #scale = 1

  constructor(
    private readonly layer: HTMLElement,
    private readonly actions: HandleActions,
  ) {}

  /** Brings the elements to where the drawn frame has its points. */
  update(handles: readonly Handle[], scale: number, describe: (handle: Handle) => HandleText): void {
    this.#handles = handles
    this.#scale = scale
    for (const [id, element] of this.#elements) {
      if (handles.some((handle) => handle.id === id)) continue
      element.remove()
      this.#elements.delete(id)
    }
    for (const handle of handles) {
      const element = this.#elements.get(handle.id) ?? this.#add(handle)
      const { label, value, now, min, max } = describe(handle)
      setAttribute(element, 'aria-label', label)
      setAttribute(element, 'aria-valuetext', value)
      setAttribute(element, 'aria-valuenow', String(now))
      setAttribute(element, 'aria-valuemin', String(min))
      setAttribute(element, 'aria-valuemax', String(max))
      // The dragged one stays under the pointer; the frame is at most a moment behind.
      if (handle.grip === 'area') cover(element, handle.area)
      else if (this.#dragging !== handle.id) place(element, handle.x, handle.y)
    }
  }

  /** A click or tap on these pixels of the window brings the nearest point whose area it hits. */
  click(event: MouseEvent): void {
    const [x, y] = this.#locate(event)
    const distance = (handle: Handle) => Math.hypot(handle.x - x, handle.y - y)
    const [nearest] = this.#handles
      .filter(({ area, grip }) => grip === 'dot' && contains(area, x, y))
      .sort((one, other) => distance(one) - distance(other))
    if (nearest) this.actions.drag(nearest.id, x, y, true)
  }

  /** Where in the picture a pointer is. */
  #locate({ clientX, clientY }: MouseEvent): [x: number, y: number] {
    const box = this.layer.getBoundingClientRect()
    return [(clientX - box.left) / this.#scale, (clientY - box.top) / this.#scale]
  }

  #add({ id, grip }: Handle): HTMLElement {
    const element = document.createElement('div')
    element.className = `handle ${grip}`
    element.part.add('handle')
    element.tabIndex = 0
    element.setAttribute('role', 'slider')
    element.dataset.handle = id
    element.addEventListener('pointerdown', (event) => this.#grab(element, id, event))
    element.addEventListener('keydown', (event) => this.#key(id, event))
    this.layer.append(element)
    this.#elements.set(id, element)
    return element
  }

  #grab(element: HTMLElement, id: string, down: PointerEvent): void {
    if (down.button !== 0 || this.#dragging) return
    down.preventDefault()
    element.focus()
    element.setPointerCapture(down.pointerId)
    this.#dragging = id
    // It moves by as much as the pointer, from wherever it was grabbed: it must not jump there.
    const grabbed = this.#handles.find((handle) => handle.id === id)
    const [downX, downY] = this.#locate(down)
    const offsetX = downX - (grabbed?.x ?? 0)
    const offsetY = downY - (grabbed?.y ?? 0)
    let moved = false

    const drag = (event: PointerEvent, committed: boolean) => {
      const area = this.#handles.find((handle) => handle.id === id)?.area
      if (!area) return
      const [toX, toY] = this.#locate(event)
      const x = clamp(toX - offsetX, area.left, area.left + area.width)
      const y = clamp(toY - offsetY, area.top, area.top + area.height)
      if (grabbed?.grip === 'dot') place(element, x, y)
      this.actions.drag(id, x, y, committed)
    }
    const move = (event: PointerEvent) => {
      moved = true
      drag(event, false)
    }
    const release = (event: PointerEvent) => {
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', release)
      element.removeEventListener('pointercancel', release)
      this.#dragging = undefined
      if (!moved) return
      if (event.type === 'pointerup') drag(event, true)
      // The finger scrolls the page after all: that was no drag. Where it is, such an event does not say.
      else if (grabbed) this.actions.drag(id, grabbed.x, grabbed.y, true)
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', release)
    element.addEventListener('pointercancel', release)
  }

  #key(id: string, event: KeyboardEvent): void {
    const arrow = ARROWS[event.key]
    if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const size = event.shiftKey ? BIG_STEP : 1
    this.actions.nudge(id, arrow[0] * size, arrow[1] * size)
  }
}

function place(element: HTMLElement, x: number, y: number): void {
  element.style.transform = `translate(${x}px, ${y}px)`
}

/** A handle that is its whole area. */
function cover({ style }: HTMLElement, { left, top, width, height }: Handle['area']): void {
  style.left = `${left}px`
  style.top = `${top}px`
  style.width = `${width}px`
  style.height = `${height}px`
}

function setAttribute(element: HTMLElement, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

function contains(area: Handle['area'], x: number, y: number): boolean {
  return x >= area.left && x <= area.left + area.width && y >= area.top && y <= area.top + area.height
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}
