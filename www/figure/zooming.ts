/**
 * Which part of a panel is in sight: the wheel with Ctrl and two fingers come closer, a drag on an axis moves it, a drag
 * on a panel of which only a part is in sight moves that, a double click shows all. With keys: `+`, `-` and `0` where
 * numbers are read.
 */
import type { View } from '../api'
import type { HandleLayer } from './handles'

/** Pixels of the wheel that double the scale, and how many one turn of it can count for. */
const WHEEL_DOUBLES = 120
const WHEEL_MOST = 60
/** A line of the wheel, in pixels. */
const LINE = 16
/** What one press of a key makes larger. */
const KEY_FACTOR = 1.25
/** A pointer that has moved less has clicked. */
const CLICK_PIXELS = 3
/** So long a click waits for a second one, where two show all. */
const DOUBLE_MS = 250

const KEYS: Record<string, number> = { '+': KEY_FACTOR, '=': KEY_FACTOR, '-': 1 / KEY_FACTOR }

type Place = [x: number, y: number]

export interface ZoomSource {
  view(): View | undefined
  /** Where keys read numbers. */
  cursor(): Place | undefined
  /** Something else is in sight. */
  changed(): void
}

export class Zooming {
  /** Fingers on the figure, where they are. */
  readonly #fingers = new Map<number, Place>()
  /** Waits for a second click. */
  #clicked = 0
  /** What is to be done before the screen shows its next picture, however many events there are. */
  #waiting: (() => void)[] = []

  constructor(
    private readonly figure: HTMLElement,
    private readonly handles: Pick<HandleLayer, 'locate' | 'click'>,
    private readonly source: ZoomSource,
  ) {
    figure.addEventListener('wheel', (event) => this.#turn(event), { passive: false })
    figure.addEventListener('pointerdown', (event) => this.#press(event))
    figure.addEventListener('pointermove', (event) => this.#point(event))
    figure.addEventListener(
      'touchmove',
      (event) => {
        if (this.#fingers.size > 1 && event.cancelable) event.preventDefault()
      },
      { passive: false },
    )
    figure.addEventListener('click', (event) => this.#click(event), { capture: true })
    figure.addEventListener('dblclick', (event) => {
      window.clearTimeout(this.#clicked)
      if (isPicture(event) && this.showsParts) this.showAll()
    })
    figure.addEventListener('keydown', (event) => this.#key(event))
  }

  get showsParts(): boolean {
    return this.source.view()?.shows_parts() ?? false
  }

  showAll(): void {
    this.source.view()?.show_all()
    this.source.changed()
  }

  /** One click brings a point there, two show all, and bring nothing anywhere. */
  #click(event: MouseEvent): void {
    if (!isPicture(event) || !this.showsParts) return
    event.stopPropagation()
    window.clearTimeout(this.#clicked)
    if (event.detail < 2) this.#clicked = window.setTimeout(() => this.handles.click(event), DOUBLE_MS)
  }

  #turn(event: WheelEvent): void {
    if (!event.ctrlKey || !this.source.view()) return
    // Else the page would be magnified.
    event.preventDefault()
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE)
    const turned = Math.max(-WHEEL_MOST, Math.min(pixels, WHEEL_MOST))
    const place = this.handles.locate(event)
    this.#soon((view) => view.zoom_in(...place, 2 ** (-turned / WHEEL_DOUBLES)))
  }

  #key(event: KeyboardEvent): void {
    const place = this.source.cursor()
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return
    const factor = KEYS[event.key]
    if (factor) this.#soon((view) => view.zoom_in(...place, factor))
    else if (event.key === '0') this.showAll()
    else return
    event.preventDefault()
  }

  #press(down: PointerEvent): void {
    const view = this.source.view()
    if (!view || !isPicture(down)) return
    const place = this.handles.locate(down)
    if (down.pointerType === 'touch') this.#fingers.set(down.pointerId, place)
    if (this.#fingers.size > 1) return
    if (down.button !== 0) return
    const held = view.grab(...place)
    const isFinger = down.pointerType === 'touch'
    // A finger on a panel scrolls the page.
    if (!held || (held === 'panel' && (isFinger || !view.shows_parts()))) {
      if (isFinger) this.#follow(down, () => {})
      return
    }
    this.#follow(down, (to) => {
      if (this.#fingers.size < 2) this.#soon((view) => view.bring(...to))
    })
  }

  /** Until the pointer is let go. What has been dragged has not been clicked. */
  #follow(down: PointerEvent, drag: (to: Place) => void): void {
    const { figure } = this
    const ends = new AbortController()
    const { signal } = ends
    let hasMoved = false
    const move = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return
      const distance = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY)
      if (!hasMoved && distance < CLICK_PIXELS) return
      if (!hasMoved && down.pointerType !== 'touch') figure.setPointerCapture(down.pointerId)
      hasMoved = true
      drag(this.handles.locate(event))
    }
    const end = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return
      ends.abort()
      this.#fingers.delete(down.pointerId)
      if (!hasMoved) return
      const swallow = (click: Event) => click.stopPropagation()
      figure.addEventListener('click', swallow, { capture: true, once: true })
      window.setTimeout(() => figure.removeEventListener('click', swallow, { capture: true }))
    }
    figure.addEventListener('pointermove', move, { signal })
    for (const type of ['pointerup', 'pointercancel'] as const) figure.addEventListener(type, end, { signal })
  }

  /** Two fingers: what is between them stays between them. Without any: what could be taken hold of is seen. */
  #point(event: PointerEvent): void {
    if (event.pointerType !== 'touch') {
      if (event.buttons === 0) this.#showWhatIsHeld(event)
      return
    }
    const before = this.#fingers.get(event.pointerId)
    if (!before) return
    const now = this.handles.locate(event)
    this.#fingers.set(event.pointerId, now)
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1]
    if (!other) return
    const apart = (place: Place) => Math.max(Math.hypot(place[0] - other[0], place[1] - other[1]), 1)
    const between = (place: Place): Place => [(place[0] + other[0]) / 2, (place[1] + other[1]) / 2]
    this.#soon((view) => {
      if (view.shows_parts() && view.grab(...between(before))) view.bring(...between(now))
      view.zoom_in(...between(now), apart(now) / apart(before))
    })
  }

  #showWhatIsHeld(event: PointerEvent): void {
    const view = this.source.view()
    const held = view && isPicture(event) ? view.held(...this.handles.locate(event)) : undefined
    const isMovable = held === 'x' || held === 'y' || (held === 'panel' && view?.shows_parts())
    this.figure.dataset.held = isMovable ? held : ''
  }

  #soon(act: (view: View) => unknown): void {
    if (this.#waiting.length === 0) requestAnimationFrame(() => this.#act())
    this.#waiting.push(() => {
      const view = this.source.view()
      if (view) act(view)
    })
  }

  #act(): void {
    for (const act of this.#waiting.splice(0)) act()
    this.source.changed()
  }
}

/** The figure itself, and nothing that stands on it. */
function isPicture({ target }: Event): boolean {
  return target instanceof HTMLCanvasElement
}
