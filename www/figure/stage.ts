/**
 * The picture itself: two stacked canvases, their size, theme and pixel density, and what was drawn on them last.
 * Knows nothing of parameters or of time.
 */
import type { Api, Board, LegendEntry, Note, Readout, Status, Stride, View } from '../api'
import type { Theme } from '../public'

/** The size of type, in CSS pixels, at which a picture is drawn as large as its lab has laid it out. */
const NORMAL_TYPE = 14

/** Figures can play for hours, and the browser keeps every measurement until told otherwise. Observers have seen them by then. */
const MEASUREMENTS_KEPT = 500

/** Pixels of a picture on paper to a pixel on the screen. */
const PRINT_DENSITY = 2

/** What magnifies the figure as a whole, such as a slide, counts in such steps: it may grow slowly. */
const MAGNIFIED_BY = 0.25

/** Beyond so many device pixels to a CSS pixel nobody sees that a figure is magnified. */
const LARGEST_DENSITY = 4

let measurements = 0

export interface Picture {
  status: Status
  readouts: readonly Readout[]
  notes: readonly Note[]
  board: Board | undefined
  strides: readonly Stride[]
  legend: readonly LegendEntry[]
}

export class Stage {
  readonly view: View
  #frame: Uint8Array | undefined
  #width = 0
  #height = 0
  #pixelRatio = 0
  #theme: Theme | undefined
  #contrast = false

  readonly #box: HTMLElement
  readonly #back: HTMLCanvasElement
  readonly #front: HTMLCanvasElement

  /** `root` has the canvases and the box around them, once it is rendered. */
  constructor(api: Api, root: ParentNode) {
    const box = root.querySelector<HTMLElement>('.stage')
    const [back, front] = root.querySelectorAll('canvas')
    if (!box || !back || !front) throw new Error('not rendered yet')
    this.#box = box
    this.#back = back
    this.#front = front
    this.view = new api.View(back, front)
  }

  /** Whether something is on show, and the view can answer questions about it. */
  get drawn(): boolean {
    return this.#frame !== undefined && this.#width > 0
  }

  get theme(): Theme {
    return this.#theme ?? 'light'
  }

  /** What was drawn last. */
  get frame(): Uint8Array | undefined {
    return this.#frame
  }

  /** In CSS pixels. */
  get width(): number {
    return this.#width
  }

  /** In units of the picture. */
  get size(): [width: number, height: number] {
    return [this.#width, this.#height]
  }

  /** Fits the picture to the width it has been given. Returns whether that changed anything. */
  fit(): boolean {
    const scale = Number.parseFloat(getComputedStyle(this.#box).fontSize) / NORMAL_TYPE
    const width = this.#box.clientWidth / scale
    const pixelRatio = this.#density() * scale
    if (width === 0 || (width === this.#width && pixelRatio === this.#pixelRatio)) return false
    this.#width = width
    this.#pixelRatio = pixelRatio
    this.#height = this.view.height(width)
    const { style } = this.#box
    const height = `${this.#height * scale}px`
    style.aspectRatio = 'auto'
    style.minHeight = '0'
    style.maxHeight = 'none'
    style.height = height
    style.setProperty('--height', height)
    style.setProperty('--scale', String(scale))
    this.#measure(() => this.view.resize(width, this.#height, pixelRatio))
    return true
  }

  /**
   * Device pixels to a CSS pixel, of which a transform or a zoom around the figure makes more. A smaller figure keeps them
   * all. What sticks under a transform would move by another length than the page scrolls.
   */
  #density(): number {
    const box = this.#box
    const magnified = box.getBoundingClientRect().width / box.offsetWidth
    const zoom = (box as { currentCSSZoom?: number }).currentCSSZoom ?? 1
    // Layouts count in whole pixels here and in fractions there.
    box.classList.toggle('transformed', Math.abs(magnified / zoom - 1) > 0.02)
    const steps = Math.ceil(magnified / MAGNIFIED_BY - 0.05)
    const density = devicePixelRatio * Math.max(1, steps * MAGNIFIED_BY || 1)
    return Math.max(devicePixelRatio, Math.min(density, LARGEST_DENSITY))
  }

  /**
   * Puts one picture in the place of both canvases, as the printer sees it. To paper a canvas goes as a list of strokes, in
   * which clearing it paints over what lies below.
   */
  freeze(): void {
    if (!this.drawn) return
    this.view.resize(this.#width, this.#height, this.#pixelRatio * PRINT_DENSITY)
    const still = document.createElement('canvas')
    still.className = 'still'
    still.width = this.#back.width
    still.height = this.#back.height
    const context = still.getContext('2d')
    context?.drawImage(this.#back, 0, 0)
    context?.drawImage(this.#front, 0, 0)
    this.view.resize(this.#width, this.#height, this.#pixelRatio)
    this.thaw()
    this.#back.before(still)
  }

  thaw(): void {
    this.#back.parentElement?.querySelector('.still')?.remove()
  }

  /** Returns whether that changed anything. */
  setTheme(theme: Theme): boolean {
    if (theme === this.#theme) return false
    this.#theme = theme
    this.#measure(() => this.view.set_theme(theme))
    return true
  }

  /** Returns whether that changed anything. */
  setContrast(more: boolean): boolean {
    if (more === this.#contrast) return false
    this.#contrast = more
    this.#measure(() => this.view.set_contrast(more))
    return true
  }

  /** Draws a frame; in an element without room, as soon as there is some. */
  show(frame: Uint8Array): void {
    this.#frame = frame
    this.#measure(() => this.view.show(frame))
  }

  /** Keeps these frames in sight behind the one on show, and no others. */
  pin(frames: Uint8Array[]): void {
    this.#measure(() => this.view.pin(frames))
  }

  /** What the picture says of itself; undefined before there is one. */
  picture(): Picture | undefined {
    const { view } = this
    const status = this.drawn ? view.status() : undefined
    if (!status) return undefined
    return {
      status,
      readouts: view.readouts(),
      notes: view.notes(),
      board: view.board() || undefined,
      strides: view.strides(),
      legend: view.legend(),
    }
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
