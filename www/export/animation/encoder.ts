/** What makes a file of pictures, in one of the formats. */

export interface Picture {
  pixels: ImageData
  canvas: OffscreenCanvas
  /** How many frames it stays. */
  frames: number
}

export interface Encoder {
  /** Takes the next picture. */
  add(picture: Picture): Promise<void>
  /** How many bytes there are by now. */
  readonly size: number
  finish(): Promise<Blob>
}
