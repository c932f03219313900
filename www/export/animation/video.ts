/** MP4 and WebM, encoded by the browser. */
import type { Encoder, Picture } from './encoder'
import { type Format, videoConfig } from './formats'
import { mp4, type Sample } from './mp4'
import { webm } from './webm'

/** Frames from one that stands for itself to the next: as far as a player has to look back. */
const KEY_EVERY = 250
/** Frames that wait to be encoded: each is as large as a picture. */
const MOST_WAITING = 4

export class VideoTrackEncoder implements Encoder {
  readonly #encoder: VideoEncoder
  readonly #samples: Sample[] = []
  #description: Uint8Array<ArrayBuffer> | undefined
  #trouble: Error | undefined
  #frames = 0
  size = 0

  static async open(
    format: Format,
    { width, height }: { width: number; height: number },
    fps: number,
  ): Promise<VideoTrackEncoder> {
    const config = await videoConfig(format, width, height, fps)
    if (!config) throw new Error(`this browser encodes no ${format} of this size`)
    return new VideoTrackEncoder(format, config, fps)
  }

  private constructor(
    private readonly format: Format,
    private readonly config: VideoEncoderConfig,
    private readonly fps: number,
  ) {
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#take(chunk, metadata),
      error: (error) => {
        this.#trouble = error
      },
    })
    this.#encoder.configure(config)
  }

  /** Players like an even beat: a picture that stays is there in every frame, which costs next to nothing. */
  async add({ canvas, frames }: Picture): Promise<void> {
    for (let held = 0; held < frames; held += 1) {
      const second = 1e6 / this.fps
      const frame = new VideoFrame(canvas, {
        timestamp: Math.round(this.#frames * second),
        duration: Math.round(second),
      })
      this.#encoder.encode(frame, { keyFrame: this.#frames % KEY_EVERY === 0 })
      frame.close()
      this.#frames += 1
      while (this.#encoder.encodeQueueSize > MOST_WAITING) await new Promise((resolve) => setTimeout(resolve, 1))
      if (this.#trouble) throw this.#trouble
    }
  }

  async finish(): Promise<Blob> {
    await this.flush()
    this.#encoder.close()
    const { width, height } = this.config
    const track = { width, height, fps: this.fps }
    if (this.format === 'webm') return webm(this.#samples, track)
    if (!this.#description) throw new Error('the browser does not say how to decode its video')
    return mp4(this.#samples, { ...track, description: this.#description })
  }

  /** All that has been added counts in the size. */
  async flush(): Promise<void> {
    await this.#encoder.flush()
    if (this.#trouble) throw this.#trouble
  }

  #take(chunk: EncodedVideoChunk, metadata: EncodedVideoChunkMetadata | undefined): void {
    const data = new Uint8Array(chunk.byteLength)
    chunk.copyTo(data)
    this.size += data.length
    this.#samples.push({ data, isKey: chunk.type === 'key', frame: Math.round((chunk.timestamp * this.fps) / 1e6) })
    const { description } = metadata?.decoderConfig ?? {}
    if (!description) return
    const view = ArrayBuffer.isView(description)
      ? new Uint8Array(description.buffer, description.byteOffset, description.byteLength)
      : new Uint8Array(description)
    this.#description ??= new Uint8Array(view)
  }
}
