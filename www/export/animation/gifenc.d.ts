/** As much of gifenc 1.0.3, which has no types, as is used. */
declare module 'gifenc' {
  export interface FrameOptions {
    palette?: readonly (readonly number[])[]
    /** In milliseconds. */
    delay?: number
    transparent?: boolean
    transparentIndex?: number
    dispose?: number
  }
  export function GIFEncoder(): {
    writeFrame(index: Uint8Array, width: number, height: number, options?: FrameOptions): void
    finish(): void
    bytes(): Uint8Array<ArrayBuffer>
    bytesView(): Uint8Array<ArrayBuffer>
    readonly buffer: ArrayBuffer
  }
  export function quantize(
    rgba: Uint8Array,
    colors: number,
    options?: { format?: 'rgb565' | 'rgb444' | 'rgba4444' },
  ): [number, number, number][]
}
