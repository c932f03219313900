/**
 * A canvas that writes SVG: it answers the calls by which the compiled Rust draws (src/web/canvas.rs), so that one and the
 * same scene becomes pixels in the page and lines, texts and images in a file.
 */

/** A path that has been begun: points, or a whole circle. */
type Shape = { d: string } | { cx: number; cy: number; r: number }
interface Place {
  x: number
  y: number
  degrees: number
}

/** How wide a text of a size is. */
export type Measure = (text: string, size: number) => number

/** What measures texts, where the page's own letters are meant. */
const measuring = document.createElement('canvas').getContext('2d')

export class SvgContext {
  // The properties that a context has; what is not here is never set.
  fillStyle = '#000000ff'
  strokeStyle = '#000000ff'
  lineWidth = 1
  lineJoin = 'miter'
  font = 'normal 10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  /** CSS pixels to a unit of what is drawn. */
  scale = 1

  #elements: string[] = []
  #shape: Shape = { d: '' }
  #dash: readonly number[] = []
  #place: Place = { x: 0, y: 0, degrees: 0 }
  readonly #saved: Place[] = []
  /** Lines of one style that are not among the elements yet: others may go on with them. */
  #lines: { style: string; d: string } | undefined

  /** @param measure for letters that are not this page's */
  constructor(private readonly measure?: Measure) {}

  /** What has been drawn. */
  get elements(): string {
    this.#endLines()
    return this.#elements.join('\n')
  }

  setTransform(scale: number): void {
    this.scale = scale
  }

  /** Only ever asked to clear everything. */
  clearRect(): void {
    this.#elements = []
    this.#lines = undefined
  }

  beginPath(): void {
    this.#shape = { d: '' }
  }

  moveTo(x: number, y: number): void {
    if ('d' in this.#shape) this.#shape.d += `M${short(x)} ${short(y)}`
  }

  lineTo(x: number, y: number): void {
    if ('d' in this.#shape) this.#shape.d += `${this.#shape.d ? 'L' : 'M'}${short(x)} ${short(y)}`
  }

  /** What is filled is closed anyway. */
  closePath(): void {}

  /** Only ever asked for whole circles. */
  arc(cx: number, cy: number, r: number): void {
    this.#shape = { cx, cy, r }
  }

  setLineDash(lengths: readonly number[]): void {
    this.#dash = [...lengths]
  }

  stroke(): void {
    this.#draw(this.#shape, `fill="none" ${this.#stroke}`, opacity(this.strokeStyle) === 1)
  }

  fill(): void {
    this.#draw(this.#shape, paint('fill', this.fillStyle), false)
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#add(`<rect ${box(x, y, width, height)} ${paint('fill', this.fillStyle)}/>`)
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.#add(`<rect ${box(x, y, width, height)} fill="none" ${this.#stroke}/>`)
  }

  save(): void {
    this.#saved.push(this.#place)
  }

  restore(): void {
    this.#place = this.#saved.pop() ?? this.#place
  }

  /** Called before `rotate`, never after it. */
  translate(x: number, y: number): void {
    this.#place = { ...this.#place, x: this.#place.x + x, y: this.#place.y + y }
  }

  rotate(angle: number): void {
    this.#place = { ...this.#place, degrees: this.#place.degrees + (180 * angle) / Math.PI }
  }

  fillText(text: string, dx: number, dy: number): void {
    const { slant, size, family } = this.#font
    const { x, y, degrees } = this.#place
    const below = this.#baseline(text)
    const attributes = [
      `x="${short(dx)}" y="${short(dy)}"${below ? ` dy="${short(below)}"` : ''}`,
      // Not by x and y alone: what turns, turns about the place of the text.
      degrees ? `transform="translate(${short(x)} ${short(y)}) rotate(${short(degrees)})"` : '',
      `font-family="${escaped(family)}" font-size="${size}"`,
      slant === 'normal' ? '' : `font-style="${slant}"`,
      this.textAlign === 'start' ? '' : `text-anchor="${this.textAlign === 'center' ? 'middle' : 'end'}"`,
      paint('fill', this.fillStyle),
    ]
    this.#add(`<text ${attributes.filter(Boolean).join(' ')}>${escaped(text)}</text>`)
  }

  measureText(text: string): { width: number } {
    if (this.measure) return { width: this.measure(text, Number(this.#font.size)) }
    if (!measuring) throw new Error('no canvas')
    measuring.font = this.font
    return measuring.measureText(text)
  }

  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    const href = image.toDataURL('image/png')
    this.#add(`<image ${box(x, y, width, height)} preserveAspectRatio="none" href="${href}"/>`)
  }

  get #font(): { slant: string; size: string; family: string } {
    const [, slant = 'normal', size = '10', family = 'sans-serif'] = /^(\w+) ([\d.]+)px (.*)$/s.exec(this.font) ?? []
    return { slant, size, family }
  }

  get #stroke(): string {
    const dash = this.#dash.length > 0 ? ` stroke-dasharray="${this.#dash.map(short).join(' ')}"` : ''
    return `${paint('stroke', this.strokeStyle)} stroke-width="${short(this.lineWidth)}"${dash}`
  }

  /**
   * How far the baseline of letters lies below the line that `textBaseline` means. Readers of SVG disagree about
   * `dominant-baseline`, and all agree about letters.
   */
  #baseline(text: string): number {
    if (!measuring || this.textBaseline === 'alphabetic') return 0
    measuring.font = this.font
    const ascent = (baseline: CanvasTextBaseline) => {
      measuring.textBaseline = baseline
      return measuring.measureText(text).actualBoundingBoxAscent
    }
    return ascent('alphabetic') - ascent(this.textBaseline)
  }

  #draw(shape: Shape, style: string, mergeable: boolean): void {
    if (!('d' in shape)) {
      this.#add(`<circle cx="${short(shape.cx)}" cy="${short(shape.cy)}" r="${short(shape.r)}" ${style}/>`)
      return
    }
    // Contours and dashes are many short lines. Where they cross, only opaque ones look the same as one path.
    if (mergeable && this.#lines?.style === style) {
      this.#lines.d += shape.d
      return
    }
    this.#endLines()
    this.#lines = { style, d: shape.d }
    if (!mergeable) this.#endLines()
  }

  #add(element: string): void {
    this.#endLines()
    this.#elements.push(element)
  }

  #endLines(): void {
    if (this.#lines?.d) this.#elements.push(`<path d="${this.#lines.d}" ${this.#lines.style}/>`)
    this.#lines = undefined
  }
}

// The glue of the compiled Rust asks whether it has been given a context, by `instanceof`.
Object.setPrototypeOf(SvgContext.prototype, CanvasRenderingContext2D.prototype)

/** As much of a canvas as the compiled Rust asks for. */
export class SvgCanvas {
  width = 0
  height = 0
  readonly ownerDocument = document
  readonly context: SvgContext

  constructor(measure?: Measure) {
    this.context = new SvgContext(measure)
  }

  getContext(): SvgContext {
    return this.context
  }
}

/** A colour as two attributes: most programs that read SVG know neither `#rrggbbaa` nor `rgba()`. */
function paint(what: 'fill' | 'stroke', color: string): string {
  const alpha = opacity(color)
  return `${what}="${opaque(color)}"${alpha < 1 ? ` ${what}-opacity="${short(alpha)}"` : ''}`
}

/** A colour is `#rrggbbaa` or, by plotters-canvas, `rgba(r,g,b,a)`. */
function opaque(color: string): string {
  if (color.startsWith('#')) return color.slice(0, 7)
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number)
  return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}

function opacity(color: string): number {
  if (color.startsWith('#')) return color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1
  return Number(color.match(/[\d.]+/g)?.[3] ?? 1)
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`
}

/** Hundredths are fine enough: a unit is an eighth of a pixel. */
function short(length: number): string {
  return String(Math.round(100 * length) / 100)
}

export function escaped(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}
