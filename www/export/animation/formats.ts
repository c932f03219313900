/** In what an animation can be made. */

export const FORMATS = ['gif', 'apng', 'mp4', 'webm'] as const
export type Format = (typeof FORMATS)[number]

export const TYPES: Record<Format, string> = {
  gif: 'image/gif',
  apng: 'image/apng',
  mp4: 'video/mp4',
  webm: 'video/webm',
}

/** What plays everywhere first: profiles and levels of H.264, and of VP9. */
const CODECS: Partial<Record<Format, readonly string[]>> = {
  mp4: ['avc1.640028', 'avc1.640033', 'avc1.4d0028', 'avc1.42e028', 'avc1.42e033'],
  webm: ['vp09.00.40.08', 'vp09.00.51.08'],
}

/** Bits for a pixel and frame. Lines stay sharp by so many. */
const BITS = 0.12

/** How the browser encodes a video of so many pixels, if it can. */
export async function videoConfig(
  format: Format,
  width: number,
  height: number,
  fps: number,
): Promise<VideoEncoderConfig | undefined> {
  if (typeof VideoEncoder === 'undefined') return undefined
  for (const codec of CODECS[format] ?? []) {
    const config: VideoEncoderConfig = {
      codec,
      width,
      height,
      framerate: fps,
      bitrate: Math.round(BITS * width * height * fps),
      ...(format === 'mp4' && { avc: { format: 'avc' } }),
    }
    const answer = await VideoEncoder.isConfigSupported(config).catch(() => undefined)
    if (answer?.supported) return config
  }
  return undefined
}

/** The formats that this browser can make, with pictures of some usual size. */
export async function formatsHere(): Promise<Format[]> {
  const video = await Promise.all(
    (['mp4', 'webm'] as const).map(async (format) => ((await videoConfig(format, 652, 480, 25)) ? format : undefined)),
  )
  return ['gif', 'apng', ...video.filter((format) => format !== undefined)]
}
