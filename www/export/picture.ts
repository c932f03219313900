/** Pictures of a frame: drawn anew by the same scene, at the size and in the colours that a paper needs. */
import type { Term } from '../api'
import type { PictureOptions, Theme } from '../public'
import { withDensity } from './png-density'
import { permalink, type Shown } from './shown'
import { escaped, type Measure, SvgCanvas, type SvgContext } from './svg-canvas'

/** 3.4 and 7 inches, in CSS pixels; the command line has the same. */
const WIDTHS = { column: 326, page: 672 }
/** A PNG has so many pixels to a CSS pixel. */
const PNG_SCALE = 2

/** How pictures look, with nothing left out. */
export interface Look {
  /** In CSS pixels. */
  width: number
  theme: Theme
  transparent: boolean
}

export function lookOf(shown: Shown, { width = 'column', theme = 'light', transparent = false }: PictureOptions): Look {
  const wanted = width === 'shown' ? shown.width : typeof width === 'number' ? width : WIDTHS[width]
  return { width: Math.round(wanted), theme: theme === 'shown' ? shown.theme : theme, transparent }
}

/** What a drawn picture stands on; lengths in CSS pixels. */
interface Sheet {
  width: number
  height: number
  background: string | undefined
}

/** @param measure for letters that are not this page's */
export function svg(shown: Shown, options: PictureOptions = {}, measure?: Measure): string {
  const [back, front] = [new SvgCanvas(measure), new SvgCanvas(measure)]
  // The View knows of a canvas only what SvgCanvas has too.
  const canvases = [back, front] as unknown as [HTMLCanvasElement, HTMLCanvasElement]
  const { width, height, background } = draw(shown, options, canvases, 1)
  const group = ({ scale, elements }: SvgContext) => `<g transform="scale(${scale})">\n${elements}\n</g>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" stroke-linejoin="round">`,
    `<title>${escaped(shown.words.own('title'))}</title>`,
    `<desc>thetaflow ${__VERSION__}, ${escaped(permalink(shown))}</desc>`,
    background ? `<rect width="100%" height="100%" fill="${background}"/>` : '',
    group(back.context),
    group(front.context),
    '</svg>\n',
  ]
    .filter(Boolean)
    .join('\n')
}

export async function png(shown: Shown, options: PictureOptions = {}): Promise<Blob> {
  const [back, front, whole] = [0, 1, 2].map(() => document.createElement('canvas'))
  if (!back || !front || !whole) throw new Error('no canvas')
  const { background } = draw(shown, options, [back, front], PNG_SCALE)
  whole.width = back.width
  whole.height = back.height
  const context = whole.getContext('2d')
  if (!context) throw new Error('no canvas')
  if (background) {
    context.fillStyle = background
    context.fillRect(0, 0, whole.width, whole.height)
  }
  context.drawImage(back, 0, 0)
  context.drawImage(front, 0, 0)
  const pixels = await new Promise<Blob>((resolve, reject) => {
    whole.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('too large'))), 'image/png')
  })
  return withDensity(pixels, PNG_SCALE)
}

/** Draws the frame on two canvases, one above the other, with its legend. */
function draw(
  shown: Shown,
  options: PictureOptions,
  [back, front]: [HTMLCanvasElement, HTMLCanvasElement],
  ratio: number,
): Sheet {
  const { engine, frame, pins, windows, words } = shown
  const { width, theme, transparent } = lookOf(shown, options)
  const view = new engine.View(back, front)
  try {
    const figure = Math.round(view.height(width))
    view.resize(width, figure, ratio)
    view.set_theme(theme)
    view.pin(pins.frames)
    view.show(frame)
    view.set_windows(windows)
    const height = Math.round(figure + view.set_legend(pins.names, (term: Term) => words.term(term)))
    view.resize(width, height, ratio)
    return { width, height, background: transparent ? undefined : view.background() }
  } finally {
    view.free()
  }
}
