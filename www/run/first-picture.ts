/** The promise of a first picture. There is a new one when another lab is to come, and for another try after a failure. */
export class FirstPicture<Shown> {
  #promise!: Promise<Shown>
  #resolve!: (shown: Shown) => void
  #reject!: (error: Error) => void
  #stage: 'awaited' | 'there' | 'failed' = 'failed'

  /** The promise is one of `shown`. */
  constructor(private readonly shown: Shown) {
    this.expect()
  }

  get promise(): Promise<Shown> {
    return this.#promise
  }

  /** Begins to wait, unless that is what it does. */
  expect(): void {
    if (this.#stage === 'awaited') return
    this.#stage = 'awaited'
    this.#promise = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Who does not ask for it does not have to handle its failure.
    this.#promise.catch(() => {})
  }

  /** It has come. Returns whether it is the first. */
  come(): boolean {
    if (this.#stage === 'there') return false
    this.expect()
    this.#stage = 'there'
    this.#resolve(this.shown)
    return true
  }

  fail(error: Error): void {
    if (this.#stage !== 'awaited') return
    this.#stage = 'failed'
    this.#reject(error)
  }
}
