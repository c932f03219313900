/** Pictures of a frame: drawn anew by the same scene, at the size and in the colours that a paper needs. */
import type { View } from '../api'
import type { PictureOptions, Theme } from '../public'
import { drawLegend, legendHeight, placeLegend } from './legend'
import { withDensity } from './png-density'
import { permalink, type Shown } from './shown'
import { escaped, SvgCanvas, type SvgContext } from './svg-canvas'

/** 3.4 and 7 inches, in CSS pixels; the command line has the same. */
const WIDTHS = { column: 326, page: 672 }
/** A PNG has so many pixels to a CSS pixel. */
const PNG_SCALE = 2
/** The backgrounds of the themes in src/draw/theme.rs, into which fields are mixed. */
const BACKGROUNDS: Record<Theme, string> = { light: '#ffffff', dark: '#16181c' }

/** A picture that is about to be drawn; lengths in CSS pixels. */
interface Sheet {
  width: number
  /** Of the figure alone. */
  height: number
  theme: Theme
  background: string | undefined
}

export function svg(shown: Shown, options: PictureOptions = {}): string {
  const [back, front, below] = [new SvgCanvas(), new SvgCanvas(), new SvgCanvas()]
  // The View knows of a canvas only what SvgCanvas has too.
  const canvases = [back, front] as unknown as [HTMLCanvasElement, HTMLCanvasElement]
  return withView(shown, options, canvases, 1, (sheet, view) => {
    const { width, theme, background } = sheet
    const rows = placeLegend(view, shown, width)
    drawLegend(below.context as unknown as CanvasRenderingContext2D, rows, theme, sheet.height, 1)
    const height = sheet.height + legendHeight(rows)
    const group = ({ scale, elements }: SvgContext) => `<g transform="scale(${scale})">\n${elements}\n</g>`
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" stroke-linejoin="round">`,
      `<title>${escaped(shown.words.own('title'))}</title>`,
      `<desc>thetaflow ${__VERSION__}, ${escaped(permalink(shown))}</desc>`,
      background ? `<rect width="100%" height="100%" fill="${background}"/>` : '',
      group(back.context),
      group(front.context),
      below.context.elements,
      '</svg>\n',
    ]
      .filter(Boolean)
      .join('\n')
  })
}

export function png(shown: Shown, options: PictureOptions = {}): Promise<Blob> {
  const [back, front, whole] = [0, 1, 2].map(() => document.createElement('canvas'))
  if (!back || !front || !whole) throw new Error('no canvas')
  return withView(shown, options, [back, front], PNG_SCALE, (sheet, view) => {
    const rows = placeLegend(view, shown, sheet.width)
    whole.width = back.width
    whole.height = back.height + Math.round(PNG_SCALE * legendHeight(rows))
    const context = whole.getContext('2d')
    if (!context) throw new Error('no canvas')
    if (sheet.background) {
      context.fillStyle = sheet.background
      context.fillRect(0, 0, whole.width, whole.height)
    }
    context.drawImage(back, 0, 0)
    context.drawImage(front, 0, 0)
    drawLegend(context, rows, sheet.theme, sheet.height, PNG_SCALE)
    const pixels = new Promise<Blob>((resolve, reject) => {
      whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('too large'))), 'image/png')
    })
    return pixels.then((blob) => withDensity(blob, PNG_SCALE))
  })
}

/** Draws the frame on two canvases, one above the other, and goes on with them. */
function withView<Result>(
  { engine, frame, width: shownWidth, theme: shownTheme }: Shown,
  { width: wanted = 'column', theme: chosen = 'light', transparent = false }: PictureOptions,
  [back, front]: [HTMLCanvasElement, HTMLCanvasElement],
  ratio: number,
  finish: (sheet: Sheet, view: View) => Result,
): Result {
  const view = new engine.View(back, front)
  try {
    const width = Math.round(wanted === 'shown' ? shownWidth : typeof wanted === 'number' ? wanted : WIDTHS[wanted])
    const height = Math.round(view.height(width))
    const theme = chosen === 'shown' ? shownTheme : chosen
    view.resize(width, height, ratio)
    view.set_theme(theme)
    view.show(frame)
    return finish({ width, height, theme, background: transparent ? undefined : BACKGROUNDS[theme] }, view)
  } finally {
    view.free()
  }
}
