/**
 * A sheet over a panel of the figure on which points are drawn and erased, by pointer, finger or keyboard. It is there
 * only while the reader draws: else a finger on the figure scrolls the page.
 */
import type { Point } from './list'

/** How far apart a stroke sets its points, in units of the picture. */
const SPACING = 7
/** How far the rubber reaches, by the kind of pointer. */
const RUBBER = 10
const RUBBER_OF_FINGER = 22
const DOT = 2.25
/** An arrow key goes a hundredth of the panel. */
const KEY_STEPS = 100
const BIG_STEP = 10
/** A pixel is about that much of the panels there are; drawn points make short links. */
const DECIMALS = 2

const ARROWS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export type Tool = 'draw' | 'erase'

/** A panel of the picture: where it stands in it, and the values at its sides. */
export interface Panel {
  /** Over the picture, and in its units. */
  layer: HTMLElement
  left: number
  top: number
  width: number
  height: number
  x: readonly [left: number, right: number]
  y: readonly [lower: number, upper: number]
}

export interface EaselOwner {
  /** Where the panel is now; undefined once it is gone. */
  panel(): Panel | undefined
  /** Where in the picture a pointer is. */
  locate(event: MouseEvent): readonly [x: number, y: number]
  /** The coordinates that the parameter takes, and how many points. */
  range: { min: number; max: number; most: number }
  points(): readonly Point[]
  /** A stroke is done. */
  commit(points: readonly Point[]): void
  /** The cursor of the keyboard stands here. */
  moved(at: Point): void
  /** There is no room for more points. */
  full(): void
  undo(): void
  leave(): void
}

interface Place {
  x: number
  y: number
}

export class Easel {
  readonly element = document.createElement('div')
  tool: Tool = 'draw'
  readonly #canvas = document.createElement('canvas')
  #panel: Panel
  #points: Point[]
  /** Where the keyboard is, as a share of the panel; nothing before its first use. */
  #cursor: Place | undefined
  readonly #resizes: ResizeObserver

  /** Lays the sheet over the panel that is there. */
  constructor(
    panel: Panel,
    private readonly owner: EaselOwner,
  ) {
    this.#panel = panel
    this.#points = [...owner.points()]
    const { element } = this
    element.className = 'easel'
    element.tabIndex = 0
    element.setAttribute('role', 'application')
    element.append(this.#canvas)
    element.addEventListener('pointerdown', (event) => this.#stroke(event))
    element.addEventListener('keydown', (event) => this.#key(event))
    // A click on the figure would bring a handle here.
    element.addEventListener('click', (event) => event.stopPropagation())
    element.addEventListener('blur', () => this.#paint())
    panel.layer.append(element)
    this.#resizes = new ResizeObserver(() => this.follow())
    this.#resizes.observe(panel.layer)
    this.follow()
  }

  /** The panel may have moved or gone, and the points may be others. */
  follow(): void {
    const panel = this.owner.panel()
    if (!panel) {
      this.owner.leave()
      return
    }
    this.#panel = panel
    const { style } = this.element
    style.left = `${panel.left}px`
    style.top = `${panel.top}px`
    style.width = `${panel.width}px`
    style.height = `${panel.height}px`
    this.show()
  }

  /** Shows the points that the parameter has now. */
  show(): void {
    if (this.#isDrawing) return
    this.#points = [...this.owner.points()]
    this.#paint()
  }

  remove(): void {
    this.#resizes.disconnect()
    this.element.remove()
  }

  // ---- Pointer -------------------------------------------------------------------------------------------------------

  #isDrawing = false

  #stroke(down: PointerEvent): void {
    if (down.button !== 0 || this.#isDrawing) return
    down.preventDefault()
    const { element } = this
    element.focus()
    element.setPointerCapture(down.pointerId)
    this.#cursor = undefined
    this.#isDrawing = true
    const reach = down.pointerType === 'mouse' ? RUBBER : RUBBER_OF_FINGER
    let last = this.#placeOf(down)
    this.#apply(last, reach)

    const move = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return
      const to = this.#placeOf(event)
      // Browsers report a fast stroke in few places.
      for (let rest = distance(last, to); rest >= SPACING; rest = distance(last, to)) {
        last = { x: last.x + ((to.x - last.x) * SPACING) / rest, y: last.y + ((to.y - last.y) * SPACING) / rest }
        this.#apply(last, reach)
      }
    }
    const release = (event: PointerEvent) => {
      if (event.pointerId !== down.pointerId) return
      element.removeEventListener('pointermove', move)
      element.removeEventListener('pointerup', release)
      element.removeEventListener('pointercancel', release)
      this.#isDrawing = false
      this.owner.commit(this.#points)
    }
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', release)
    element.addEventListener('pointercancel', release)
  }

  #placeOf(event: PointerEvent): Place {
    const [x, y] = this.owner.locate(event)
    const { left, top, width, height } = this.#panel
    return { x: clamp(x - left, 0, width), y: clamp(y - top, 0, height) }
  }

  /** Sets a point, or takes away those that are in reach. */
  #apply(at: Place, reach: number): void {
    if (this.tool === 'erase') {
      this.#points = this.#points.filter((point) => distance(this.#pixels(point), at) > reach)
    } else if (this.#points.length >= this.owner.range.most) {
      this.owner.full()
    } else {
      this.#points.push(this.#values(at))
    }
    this.#paint()
  }

  // ---- Keyboard ------------------------------------------------------------------------------------------------------

  #key(event: KeyboardEvent): void {
    const isCommand = event.ctrlKey || event.metaKey
    if (isCommand && event.key.toLowerCase() === 'z') this.owner.undo()
    else if (isCommand || event.altKey || !this.#plainKey(event)) return
    // Keys here mean the sheet, not the page around the figure, which may scroll or close.
    event.preventDefault()
    event.stopPropagation()
  }

  #plainKey({ key, shiftKey }: KeyboardEvent): boolean {
    const { width, height } = this.#panel
    const cursor = this.#cursor ?? { x: 0.5, y: 0.5 }
    const arrow = ARROWS[key]
    if (arrow) {
      const step = (shiftKey ? BIG_STEP : 1) / KEY_STEPS
      this.#cursor = { x: clamp(cursor.x + arrow[0] * step, 0, 1), y: clamp(cursor.y + arrow[1] * step, 0, 1) }
      this.#paint()
      this.owner.moved(this.#values({ x: this.#cursor.x * width, y: this.#cursor.y * height }))
    } else if (key === 'Enter' || key === ' ') {
      this.#cursor = cursor
      this.#apply({ x: cursor.x * width, y: cursor.y * height }, RUBBER)
      this.owner.commit(this.#points)
    } else if (key === 'Escape') {
      this.owner.leave()
    } else {
      return false
    }
    return true
  }

  // ---- Pixels and values ---------------------------------------------------------------------------------------------

  #values({ x, y }: Place): Point {
    const panel = this.#panel
    const { min, max } = this.owner.range
    const value = (from: number, to: number, share: number) =>
      Number(clamp(from + (to - from) * share, min, max).toFixed(DECIMALS)) + 0
    return [value(...panel.x, x / panel.width), value(...panel.y, 1 - y / panel.height)]
  }

  #pixels([x, y]: Point): Place {
    const panel = this.#panel
    const share = (value: number, [from, to]: readonly [number, number]) => (value - from) / (to - from)
    return { x: panel.width * share(x, panel.x), y: panel.height * (1 - share(y, panel.y)) }
  }

  #paint(): void {
    const { width, height } = this.#panel
    const canvas = this.#canvas
    // As large as it is on the screen, whatever scales it there.
    const ratio = devicePixelRatio * Math.max(1, this.element.getBoundingClientRect().width / width || 1)
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    const context = canvas.getContext('2d')
    if (!context) return
    context.scale(ratio, ratio)
    context.fillStyle = context.strokeStyle = getComputedStyle(this.element).color
    for (const point of this.#points) {
      const { x, y } = this.#pixels(point)
      context.beginPath()
      context.arc(x, y, DOT, 0, 2 * Math.PI)
      context.fill()
    }
    if (!this.#cursor || !this.element.matches(':focus')) return
    const [x, y] = [this.#cursor.x * width, this.#cursor.y * height]
    context.lineWidth = 1.5
    context.beginPath()
    context.arc(x, y, RUBBER, 0, 2 * Math.PI)
    for (const [dx, dy] of Object.values(ARROWS)) {
      context.moveTo(x + 4 * dx, y + 4 * dy)
      context.lineTo(x + 16 * dx, y + 16 * dy)
    }
    context.stroke()
  }
}

function distance(one: Place, other: Place): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value))
}
