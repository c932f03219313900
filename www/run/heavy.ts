/** Which of a lab's modules computes: the first, or for heavy work the second, which is fetched when it is wanted. */
import type { Place } from './place'

export class HeavyModule {
  #stage: 'unasked' | 'coming' | 'ready' | 'failed' = 'unasked'
  /** What has been asked for before is of no interest any more. */
  #turn = 0

  constructor(
    private readonly place: Pick<Place, 'computeModuleOf' | 'fetchModule'>,
    /** It has come, or it will not. */
    private readonly settled: () => void,
  ) {}

  /** Undefined while it is on its way. `missing` is told when it does not come: then the first one computes what it can. */
  moduleFor(lab: string, isHeavy: boolean, missing: (error: unknown) => void): string | undefined {
    const second = this.place.computeModuleOf(lab)
    if (!isHeavy || second === lab) {
      // The next time that it is wanted, it is worth another try.
      if (this.#stage === 'failed') this.#stage = 'unasked'
      return lab
    }
    if (this.#stage === 'unasked') void this.#fetch(second, missing)
    if (this.#stage === 'coming') return undefined
    return this.#stage === 'ready' ? second : lab
  }

  /** It does not do what it should. */
  fail(): void {
    this.#stage = 'failed'
  }

  forget(): void {
    this.#stage = 'unasked'
    this.#turn += 1
  }

  async #fetch(module: string, missing: (error: unknown) => void): Promise<void> {
    this.#stage = 'coming'
    const turn = this.#turn
    try {
      await this.place.fetchModule(module)
      if (turn === this.#turn) this.#stage = 'ready'
    } catch (error) {
      if (turn !== this.#turn) return
      this.#stage = 'failed'
      missing(error)
    }
    this.settled()
  }
}
