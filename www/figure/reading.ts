/**
 * The numbers at a place of the figure: under the pointer, under a finger that is held, or where arrow keys have led.
 *
 * What is read is never covered: the box with the numbers stands beside it, on the side where there is room.
 */
import { html, nothing, render } from 'lit'
import type { Reading, View } from '../api'
import type { HandleLayer } from './handles'
import { renderSymbol } from './symbols'
import type { Wording } from './wording'

/** How long a finger is held until it reads, and how far it may move meanwhile. */
const HOLD_MS = 350
const HOLD_PIXELS = 8
/** Pixels that an arrow key moves the place, and those with Shift. */
const STEP = 6
const BIG_STEP = 40
/** Pixels between the place and the box. */
const AWAY = 14

const ARROWS: Record<string, [dx: number, dy: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export interface ReadingSource {
  view(): View | undefined
  words(): Wording | undefined
  /** In units of the picture. */
  size(): [width: number, height: number]
}

export class ReadingLayer {
  /** Takes the focus, and stands where keys read. */
  readonly #cursor = document.createElement('div')
  readonly #box = document.createElement('div')
  readonly #heard = document.createElement('div')
  /** Where the pointer or the keys are; undefined where nothing is read. */
  #place: [x: number, y: number] | undefined
  #panel = 0
  #waiting = false
  /** Keys have led there: what is read is said. */
  #speaks = false
  #isHeld = false

  constructor(
    private readonly layer: HTMLElement,
    private readonly handles: Pick<HandleLayer, 'locate'>,
    private readonly source: ReadingSource,
  ) {
    this.#cursor.className = 'cursor'
    this.#cursor.tabIndex = 0
    this.#cursor.setAttribute('role', 'group')
    this.#box.className = 'values'
    this.#box.setAttribute('aria-hidden', 'true')
    this.#heard.className = 'hidden'
    this.#heard.setAttribute('aria-live', 'polite')
    this.#cursor.append(this.#heard)
    this.layer.append(this.#cursor, this.#box)
    const figure = this.layer.parentElement
    figure?.addEventListener('pointermove', (event) => this.#move(event))
    figure?.addEventListener('pointerleave', () => this.#leave())
    figure?.addEventListener('pointerdown', (event) => this.#press(event))
    this.#cursor.addEventListener('keydown', (event) => this.#key(event))
    this.#cursor.addEventListener('focus', () => {
      if (this.#cursor.matches(':focus-visible')) this.#begin(this.#panel)
    })
    this.#cursor.addEventListener('blur', () => this.#leave())
  }

  /** Where keys have led. */
  get cursor(): [x: number, y: number] | undefined {
    return this.#cursor.matches(':focus') ? this.#place : undefined
  }

  /** Another frame is on show: what stands at the same place now. */
  update(): void {
    this.#cursor.setAttribute('aria-label', this.source.words()?.ui('read_values') ?? '')
    if (this.#place) this.#show()
  }

  #move(event: PointerEvent): void {
    // What is being dragged is looked at itself.
    if (event.pointerType === 'touch' ? !this.#isHeld : event.buttons !== 0) return
    this.#read(this.handles.locate(event))
  }

  #press(down: PointerEvent): void {
    if (down.pointerType !== 'touch') {
      this.#leave()
      return
    }
    const figure = this.layer.parentElement
    if (!figure || (down.target instanceof Element && down.target.closest('.handle'))) return
    const hold = window.setTimeout(() => {
      this.#isHeld = true
      this.#read(this.handles.locate(down))
    }, HOLD_MS)
    const ends = new AbortController()
    const options = { signal: ends.signal, passive: false, capture: true } as const
    const end = () => {
      window.clearTimeout(hold)
      ends.abort()
      if (!this.#isHeld) return
      this.#isHeld = false
      this.#leave()
      // To have read something is no wish to bring a point there.
      const swallow = (click: Event) => click.stopPropagation()
      figure.addEventListener('click', swallow, { capture: true, once: true })
      window.setTimeout(() => figure.removeEventListener('click', swallow, { capture: true }), HOLD_MS)
    }
    figure.addEventListener(
      'pointermove',
      (event) => {
        const distance = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY)
        if (!this.#isHeld && distance > HOLD_PIXELS) end()
      },
      options,
    )
    // While it reads, the page does not scroll, and nothing is selected or offered.
    for (const type of ['touchmove', 'contextmenu']) {
      figure.addEventListener(type, (event) => this.#isHeld && event.cancelable && event.preventDefault(), options)
    }
    for (const type of ['pointerup', 'pointercancel']) figure.addEventListener(type, end, options)
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const arrow = ARROWS[event.key]
    const panel = { PageUp: -1, PageDown: 1 }[event.key]
    if (!arrow && panel === undefined) return
    event.preventDefault()
    if (panel !== undefined) {
      if (!this.#begin(this.#panel + panel)) this.#begin(this.#panel)
    } else if (arrow) {
      const [width, height] = this.source.size()
      const [x, y] = this.#place ?? [width / 2, height / 2]
      const step = event.shiftKey ? BIG_STEP : STEP
      this.#read([clamp(x + arrow[0] * step, width), clamp(y + arrow[1] * step, height)])
    }
    this.#speaks = true
  }

  /** Begins in the middle of a panel. Returns whether there is one with this number. */
  #begin(panel: number): boolean {
    const [x, y] = (panel >= 0 && this.source.view()?.middle(panel)) || []
    if (x === undefined || y === undefined) return false
    this.#panel = panel
    this.#read([x, y])
    return true
  }

  #leave(): void {
    this.#place = undefined
    this.#hide()
  }

  /** At most once a frame of the screen, however many events a mouse has. */
  #read(place: [x: number, y: number]): void {
    this.#place = place
    if (this.#waiting) return
    this.#waiting = true
    requestAnimationFrame(() => {
      this.#waiting = false
      if (this.#place) this.#show()
    })
  }

  #show(): void {
    const reading = this.#place && this.source.view()?.values_at(...this.#place)
    const words = this.source.words()
    if (words && this.#speaks) this.#hear(reading ? reading.values : [], words)
    this.#speaks = false
    if (!reading || !words) {
      this.#hide()
      return
    }
    this.#panel = reading.panel
    render(
      html`${reading.values.map(
        ({ name, symbol, text, color }) => html`
          <div>
            ${color ? html`<svg viewBox="0 0 8 8" width="8" height="8"><circle cx="4" cy="4" r="4" fill=${color} /></svg>` : nothing}
            ${name ? html`<span class="of">${words.own(`curve.${name}`)}</span>` : nothing}
            <span>${symbol ? html`${renderSymbol(symbol)} = ` : nothing}${text}</span>
          </div>
        `,
      )}`,
      this.#box,
    )
    this.#cursor.classList.add('reads')
    this.#box.classList.add('reads')
    const { x, y } = reading
    const [width, height] = this.source.size()
    Object.assign(this.#cursor.style, { left: `${x}px`, top: `${y}px` })
    // On the side where there is more room, so that it covers neither the place nor the panel's edge.
    const isRight = x < width / 2
    const isBelow = y < height / 2
    // However wide it is, it stands in the figure: there is room above or below the place.
    const most = Math.max(width - this.#box.offsetWidth, 0)
    Object.assign(this.#box.style, {
      left: isRight ? `${Math.min(x + AWAY, most)}px` : 'auto',
      right: isRight ? 'auto' : `${Math.min(width - x + AWAY, most)}px`,
      top: isBelow ? `${y + AWAY}px` : 'auto',
      bottom: isBelow ? 'auto' : `${height - y + AWAY}px`,
    })
  }

  #hide(): void {
    this.#cursor.classList.remove('reads')
    this.#box.classList.remove('reads')
  }

  /** What keys have led to is said. */
  #hear(values: Reading['values'], words: Wording): void {
    const said = values.map(({ name, symbol, text }) => {
      const is = symbol ? `${symbol} = ${text}` : text
      return name ? `${words.own(`curve.${name}`)} ${is}` : is
    })
    this.#heard.textContent = said.join(words.text('status.separator'))
  }
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}
