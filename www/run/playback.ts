/** Times the normal speed; or slow enough to follow every step, or as fast as the simulation can. */
export type Speed = number | 'slow' | 'max'

/** Steps per second in slow motion. */
const SLOW = 2
/** Far more than any simulation makes: the clock waits for it. */
const FAST = 1e6

/**
 * The clock of a run: which step should be on show now. Knows nothing of the page, so it can be reasoned about (and
 * tested) by itself.
 */
export class Playback {
  /** Steps per second at speed 1. */
  rate = 30
  speed: Speed = 1
  playing = false
  #head = 0
  #last = 0
  /** Rests on the finished run: stays there when the run's length changes. */
  #atEnd = true

  /** The step to show. */
  get step(): number {
    return this.#atEnd ? this.#last : Math.floor(this.#head)
  }

  get last(): number {
    return this.#last
  }

  set last(step: number) {
    this.#last = step
    this.#head = Math.min(this.#head, step)
  }

  get atEnd(): boolean {
    return this.#atEnd
  }

  /** Starts, from the beginning when the run is finished. */
  play(): void {
    if (this.#atEnd) this.seek(0)
    this.playing = true
  }

  pause(): void {
    this.playing = false
  }

  seek(step: number): void {
    this.#head = Math.max(0, Math.min(step, this.#last))
    this.#atEnd = step >= this.#last
  }

  /** Lets time pass. Stops at the end. */
  tick(seconds: number): void {
    if (!this.playing) return
    this.#head += seconds * this.#stepsPerSecond
    if (this.#head >= this.#last) this.finish()
  }

  /** Whether steps pass too fast to be looked at one by one. */
  get isFast(): boolean {
    return this.playing && this.#stepsPerSecond > SLOW
  }

  get #stepsPerSecond(): number {
    return { slow: SLOW, max: FAST }[this.speed] ?? this.rate * Number(this.speed)
  }

  /** The run is over, at its last step or because it ended early. */
  finish(): void {
    this.#atEnd = true
    this.playing = false
  }

  /** The simulation has only come this far: wait for it rather than run ahead. */
  waitAt(step: number): void {
    if (this.playing && this.#head > step + 1) this.#head = step + 1
  }
}
