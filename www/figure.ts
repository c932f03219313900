/**
 * The picture itself: two stacked canvases, their size, theme and pixel density, and what was drawn on them last.
 * Knows nothing of parameters or of time.
 */
import type { Api, Board, LegendEntry, Note, Readout, Status, View } from './api'
import type { Theme } from './public'

/** Figures can play for hours, and the browser keeps every measurement until told otherwise. Observers have seen them by then. */
const MEASUREMENTS_KEPT = 500

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

  /** What was drawn last. */
  get frame(): Uint8Array | undefined {
    return this.#frame
  }

  /** In CSS pixels. */
  get width(): number {
    return this.#width
  }

  /** Fits the picture to the width it has been given. Returns whether that changed anything. */
  fit(): boolean {
    const width = this.box.clientWidth
    const pixelRatio = devicePixelRatio
    if (width === 0 || (width === this.#width && pixelRatio === this.#pixelRatio)) return false
    this.#width = width
    this.#pixelRatio = pixelRatio
    this.#height = this.view.height(width)
    const { style } = this.box
    style.aspectRatio = 'auto'
    style.minHeight = '0'
    style.maxHeight = 'none'
    style.height = `${this.#height}px`
    style.setProperty('--height', `${this.#height}px`)
    this.#measure(() => this.view.resize(width, this.#height, pixelRatio))
    return true
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return
    this.#theme = theme
    this.#measure(() => this.view.set_theme(theme))
  }

  /** Draws a frame; in an element without room, as soon as there is some. */
  show(frame: Uint8Array): void {
    this.#frame = frame
    this.#measure(() => this.view.show(frame))
  }

  readouts(): Readout[] {
    return this.drawn ? this.view.readouts() : []
  }

  notes(): Note[] {
    return this.drawn ? this.view.notes() : []
  }

  board(): Board | undefined {
    return (this.drawn && this.view.board()) || undefined
  }

  legend(): LegendEntry[] {
    return this.drawn ? this.view.legend() : []
  }

  status(): Status | undefined {
    return (this.drawn && this.view.status()) || undefined
  }

  free(): void {
    this.view.free()
  }

  /** For a PerformanceObserver: the time that drawing takes from the page. */
  #measure(draw: () => void): void {
    const start = performance.now()
    draw()
    performance.measure('theta-draw', { start })
    measurements += 1
    if (measurements % MEASUREMENTS_KEPT === 0) performance.clearMeasures('theta-draw')
  }
}
