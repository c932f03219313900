/** The row "Animation" of the panel. What makes animations is fetched when it is opened, or asked for by a script. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Figure } from '../../figure/figure'
import type { AnimationOptions } from '../../public'
import { atRest } from '../at-rest'
import { save } from '../hand-over'
import { lookOf } from '../picture'
import { fileName } from '../shown'
import type { Section, Tools } from './section'

/** The run of a figure in motion. */
export async function animation(figure: Figure, options: AnimationOptions = {}): Promise<Blob> {
  const [{ animation }, shown] = await Promise.all([import('./section'), atRest(figure)])
  return animation(shown, lookOf(shown, options), figure.run.playback.last, options)
}

export class AnimationRow {
  #section: Section | undefined

  constructor(private readonly tools: Pick<Tools, 'source' | 'options' | 'changed'>) {}

  /** Something else is on show, or asked for. */
  refresh(): void {
    this.#section?.refresh()
  }

  close(): void {
    this.#section?.close()
    this.#section = undefined
  }

  /** The button that opens it. */
  button(name: string, failed: (error: unknown) => void): TemplateResult {
    return html`<button type="button" part="button" aria-expanded=${this.#section !== undefined} @click=${() => this.#toggle().catch(failed)}>${name}</button>`
  }

  render(): TemplateResult | typeof nothing {
    return this.#section?.render() ?? nothing
  }

  async #toggle(): Promise<void> {
    if (this.#section) this.close()
    else {
      const { openSection } = await import('./section')
      this.#section ??= await openSection({ ...this.tools, atRest, look: lookOf, save, fileName })
    }
    this.tools.changed()
  }
}
