/** The legend below an exported figure. In the page it is text, beside the picture; in a paper it has to be in the picture. */
import type { LegendEntry } from '../api'
import type { Theme } from '../surroundings'
import type { Shown } from './shown'

/** Lengths in CSS pixels. */
const SIZE = 11.5
const ROW = 17
const MARK = 20
const GAP = 6
const BETWEEN = 16
const PADDING = 6
const DASH = 5
const FONT = `system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Noto Sans CJK SC', 'DejaVu Sans', sans-serif`
/** The inks of the themes in src/draw/theme.rs. */
const INKS: Record<Theme, string> = { light: '#222222', dark: '#e4e4e4' }

interface Placed extends LegendEntry {
  x: number
  text: string
}

const measuring = document.createElement('canvas').getContext('2d')

/** Sets the entries in rows of at most `width`. */
export function placeLegend(entries: readonly LegendEntry[], { text, schema }: Shown, width: number): Placed[][] {
  const rows: Placed[][] = []
  let row: Placed[] | undefined
  let x = PADDING
  if (measuring) measuring.font = font(1)
  for (const entry of entries) {
    const words = [text(`lab.${schema.lab}.curve.${entry.id}`), entry.symbol].filter(Boolean).join(' ')
    const needed = MARK + GAP + (measuring?.measureText(words).width ?? 0)
    if (!row || x + needed > width - PADDING) {
      row = []
      rows.push(row)
      x = PADDING
    }
    row.push({ ...entry, x, text: words })
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
  context.font = font(scale)
  context.textBaseline = 'middle'
  context.textAlign = 'start'
  context.lineWidth = 2.5 * scale
  for (const [index, row] of rows.entries()) {
    const y = (top + (index + 0.5) * ROW) * scale
    for (const { x, text, color, dashed } of row) {
      context.strokeStyle = hexadecimal(color)
      for (let from = 0; from < MARK; from += dashed ? 1.5 * DASH : MARK) {
        const to = Math.min(MARK, from + (dashed ? DASH : MARK))
        context.beginPath()
        context.moveTo((x + from) * scale, y)
        context.lineTo((x + to) * scale, y)
        context.stroke()
      }
      context.fillStyle = INKS[theme]
      context.save()
      context.translate((x + MARK + GAP) * scale, y)
      context.fillText(text, 0, 0)
      context.restore()
    }
  }
}

function font(scale: number): string {
  return `normal ${SIZE * scale}px ${FONT}`
}

/** `rgb(213 94 0)` as `#d55e00`, which every program that reads SVG knows. */
function hexadecimal(color: string): string {
  const channels = color.match(/\d+/g) ?? []
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`
}
