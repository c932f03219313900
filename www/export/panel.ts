/** What opens below the figure: pictures and data to save, texts to copy. */
import { html, nothing, type TemplateResult, unsafeCSS } from 'lit'
import { adopt } from '../figure/styles'
import type { Wording } from '../figure/wording'
import type { PictureOptions } from '../public'
import { AnimationRow } from './animation/row'
import { atRest } from './at-rest'
import { csv, json } from './data'
import { save, toClipboard } from './hand-over'
import css from './panel.css?inline'
import { pdf, pgf } from './papers'
import { png, svg } from './picture'
import { fileName, type Shown, type Source } from './shown'
import { element, frame, link, markdown, placed } from './snippets'

/** How long "copied" stays. */
const NOTICE_MS = 4000

const WIDTHS = ['column', 'page', 'shown'] as const
const LOOKS = {
  white: { theme: 'light' },
  transparent: { theme: 'light', transparent: true },
  shown: { theme: 'shown' },
} as const satisfies Record<string, PictureOptions>

const styles = unsafeCSS(css)

/** What the reader chose stays for the next picture. */
const chosen: { width: (typeof WIDTHS)[number]; look: keyof typeof LOOKS } = { width: 'column', look: 'white' }

export async function openPanel(source: Source, changed: () => void): Promise<Panel> {
  adopt(source.figure.element.shadowRoot, styles)
  return new Panel(source, await source.words.with('export'), changed)
}

export class Panel {
  #notice = ''
  /** What the reader is to copy without us. */
  #byHand: { name: string; text: string } | undefined
  #timer = 0
  readonly #animation: AnimationRow

  constructor(
    private readonly source: Source,
    private readonly words: Wording,
    private readonly changed: () => void,
  ) {
    this.#animation = new AnimationRow({ source, options, changed })
  }

  /** What it has said is about a run that is no longer on show. */
  clear(): void {
    if (this.#notice || this.#byHand) this.#say('')
    this.#animation.refresh()
  }

  close(): void {
    this.#animation.close()
  }

  render(): TemplateResult {
    const { source } = this
    const { run } = source.figure
    const t = (key: string) => this.#text(key)
    return html`
      <div class="panel">
        ${this.#row('picture', [
          this.#saves('SVG', (shown) => svg(shown, options()), 'image/svg+xml'),
          this.#saves('PNG', (shown) => png(shown, options()), 'image/png'),
          this.#saves('PDF', (shown) => pdf(shown, options()), 'application/pdf'),
          this.#saves('PGF', (shown) => pgf(shown, options()), 'application/x-tex'),
          this.#choice('width', WIDTHS),
          this.#choice('look', Object.keys(LOOKS)),
        ])}
        ${this.#row('animation', [this.#animation.button(t('animation_open'), (error) => this.#failed(t('animation'), error))])}
        ${this.#animation.render()}
        ${this.#row('data', [this.#saves('CSV', csv, 'text/csv'), this.#saves('JSON', json, 'application/json')])}
        ${this.#row('copy', [
          this.#copies(t('link'), () => link(placed(source))),
          this.#copies(t('element'), () => element(placed(source))),
          this.#copies('iframe', () => frame(placed(source))),
          this.#copies('Markdown', async () => markdown(placed(source), fileName(await atRest(source.figure), 'svg'))),
          ...run.scripts.map((format) => this.#copies(t(format), () => run.script(format))),
        ])}
        <output>${this.#notice}</output>
        <textarea
          part="field"
          readonly
          rows="6"
          spellcheck="false"
          ?hidden=${!this.#byHand}
          aria-label=${this.#byHand?.name ?? nothing}
          .value=${this.#byHand?.text ?? ''}
          @focus=${({ currentTarget }: Event) => (currentTarget as HTMLTextAreaElement).select()}
        ></textarea>
      </div>
    `
  }

  #text(key: string, name = ''): string {
    return this.words.text(`export.${key}`, { name })
  }

  #say(notice: string, lasts = false, byHand?: { name: string; text: string }): void {
    window.clearTimeout(this.#timer)
    this.#notice = notice
    this.#byHand = byHand
    if (notice && !lasts) this.#timer = window.setTimeout(() => this.#say(''), NOTICE_MS)
    this.changed()
  }

  #row(key: string, children: readonly TemplateResult[]): TemplateResult {
    const text = this.#text(key)
    return html`<div class="row" role="group" aria-label=${text}><span class="what">${text}</span>${children}</div>`
  }

  #failed(name: string, error: unknown): void {
    console.error('theta-flow:', error)
    this.#say(this.#text('failed', name), true)
  }

  /** A button that does what takes a moment. */
  #button(name: string, act: () => Promise<void>): TemplateResult {
    const press = () => {
      this.#say('')
      act().catch((error: unknown) => this.#failed(name, error))
    }
    return html`<button type="button" part="button" @click=${press}>${name}</button>`
  }

  #saves(name: string, content: (shown: Shown) => Promise<BlobPart> | BlobPart, type: string): TemplateResult {
    return this.#button(name, async () => {
      const shown = await atRest(this.source.figure)
      save(new Blob([await content(shown)], { type }), fileName(shown, name.toLowerCase()))
      this.#say(this.#text('saved', name))
    })
  }

  #copies(name: string, text: () => Promise<string> | string): TemplateResult {
    return this.#button(name, async () => {
      const promised = Promise.resolve().then(text)
      const copied = toClipboard(promised).then(
        () => true,
        () => false,
      )
      const content = await promised
      if (await copied) this.#say(this.#text('copied', name))
      else this.#say(this.#text('refused'), true, { name, text: content })
    })
  }

  #choice<Key extends keyof typeof chosen>(key: Key, values: readonly string[]): TemplateResult {
    const choose = ({ currentTarget }: Event) => {
      chosen[key] = (currentTarget as HTMLSelectElement).value as (typeof chosen)[Key]
      this.#animation.refresh()
    }
    const option = (value: string) =>
      html`<option value=${value} ?selected=${value === chosen[key]}>${this.#text(`${key}_${value}`)}</option>`
    return html`<label>${this.#text(key)}<select class="choice" part="select" @change=${choose}>${values.map(option)}</select></label>`
  }
}

function options(): PictureOptions {
  return { width: chosen.width, ...LOOKS[chosen.look] }
}
