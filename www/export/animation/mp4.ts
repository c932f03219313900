/**
 * MP4 with one track of H.264 and nothing else (ISO/IEC 14496-12 and 14496-15). Packages that do this are 30 kB and more,
 * because they know all tracks and codecs; mp4-muxer is not looked after any more.
 */

/** An encoded frame. */
export interface Sample {
  data: Uint8Array<ArrayBuffer>
  isKey: boolean
  /** Which frame of the video it is: they may be encoded in another order. */
  frame: number
}

export interface Track {
  width: number
  height: number
  fps: number
  /** What a decoder has to know first. */
  description: Uint8Array<ArrayBuffer>
}

type Part = number[] | Uint8Array<ArrayBuffer>

export function mp4(samples: readonly Sample[], { width, height, fps, description }: Track): Blob {
  const count = samples.length
  const data = samples.map((sample) => sample.data)
  const length = data.reduce((sum, { length }) => sum + length, 0)
  const head = box('ftyp', text('isom'), u32(0x200), text('isomiso2avc1mp41'))
  const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap(u32)
  const keys = samples.flatMap(({ isKey }, index) => (isKey ? [index + 1] : []))
  // Where frames are encoded in another order than they are shown in, each says how far it is from its turn.
  const shifts = samples.map(({ frame }, index) => frame - index)
  const late = Math.max(0, -Math.min(...shifts))
  const entry = box(
    'avc1',
    zeros(6),
    u16(1),
    zeros(16),
    u16(width),
    u16(height),
    // 72 pixels to the inch.
    u32(0x480000),
    u32(0x480000),
    zeros(4),
    u16(1),
    zeros(32),
    u16(24),
    u16(0xffff),
    box('avcC', description),
  )
  const table = (at: number) =>
    box(
      'stbl',
      full('stsd', u32(1), entry),
      full('stts', u32(1), u32(count), u32(1)),
      full('stss', u32(keys.length), keys.flatMap(u32)),
      ...(shifts.some((shift) => shift !== 0)
        ? [
            full(
              'ctts',
              u32(count),
              shifts.flatMap((shift) => [...u32(1), ...u32(shift + late)]),
            ),
          ]
        : []),
      full('stsc', u32(1), u32(1), u32(count), u32(1)),
      full(
        'stsz',
        u32(0),
        u32(count),
        data.flatMap(({ length }) => u32(length)),
      ),
      full('stco', u32(1), u32(at)),
    )
  const movie = (at: number) =>
    box(
      'moov',
      full('mvhd', zeros(8), u32(fps), u32(count), u32(0x10000), u16(0x100), zeros(10), matrix, zeros(24), u32(2)),
      box(
        'trak',
        // Enabled, and in the movie.
        box(
          'tkhd',
          u32(3),
          zeros(8),
          u32(1),
          zeros(4),
          u32(count),
          zeros(8),
          zeros(8),
          matrix,
          side(width),
          side(height),
        ),
        ...(late > 0 ? [box('edts', full('elst', u32(1), u32(count), u32(late), u32(0x10000)))] : []),
        box(
          'mdia',
          // In no language.
          full('mdhd', zeros(8), u32(fps), u32(count), u16(0x55c4), zeros(2)),
          full('hdlr', zeros(4), text('vide'), zeros(12), text('video\0')),
          box('minf', box('vmhd', u32(1), zeros(8)), box('dinf', full('dref', u32(1), box('url ', u32(1)))), table(at)),
        ),
      ),
    )
  // How long it is does not depend on what stands in it.
  const at = head.length + movie(0).length + 8
  return new Blob([head, movie(at), new Uint8Array([...u32(length + 8), ...text('mdat')]), ...data], {
    type: 'video/mp4',
  })
}

function box(name: string, ...parts: Part[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 8)
  const bytes = new Uint8Array(length)
  bytes.set([...u32(length), ...text(name)])
  let at = 8
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** A box with a version and flags, both 0. */
function full(name: string, ...parts: Part[]): Uint8Array<ArrayBuffer> {
  return box(name, zeros(4), ...parts)
}

function u16(value: number): number[] {
  return [value >>> 8, value & 0xff]
}

function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

/** A length with 16 binary places. */
function side(pixels: number): number[] {
  return [...u16(pixels), 0, 0]
}

function text(letters: string): number[] {
  return [...letters].map((letter) => letter.charCodeAt(0))
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0)
}
