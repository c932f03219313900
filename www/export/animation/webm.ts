/** WebM with one track of VP9 and nothing else (RFC 8794, RFC 9559). */
import type { Sample } from './mp4'

/** A reader that jumps finds its place in a cluster; the times in it have 16 bits of milliseconds. */
const LONGEST_CLUSTER_MS = 20_000

type Part = number[] | Uint8Array<ArrayBuffer>

export function webm(
  samples: readonly Sample[],
  { width, height, fps }: { width: number; height: number; fps: number },
): Blob {
  const time = (frame: number) => Math.round((1000 * frame) / fps)
  const duration = new Uint8Array(8)
  new DataView(duration.buffer).setFloat64(0, time(samples.length))
  const track = element(
    0xae,
    whole(0xd7, 1),
    whole(0x73c5, 1),
    // A video.
    whole(0x83, 1),
    element(0x86, text('V_VP9')),
    element(0xe0, whole(0xb0, width), whole(0xba, height)),
  )
  const clusters: { start: number; blocks: Uint8Array<ArrayBuffer>[] }[] = []
  for (const { data, isKey, frame } of samples) {
    const now = time(frame)
    let last = clusters.at(-1)
    if (!last || (isKey && frame > 0) || now - last.start > LONGEST_CLUSTER_MS) {
      last = { start: now, blocks: [] }
      clusters.push(last)
    }
    const since = now - last.start
    last.blocks.push(element(0xa3, [0x81, since >> 8, since & 0xff, isKey ? 0x80 : 0], data))
  }
  const head = element(
    0x1a45dfa3,
    whole(0x4286, 1),
    whole(0x42f7, 1),
    whole(0x42f2, 4),
    whole(0x42f3, 8),
    element(0x4282, text('webm')),
    whole(0x4287, 4),
    whole(0x4285, 2),
  )
  const segment = element(
    0x18538067,
    // Times in milliseconds.
    element(
      0x1549a966,
      whole(0x2ad7b1, 1_000_000),
      element(0x4489, duration),
      element(0x4d80, text('thetaflow')),
      element(0x5741, text('thetaflow')),
    ),
    element(0x1654ae6b, track),
    ...clusters.map(({ start, blocks }) => element(0x1f43b675, whole(0xe7, start), ...blocks)),
  )
  return new Blob([head, segment], { type: 'video/webm' })
}

function element(id: number, ...parts: Part[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  // A length of four bytes begins with a bit that says so.
  const head = [...bytesOf(id), 0x10 | (length >>> 24), (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff]
  const bytes = new Uint8Array(head.length + length)
  bytes.set(head)
  let at = head.length
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

function whole(id: number, value: number): Uint8Array<ArrayBuffer> {
  return element(id, bytesOf(value))
}

/** Without zeros in front. */
function bytesOf(value: number): number[] {
  const bytes = [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
  const first = bytes.findIndex((byte) => byte !== 0)
  return bytes.slice(first < 0 ? 3 : first)
}

function text(letters: string): number[] {
  return [...letters].map((letter) => letter.charCodeAt(0))
}
