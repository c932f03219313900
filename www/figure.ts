/**
 * The picture itself: two stacked canvases, their size, theme and pixel density, and the last frame drawn on them.
 * Knows nothing of parameters or of time.
 */
import type { Api, LegendEntry, Readout, Status, View } from './api'
import type { Theme } from './surroundings'

/** Figures can play for hours, and the browser keeps every measurement until told otherwise. */
const MEASUREMENTS_KEPT = 4000

let measurements = 0

export class Figure {
  readonly view: View
  #frame: Uint8Array | undefined
  #width = 0
  #height = 0
  #pixelRatio = 0
  #theme: Theme | undefined

  constructor(
    api: Api,
    lab: string,
    private readonly box: HTMLElement,
    back: HTMLCanvasElement,
    front: HTMLCanvasElement,
  ) {
    this.view = new api.View(lab, back, front)
  }

  /** Whether something is on show, and the view can answer questions about it. */
  get drawn(): boolean {
    return this.#frame !== undefined && this.#width > 0
  }

  /** Fits the picture to the width it has been given. */
  fit(): void {
    const width = this.box.clientWidth
    const pixelRatio = devicePixelRatio
    if (width === 0 || (width === this.#width && pixelRatio === this.#pixelRatio)) return
    this.#width = width
    this.#pixelRatio = pixelRatio
    this.#height = this.view.height(width)
    this.box.style.aspectRatio = 'auto'
    this.box.style.height = `${this.#height}px`
    this.view.resize(width, this.#height, pixelRatio)
    this.#redraw()
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return
    this.#theme = theme
    this.view.set_theme(theme)
    this.#redraw()
  }

  /** Draws a frame. False when the element has no room to draw in; the frame is kept for when it has. */
  show(frame: Uint8Array): boolean {
    this.#frame = frame
    return this.#redraw()
  }

  readouts(): Readout[] {
    return this.drawn ? this.view.readouts() : []
  }

  legend(): LegendEntry[] {
    return this.drawn ? this.view.legend() : []
  }

  status(): Status | undefined {
    return this.drawn ? this.view.status() : undefined
  }

  free(): void {
    this.view.free()
  }

  #redraw(): boolean {
    if (!this.#frame || this.#width === 0) return false
    const start = performance.now()
    this.view.show(this.#frame)
    // Read by a PerformanceObserver: the time that drawing takes from the page.
    performance.measure('theta-draw', { start })
    measurements += 1
    if (measurements % MEASUREMENTS_KEPT === 0) performance.clearMeasures('theta-draw')
    return true
  }
}
