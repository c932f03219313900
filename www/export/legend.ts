/** The legend below an exported figure. In the page it is text, beside the picture; in a paper it has to be in the picture. */
import type { View } from '../api'
import type { Theme } from '../public'
import type { Shown } from './shown'

/** Lengths in CSS pixels. */
const SIZE = 11.5
const ROW = 17
const MARK = 20
const GAP = 6
const BETWEEN = 16
const PADDING = 6
const DASH = 5
const BEFORE_SYMBOL = 4
/** How far below the middle of a row its letters stand. */
const BASELINE = 4
/** As in src/draw/drawing.rs, with what sets Chinese. */
const SANS = `system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif`
const SERIF = `'STIX Two Text', 'Latin Modern Roman', Cambria, 'Noto Serif', 'DejaVu Serif', Georgia, serif`
/** The inks of the themes in src/draw/theme.rs. */
const INKS: Record<Theme, string> = { light: '#222222', dark: '#e4e4e4' }

/** A colour and its meaning. */
interface Entry {
  text: string
  symbol: string
  color: string
  dashed: boolean
}

interface Placed extends Entry {
  x: number
  /** Where the symbol stands. */
  symbolX: number
}

const measuring = document.createElement('canvas').getContext('2d')

/** The figure's legend; in a race, the colours of the table below it. */
function entriesOf(view: View, { words }: Shown): Entry[] {
  const legend = view.legend().map((entry) => ({ ...entry, text: words.own(`curve.${entry.id}`) }))
  if (legend.length > 0) return legend
  return (view.board()?.rows ?? []).flatMap(({ color, cells: [name] }) =>
    color && name ? [{ text: words.term(name), symbol: '', color, dashed: false }] : [],
  )
}

/** Sets the entries in rows of at most `width`. */
export function placeLegend(view: View, shown: Shown, width: number): Placed[][] {
  const rows: Placed[][] = []
  let row: Placed[] | undefined
  let x = PADDING
  for (const entry of entriesOf(view, shown)) {
    const symbolAt = MARK + GAP + widthOf(entry.text, textFont(1)) + BEFORE_SYMBOL
    const needed = symbolAt + widthOf(entry.symbol, symbolFont(1))
    if (!row || x + needed > width - PADDING) {
      row = []
      rows.push(row)
      x = PADDING
    }
    row.push({ ...entry, x, symbolX: x + symbolAt })
    x += needed + BETWEEN
  }
  return rows
}

export function legendHeight(rows: readonly unknown[]): number {
  return rows.length > 0 ? rows.length * ROW + PADDING : 0
}

/** Draws below a figure of height `top`, at `scale` pixels to a CSS pixel. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  rows: readonly Placed[][],
  theme: Theme,
  top: number,
  scale: number,
): void {
  context.textBaseline = 'alphabetic'
  context.textAlign = 'start'
  context.lineWidth = 2.5 * scale
  for (const [index, row] of rows.entries()) {
    const y = (top + (index + 0.5) * ROW) * scale
    for (const { x, text, symbol, symbolX, color, dashed } of row) {
      context.strokeStyle = hexadecimal(color)
      for (let from = 0; from < MARK; from += dashed ? 1.5 * DASH : MARK) {
        const to = Math.min(MARK, from + (dashed ? DASH : MARK))
        context.beginPath()
        context.moveTo((x + from) * scale, y)
        context.lineTo((x + to) * scale, y)
        context.stroke()
      }
      context.fillStyle = INKS[theme]
      const write = (words: string, font: string, left: number) => {
        context.font = font
        context.save()
        context.translate(left * scale, y + BASELINE * scale)
        context.fillText(words, 0, 0)
        context.restore()
      }
      write(text, textFont(scale), x + MARK + GAP)
      if (symbol) write(symbol, symbolFont(scale), symbolX)
    }
  }
}

const textFont = (scale: number) => `normal ${SIZE * scale}px ${SANS}`
const symbolFont = (scale: number) => `italic ${(SIZE + 1) * scale}px ${SERIF}`

function widthOf(text: string, font: string): number {
  if (!measuring) return 0
  measuring.font = font
  return measuring.measureText(text).width
}

/** `rgb(213 94 0)` as `#d55e00`, which every program that reads SVG knows. */
function hexadecimal(color: string): string {
  const channels = color.match(/\d+/g) ?? []
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`
}
