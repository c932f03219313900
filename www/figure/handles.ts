/**
 * What can be dragged in a figure: focusable elements over the canvas, so that mouse, finger, keyboard and screen
 * reader all move the same thing. They follow the drawn frame many times a second and therefore are kept by hand,
 * not rendered; positions go through the style object, which a strict content security policy allows.
 *
 * Assistive technology knows sliders of one dimension only. So a handle is a group of two that nobody sees, and the
 * focus is on the one that was moved last: what it says then is heard, and is both coordinates.
 */
import type { Handle } from '../api'
import { Plane } from './plane'

export interface HandleText {
  label: string
  /** What kind of slider this is. */
  role: string
  /** Both coordinates. */
  value: string
  axes: [horizontal: AxisText, vertical: AxisText]
}

interface AxisText {
  label: string
  now: number
  min: number
  max: number
}

export interface HandleActions {
  /** The handle is dragged to this point of the picture. */
  drag(id: string, x: number, y: number, committed: boolean): void
  /** A key moves the handle by so many steps; infinitely many lead to the edge of its area. */
  nudge(id: string, dx: number, dy: number): void
  /** Assistive technology gives one coordinate a value. */
  set(id: string, axis: 0 | 1, value: number, committed: boolean): void
}

const BIG_STEP = 10
const FINE_STEP = 0.1
const ARROWS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
const JUMPS: Record<string, [dx: number, dy: number]> = {
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
  PageUp: [0, BIG_STEP],
  PageDown: [0, -BIG_STEP],
}

export class HandleLayer {
  #elements = new Map<string, HTMLElement>()
  #handles: readonly Handle[] = []
  #dragging: string | undefined
  /** The layer is scaled by a style, so that its pixels are units of the picture. */
  readonly #plane: Plane
  /** A click knows whole pixels only: it is where the pointer was let go. */
  #released: PointerEvent | undefined

  constructor(
    private readonly layer: HTMLElement,
    private readonly actions: HandleActions,
  ) {
    this.#plane = new Plane(layer)
    layer.parentElement?.addEventListener('pointerup', (event) => {
      this.#released = event
    })
  }

  /** Brings the elements to where the drawn frame has its points. */
  update(handles: readonly Handle[], describe: (handle: Handle) => HandleText): void {
    this.#handles = handles
    for (const [id, element] of this.#elements) {
      if (handles.some((handle) => handle.id === id)) continue
      element.remove()
      this.#elements.delete(id)
    }
    for (const handle of handles) {
      const element = this.#elements.get(handle.id) ?? this.#add(handle)
      const { label, role, value, axes } = describe(handle)
      setAttribute(element, 'aria-label', label)
      for (const [index, { label, now, min, max }] of axes.entries()) {
        const slider = slidersOf(element)[index]
        if (!slider) continue
        setAttribute(slider, 'aria-label', label)
        setAttribute(slider, 'aria-roledescription', role)
        setAttribute(slider, 'aria-valuetext', value)
        setAttribute(slider, 'min', String(min))
        setAttribute(slider, 'max', String(max))
        slider.value = String(now)
      }
      // The dragged one stays under the pointer; the frame is at most a moment behind.
      if (handle.grip === 'area') cover(element, handle.area)
      else if (this.#dragging !== handle.id) place(element, handle.x, handle.y)
    }
  }

  /** A click or tap on these pixels of the window brings the nearest point whose area it hits. */
  click(event: MouseEvent): void {
    const released = this.#released
    const isThere = released && Math.hypot(released.clientX - event.clientX, released.clientY - event.clientY) < 1.5
    const [x, y] = this.locate(isThere ? released : event)
    const distance = (handle: Handle) => Math.hypot(handle.x - x, handle.y - y)
    const [nearest] = this.#handles
      .filter(({ area, grip }) => grip === 'dot' && contains(area, x, y))
      .sort((one, other) => distance(one) - distance(other))
    if (nearest) this.actions.drag(nearest.id, x, y, true)
  }

  /** Where in the picture a pointer is. */
  locate(event: MouseEvent): [x: number, y: number] {
    return this.#plane.locate(event)
  }

  #add({ id, grip }: Handle): HTMLElement {
    const element = document.createElement('div')
    element.className = `handle ${grip}`
    element.part.add('handle')
    element.setAttribute('role', 'group')
    element.dataset.handle = id
    element.append(this.#slider(id, 0), this.#slider(id, 1))
    // The tab key finds its sliders; who else gives it the focus means them, too.
    element.tabIndex = -1
    element.addEventListener('focus', () => focus(element))
    element.addEventListener('pointerdown', (event) => this.#grab(element, id, event))
    element.addEventListener('keydown', (event) => this.#key(element, id, event))
    // In front of what reads: whoever comes by the tab key comes to what moves first.
    this.layer.insertBefore(element, this.layer.querySelector(':scope > .cursor'))
    this.#elements.set(id, element)
    return element
  }

  #slider(id: string, axis: 0 | 1): HTMLInputElement {
    const slider = document.createElement('input')
    Object.assign(slider, { type: 'range', step: 'any', className: 'axis', tabIndex: -axis })
    if (axis === 1) slider.setAttribute('aria-orientation', 'vertical')
    for (const type of ['input', 'change']) {
      slider.addEventListener(type, () => this.actions.set(id, axis, slider.valueAsNumber, type === 'change'))
    }
    return slider
  }

  #grab(element: HTMLElement, id: string, down: PointerEvent): void {
    if (down.button !== 0 || this.#dragging) return
    down.preventDefault()
    focus(element)
    element.setPointerCapture(down.pointerId)
    this.#dragging = id
    // It moves by as much as the pointer, from wherever it was grabbed: it must not jump there.
    const grabbed = this.#handles.find((handle) => handle.id === id)
    const [downX, downY] = this.locate(down)
    const offsetX = downX - (grabbed?.x ?? 0)
    const offsetY = downY - (grabbed?.y ?? 0)
    let moved = false

    const drag = (event: PointerEvent, committed: boolean) => {
      const area = this.#handles.find((handle) => handle.id === id)?.area
      if (!area) return
      const [toX, toY] = this.locate(event)
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

  #key(element: HTMLElement, id: string, event: KeyboardEvent): void {
    const arrow = ARROWS[event.key]
    const [dx, dy] = arrow ?? JUMPS[event.key] ?? [0, 0]
    const isForOthers = event.ctrlKey || event.metaKey || (event.altKey && !arrow)
    if (isForOthers || (dx === 0 && dy === 0)) return
    event.preventDefault()
    // Else an arrow with Alt would go on to the page, like all that is pressed with Alt.
    event.stopPropagation()
    const size = !arrow ? 1 : event.altKey ? FINE_STEP : event.shiftKey ? BIG_STEP : 1
    focus(element, dx === 0 ? 1 : 0)
    this.actions.nudge(id, dx * size, dy * size)
  }
}

function slidersOf(handle: HTMLElement): HTMLInputElement[] {
  return [...handle.querySelectorAll<HTMLInputElement>('.axis')]
}

/** Gives the focus to one of the sliders, or to the one that had it last. The handle is one stop of the tab key. */
function focus(handle: HTMLElement, axis?: 0 | 1): void {
  const sliders = slidersOf(handle)
  const slider = axis === undefined ? sliders.find(({ tabIndex }) => tabIndex === 0) : sliders[axis]
  if (!slider) return
  for (const each of sliders) each.tabIndex = each === slider ? 0 : -1
  slider.focus({ preventScroll: true })
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
