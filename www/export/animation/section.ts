/** What makes animations: in the panel, and for scripts. */
import { html, nothing, type TemplateResult, unsafeCSS } from 'lit'
import type { Figure } from '../../figure/figure'
import { adopt } from '../../figure/styles'
import type { Wording } from '../../figure/wording'
import type { AnimationOptions, PictureOptions } from '../../public'
import type { Look } from '../picture'
import type { Shown, Source } from '../shown'
import { type Format, formatsHere } from './formats'
import css from './section.css?inline'
import { estimate, framesOf, make, Refusal, USUAL, type Wanted, wanted } from './work'

const styles = unsafeCSS(css)

/** An estimate waits until nobody has changed anything for so long. */
const PATIENCE_MS = 400
/** Progress is said at each of so many parts of the way: more would be noise. */
const SAID = 4

/** What the panel has for it: this file is fetched by itself, and fetches nothing else. */
export interface Tools {
  source: Source
  /** Stops the run, and waits until all is computed. */
  atRest(figure: Figure): Promise<Shown>
  look(shown: Shown, options: PictureOptions): Look
  save(content: Blob, name: string): void
  fileName(shown: Shown, extension: string): string
  /** What the reader has chosen for pictures. */
  options(): PictureOptions
  changed(): void
}

/** The animation of a figure, for a script. */
export async function animation(
  { words, ...shown }: Shown,
  look: Look,
  last: number,
  options: AnimationOptions,
): Promise<Blob> {
  const own = await words.with('animation')
  try {
    return await make({ ...shown, words: own }, look, wanted(options, last), options)
  } catch (error) {
    throw error instanceof Refusal ? new RangeError(sentence(own, error)) : error
  }
}

function sentence(words: Wording, { key, gaps }: Refusal): string {
  return words.text(`animation.${key}`, gaps)
}

/** What the reader chose stays for the next animation. */
const chosen: { format: Format; seconds: number; fps: number } = { ...USUAL }

export async function openSection(tools: Tools): Promise<Section> {
  const { source } = tools
  adopt(source.figure.element.shadowRoot, styles)
  const [words, formats] = await Promise.all([source.words.with('animation'), formatsHere()])
  if (!formats.includes(chosen.format)) chosen.format = USUAL.format
  return new Section(tools, words, formats)
}

export class Section {
  #from: number = USUAL.from
  /** The last step, unless something else is set. */
  #to: number | undefined
  /** What is said below: how large it will be, how far it is, that it is there. */
  #said = ''
  /** The part that is done, while it is made. */
  #done: number | undefined
  #making: AbortController | undefined
  #estimating: AbortController | undefined
  #timer = 0
  /** What an estimate was about. */
  #estimated = ''

  constructor(
    private readonly tools: Tools,
    private readonly words: Wording,
    private readonly formats: readonly Format[],
  ) {
    this.refresh()
  }

  /** Something else is on show, or asked for: an estimate is out of date. */
  refresh(): void {
    if (this.#making || this.#key() === this.#estimated) return
    this.#estimated = ''
    this.#estimating?.abort()
    this.#say('')
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.#estimate(), PATIENCE_MS)
  }

  /** Nobody waits for it any more. */
  close(): void {
    window.clearTimeout(this.#timer)
    this.#estimating?.abort()
    this.#making?.abort()
  }

  render(): TemplateResult {
    const { last } = this.#run.playback
    const isMaking = this.#making !== undefined
    const choose = ({ currentTarget }: Event) => {
      chosen.format = (currentTarget as HTMLSelectElement).value as Format
      this.refresh()
    }
    const option = (format: Format) =>
      html`<option value=${format} ?selected=${format === chosen.format}>${this.#text(`format_${format}`)}</option>`
    return html`
      <div class="animation" role="group" aria-label=${this.#text('name')}>
        <label>${this.#text('format')}<select class="choice" part="select" ?disabled=${isMaking} @change=${choose}>${this.formats.map(option)}</select></label>
        ${this.#number('seconds', chosen.seconds, 'any', (value) => {
          chosen.seconds = value
        })}
        ${this.#number('fps', chosen.fps, '1', (value) => {
          chosen.fps = value
        })}
        ${this.#number('from', this.#from, '1', (value) => {
          this.#from = value
        })}
        ${this.#number('to', this.#to ?? last, '1', (value) => {
          this.#to = value === last ? undefined : value
        })}
        <div class="making">
          <button type="button" part="button" @click=${() => this.#press()}>${this.#text(isMaking ? 'stop' : 'make')}</button>
          ${isMaking ? html`<progress aria-label=${this.#text('progress')} max="1" value=${this.#done ?? nothing}></progress>` : nothing}
          <output>${this.#said}</output>
        </div>
      </div>
    `
  }

  get #run(): Figure['run'] {
    return this.tools.source.figure.run
  }

  #text(key: string, gaps: Record<string, string | number> = {}): string {
    return this.words.text(`animation.${key}`, gaps)
  }

  #number(key: string, value: number, step: string, set: (value: number) => void): TemplateResult {
    const change = ({ currentTarget }: Event) => {
      set((currentTarget as HTMLInputElement).valueAsNumber)
      this.refresh()
    }
    return html`<label>${this.#text(key)}<input class="field amount" part="field" type="number" min="0" step=${step} .value=${Number.isNaN(value) ? '' : String(value)} ?disabled=${this.#making !== undefined} @change=${change}></label>`
  }

  #say(text: string): void {
    this.#said = text
    this.tools.changed()
  }

  #wanted(): Wanted {
    const { last } = this.#run.playback
    return wanted({ ...chosen, from: this.#from, to: this.#to ?? last }, last)
  }

  /** All that the size depends on. */
  #key(): string {
    const { query, playback } = this.#run
    return JSON.stringify([query, playback.last, chosen, this.#from, this.#to, this.tools.options()])
  }

  #tell(error: unknown): void {
    if (error instanceof Refusal) {
      this.#say(sentence(this.words, error))
      return
    }
    console.error('theta-flow:', error)
    this.#say(this.#text('failed'))
  }

  async #estimate(): Promise<void> {
    const { tools } = this
    const run = this.#run
    // Nobody's run is stopped for a number, nor takes the processor from it.
    if (run.playback.playing || !run.isSettled) {
      this.#timer = window.setTimeout(() => void this.#estimate(), PATIENCE_MS)
      return
    }
    const key = this.#key()
    this.#estimated = key
    const controller = new AbortController()
    this.#estimating = controller
    try {
      const asked = this.#wanted()
      this.#say(this.#text('estimating', { frames: framesOf(asked) }))
      const shown = await tools.atRest(tools.source.figure)
      const bytes = await estimate(shown, tools.look(shown, tools.options()), asked, controller.signal)
      if (!controller.signal.aborted)
        this.#say(this.#text('estimate', { frames: framesOf(asked), size: this.#size(bytes) }))
    } catch (error) {
      if (!controller.signal.aborted) this.#tell(error)
    }
  }

  #press(): void {
    if (this.#making) this.#making.abort()
    else void this.#make()
  }

  async #make(): Promise<void> {
    const { tools } = this
    window.clearTimeout(this.#timer)
    this.#estimating?.abort()
    const controller = new AbortController()
    const { signal } = controller
    this.#making = controller
    this.#done = undefined
    let said = 0
    const progress = (done: number, all: number) => {
      this.#done = done / all
      const part = Math.floor((SAID * done) / all)
      if (part > said && part < SAID) this.#said = this.#text('made', { percent: Math.round((100 * part) / SAID) })
      said = part
      tools.changed()
    }
    try {
      const asked = this.#wanted()
      this.#say(this.#text('begun'))
      const shown = await tools.atRest(tools.source.figure)
      const file = await make(shown, tools.look(shown, tools.options()), asked, { progress, signal })
      const ending = asked.format === 'apng' ? 'png' : asked.format
      tools.save(file, tools.fileName({ ...shown, step: asked.to }, ending))
      this.#say(this.#text('saved', { size: this.#size(file.size) }))
    } catch (error) {
      if (signal.aborted) this.#say(this.#text('stopped'))
      else this.#tell(error)
    } finally {
      this.#making = undefined
      this.#estimated = this.#key()
      tools.changed()
    }
  }

  /** With two digits: it is no more exact. */
  #size(bytes: number): string {
    const [unit, amount] = bytes < 1e6 ? ['kilobyte', bytes / 1e3] : ['megabyte', bytes / 1e6]
    const format = new Intl.NumberFormat(this.words.language, { style: 'unit', unit, maximumSignificantDigits: 2 })
    return format.format(amount)
  }
}
