/** What a figure is told before it can do it, in order. */
export class KeptCalls {
  #calls: { act: () => void; drag: string }[] = []
  #running = false

  /** Whether they are being carried out: what they come to, and nothing on the way, is worth computing. */
  get running(): boolean {
    return this.#running
  }

  /** Of a drag, named by what it moves, only the latest value counts. */
  keep(act: () => void, drag: string): void {
    if (drag) this.#calls = this.#calls.filter((call) => call.drag !== drag)
    this.#calls.push({ act, drag })
  }

  forget(): void {
    this.#calls = []
  }

  /** In its turn before all others. */
  keepFirst(act: () => void): void {
    this.#calls.unshift({ act, drag: '' })
  }

  /** As far as nothing has to be waited for. */
  carryOut(canGoOn: () => boolean): void {
    this.#running = true
    try {
      while (this.#calls.length > 0 && canGoOn()) this.#calls.shift()?.act()
    } finally {
      this.#running = false
    }
  }
}
