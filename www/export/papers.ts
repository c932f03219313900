/** Files for papers: PDF, and PGF for LaTeX. A module that is fetched then makes them of the SVG. */
import type { PaperMaker } from '../api'
import type { PictureOptions } from '../public'
import { loadEngine } from '../run/engine'
import { svg } from './picture'
import { permalink, type Shown } from './shown'

type Picture = InstanceType<PaperMaker['PaperPicture']>

/** The picture with its fonts. */
export async function pdf(shown: Shown, options?: PictureOptions): Promise<Blob> {
  const bytes = await made(shown, options, (picture) => {
    for (const letter of picture.missing()) drawLetter(picture, letter)
    return picture.pdf()
  })
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/pdf' })
}

/** The picture for `\input` in LaTeX: the paper brings the letters. */
export function pgf(shown: Shown, options?: PictureOptions): Promise<string> {
  return made(shown, options, (picture) => picture.pgf())
}

async function made<File>(
  shown: Shown,
  options: PictureOptions | undefined,
  make: (picture: Picture) => File,
): Promise<File> {
  const maker = (await loadEngine('papers')) as unknown as PaperMaker
  // The letters are not those of this page, nor as wide.
  const document = svg(shown, options, (text, size) => maker.estimated_width(text, size))
  const picture = new maker.PaperPicture(document, shown.words.own('title'), permalink(shown))
  try {
    return make(picture)
  } finally {
    picture.free()
  }
}

/** Dots to an em: as fine as a good printer. */
const PER_EM = 256

/**
 * A letter that the fonts of a PDF have not, as this machine draws it: a page cannot read the fonts of the machine, but can draw
 * their letters.
 */
function drawLetter(picture: Picture, letter: string): void {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas')
  const font = `${PER_EM}px sans-serif`
  context.font = font
  const { width: advance, ...ink } = metrics(context.measureText(letter))
  const [left, top] = [Math.floor(-ink.left), Math.ceil(ink.ascent)]
  const width = Math.max(1, Math.ceil(ink.right) - left)
  const height = Math.max(1, Math.ceil(ink.descent) + top)
  canvas.width = width
  canvas.height = height
  // A canvas forgets with its size.
  context.font = font
  context.fillText(letter, -left, top)
  const { data } = context.getImageData(0, 0, width, height)
  const coverage = Uint8Array.from({ length: width * height }, (_, dot) => data[4 * dot + 3] ?? 0)
  picture.draw(letter, PER_EM, advance, left, top, width, coverage)
}

function metrics({
  width,
  actualBoundingBoxLeft: left,
  actualBoundingBoxRight: right,
  actualBoundingBoxAscent: ascent,
  actualBoundingBoxDescent: descent,
}: TextMetrics) {
  return { width, left, right, ascent, descent }
}
