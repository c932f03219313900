/** Draws frames in a worker, on canvases that stand in no document. */
import type { Api, Term, View } from '../../api'
import type { Job } from './messages'

/** Pixels to a CSS pixel, as in an exported PNG. */
export const SCALE = 2

// The glue of the compiled Rust asks what it is given by these names, which a worker does not have.
Object.assign(self, {
  HTMLCanvasElement: OffscreenCanvas,
  CanvasRenderingContext2D: OffscreenCanvasRenderingContext2D,
})

/** As much of a canvas in a document as the compiled Rust asks for: fields are drawn on another one first. */
class Sheet extends OffscreenCanvas {
  readonly ownerDocument = { createElement: () => new Sheet(1, 1) }
}

/** What is the same in all frames. */
type Shot = Pick<Job, 'width' | 'theme' | 'transparent' | 'pins' | 'windows'>

/** A picture that is laid on a background, frame by frame. */
export class Film {
  readonly canvas = new OffscreenCanvas(1, 1)
  readonly #back = new Sheet(1, 1)
  readonly #front = new Sheet(1, 1)
  readonly #view: View
  readonly #context: OffscreenCanvasRenderingContext2D
  #background: string | undefined

  constructor(engine: Api) {
    this.#view = new engine.View(
      this.#back as unknown as HTMLCanvasElement,
      this.#front as unknown as HTMLCanvasElement,
    )
    const context = this.canvas.getContext('2d', { willReadFrequently: true })
    if (!context) throw new Error('no canvas')
    this.#context = context
  }

  /** The size and the legend of all frames are those of this one. `even`: videos count in pairs of pixels. */
  async lay(
    frame: Uint8Array,
    { width, theme, transparent, pins, windows }: Shot,
    even: boolean,
    words: (terms: readonly Term[]) => Promise<readonly string[]>,
  ): Promise<void> {
    const view = this.#view
    const figure = Math.round(view.height(width))
    view.resize(width, figure, SCALE)
    view.set_theme(theme)
    view.pin(pins.frames)
    view.show(frame)
    view.set_windows(windows)
    const terms: Term[] = []
    view.set_legend(pins.names, (term: Term) => String(terms.push(term)))
    const texts = await words(terms)
    let next = 0
    const height = Math.round(figure + view.set_legend(pins.names, () => texts[next++] ?? ''))
    view.resize(width, height, SCALE)
    this.#background = transparent ? undefined : view.background()
    const up = even ? 2 : 1
    this.canvas.width = up * Math.ceil(this.#back.width / up)
    this.canvas.height = up * Math.ceil(this.#back.height / up)
  }

  draw(frame: Uint8Array): void {
    this.#view.show(frame)
    const { width, height } = this.canvas
    this.#context.clearRect(0, 0, width, height)
    if (this.#background) {
      this.#context.fillStyle = this.#background
      this.#context.fillRect(0, 0, width, height)
    }
    this.#context.drawImage(this.#back, 0, 0)
    this.#context.drawImage(this.#front, 0, 0)
  }

  pixels(): ImageData {
    return this.#context.getImageData(0, 0, this.canvas.width, this.canvas.height)
  }
}
