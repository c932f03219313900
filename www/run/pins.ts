/** Earlier runs that stay in sight behind the present one. */
import type { Api } from '../api'
import type { Place } from './place'
import type { Runner } from './runner'

/** How long one request for the picture of such a run may compute. */
const BUDGET_MS = 12

interface Pin {
  /** Its run, as a permalink. */
  state: string
  /** Undefined until it has been computed. */
  frame: Uint8Array | undefined
}

export class Pins {
  #pins: readonly Pin[] = []

  constructor(
    private readonly place: Pick<Place, 'computeModuleOf' | 'fetchModule'>,
    /** There are others, or another picture of one has come. */
    private readonly changed: () => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  get states(): string[] {
    return this.#pins.map(({ state }) => state)
  }

  /** One each in the same order, which is that of the greys, as far as they have come. */
  get frames(): Uint8Array[] {
    const missing = this.#pins.findIndex(({ frame }) => !frame)
    const come = missing < 0 ? this.#pins : this.#pins.slice(0, missing)
    return come.flatMap(({ frame }) => frame ?? [])
  }

  /** Keeps a run in sight. False where it is already. */
  add(state: string, frame: Uint8Array): boolean {
    if (this.states.includes(state)) return false
    this.#set([...this.#pins, { state, frame }])
    return true
  }

  /** Lets one go, or all of them. False where there is none. */
  remove(index?: number): boolean {
    const rest = index === undefined ? [] : this.#pins.filter((_, at) => at !== index)
    if (rest.length === this.#pins.length) return false
    this.#set(rest)
    return true
  }

  /** Those of a permalink, and no others: they are computed one after the other. */
  async load(states: readonly string[], engine: Api, lab: string, runner: () => Runner): Promise<void> {
    if (states.length === 0 && this.#pins.length === 0) return
    const pins: readonly Pin[] = states.map((state) => ({ state, frame: undefined }))
    this.#set(pins)
    if (pins.length === 0) return
    const own = runner()
    try {
      for (const pin of pins) {
        const frame = await this.#compute(pin.state, engine, lab, own)
        // Others may have been loaded meanwhile, or this one let go.
        pin.frame = frame
        if (this.#pins.includes(pin)) this.changed()
      }
    } catch (error) {
      this.#set(this.#pins.filter(({ frame }) => frame))
      this.failed(error)
    } finally {
      own.close()
    }
  }

  #set(pins: readonly Pin[]): void {
    this.#pins = pins
    this.changed()
  }

  async #compute(state: string, engine: Api, lab: string, runner: Runner): Promise<Uint8Array> {
    const { query, step } = engine.parse_state(state, [lab])
    const params = new engine.Params()
    params.load(query)
    const isHeavy = params.needs_compute()
    const steps = params.values().find(({ id }) => id === 'steps')
    params.free()
    const module = isHeavy ? this.place.computeModuleOf(lab) : lab
    if (module !== lab) await this.place.fetchModule(module)
    for (;;) {
      const request = { lab, module, query, step: step ?? Number(steps?.text ?? 0), budget: BUDGET_MS }
      const { frame, done } = await runner.request(request)
      if (done) return frame
    }
  }
}
