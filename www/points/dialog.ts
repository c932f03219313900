/** The dialog in which a reader pastes points as a table, or brings them in a file. */
import { html, nothing, render } from 'lit'
import type { ParamError, TableReading } from '../api'
import type { Wording } from '../figure/wording'
import { decode } from './encoding'

/** Ten thousand lines are far shorter. */
const LONGEST_FILE = 4_000_000
/** Browsers take seconds to type in what is longer, line by line. */
const LONG_PASTE = 20_000
/** How long a reader stops typing to see how the table is read. */
const PAUSE = 250

export interface PasteOptions {
  words: Wording
  /** The gaps of the help: range and number of points. */
  limits: Record<string, string | number>
  /** What is there already. */
  table: string
  /** How a table is read. */
  read(table: string): Promise<TableReading>
  /** Takes what was read over. */
  take(text: string): void
}

/** It closes when the table is taken over or the reader gives up. */
export class PasteDialog {
  readonly #dialog = document.createElement('dialog')
  /** How the table is read, line by line, or why it is not. */
  #reading: readonly string[] = []
  #refusal = ''
  #pause: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: PasteOptions) {}

  open(parent: HTMLElement): void {
    const dialog = this.#dialog
    dialog.className = 'paste'
    dialog.setAttribute('aria-labelledby', 'paste-title')
    dialog.addEventListener('dragover', (event) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    })
    dialog.addEventListener('drop', (event) => {
      const dropped = event.dataTransfer?.files[0]
      if (!dropped) return
      event.preventDefault()
      void this.#readFile(dropped)
    })
    // The host page may take Escape for a wish of its own.
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') event.stopPropagation()
    })
    dialog.addEventListener('close', () => {
      clearTimeout(this.#pause)
      dialog.remove()
    })
    this.#render()
    this.#table.value = this.options.table
    parent.append(dialog)
    dialog.showModal()
    this.#table.focus()
    this.#table.select()
    void this.#preview(false)
  }

  get #table(): HTMLTextAreaElement {
    return this.#dialog.querySelector('textarea') as HTMLTextAreaElement
  }

  /** A text of several lines is a table, even if there is nothing on the last one. */
  get #wanted(): string {
    const isRescaled = this.#dialog.querySelector<HTMLInputElement>('[type=checkbox]')?.checked
    return `${this.#table.value}\n${isRescaled ? '# rescale' : ''}`
  }

  #render(): void {
    const { words, limits } = this.options
    const t = (key: string) => words.text(`points.${key}`)
    // What browsers show for a file is in their own language: a button of ours opens it.
    const choose = () => this.#dialog.querySelector<HTMLInputElement>('[type=file]')?.click()
    const template = html`
      <form @submit=${(event: Event) => this.#submit(event)}>
        <h2 id="paste-title">${t('paste_title')}</h2>
        <p id="paste-help">${words.text('points.paste_help', limits)}</p>
        <textarea
          part="field"
          rows="10"
          spellcheck="false"
          autocomplete="off"
          placeholder="0.5,1.2&#10;-1.3,0.8"
          aria-label=${t('table')}
          aria-describedby="paste-help paste-reading paste-error"
          aria-invalid=${this.#refusal ? 'true' : nothing}
          @input=${(event: Event) => this.#typed(event)}
          @paste=${(event: ClipboardEvent) => this.#pasted(event)}
        ></textarea>
        <p>
          <label class="name flag"
            ><input type="checkbox" part="checkbox" @change=${() => void this.#preview(this.#refusal !== '')} />${t('rescale')}</label
          >
        </p>
        <p id="paste-reading" class="reading" role="status">${this.#reading.map((line) => html`<span>${line}</span>`)}</p>
        <p id="paste-error" class="refused" role="alert">${this.#refusal}</p>
        <p class="buttons">
          <button type="submit" part="button">${t('take')}</button>
          <button type="button" part="button" @click=${choose}>${t('file')}</button>
          <button type="button" part="button" @click=${() => this.#dialog.close()}>${t('cancel')}</button>
          <input
            type="file"
            accept=".csv,.tsv,.tab,.dat,.txt,.md,.json,text/*,application/json"
            hidden
            aria-label=${t('file')}
            @change=${(event: Event) => this.#chosen(event)}
          />
        </p>
      </form>
    `
    render(template, this.#dialog)
  }

  #refuse(sentence: string): void {
    this.#reading = []
    this.#refusal = sentence
    this.#render()
  }

  #accept(reading: readonly string[] = []): void {
    this.#reading = reading
    this.#refusal = ''
    this.#render()
  }

  #sentence({ code, args }: ParamError): string {
    return this.options.words.text(`error.${code}`, args)
  }

  /** Says how the table is read. Why it is not, is said of one that is complete: pasted, or out of a file. */
  async #preview(isComplete: boolean): Promise<void> {
    clearTimeout(this.#pause)
    this.#accept()
    // Even of no table, so that what reads it is there in time.
    const read = await this.#readNow()
    if (!read || !this.#table.value.trim()) return
    const [refusal] = read.remarks
    if (read.text != null) this.#accept(read.remarks.map((remark) => this.#sentence(remark)))
    else if (refusal && isComplete) this.#refuse(this.#sentence(refusal))
  }

  /** How the table is read; nothing once it is another one. */
  async #readNow(): Promise<TableReading | undefined> {
    const now = this.#wanted
    const read = await this.options.read(now)
    return this.#dialog.open && now === this.#wanted ? read : undefined
  }

  #submit(event: Event): void {
    event.preventDefault()
    clearTimeout(this.#pause)
    void this.#take()
  }

  async #take(): Promise<void> {
    const read = await this.#readNow()
    if (!read) return
    if (read.text != null) {
      this.options.take(read.text)
      this.#dialog.close()
      return
    }
    const [refusal] = read.remarks
    if (!refusal) return
    this.#refuse(this.#sentence(refusal))
    this.#table.focus()
    selectLine(this.#table, Number(refusal.args.line))
  }

  #typed(event: Event): void {
    clearTimeout(this.#pause)
    this.#accept()
    if (event instanceof InputEvent && event.inputType === 'insertFromPaste') void this.#preview(true)
    else this.#pause = setTimeout(() => void this.#preview(false), PAUSE)
  }

  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length < LONG_PASTE) return
    event.preventDefault()
    const table = this.#table
    table.setRangeText(text, table.selectionStart, table.selectionEnd, 'end')
    void this.#preview(true)
  }

  #chosen({ currentTarget }: Event): void {
    const input = currentTarget as HTMLInputElement
    void this.#readFile(input.files?.[0])
    // The same file may be read again, changed.
    input.value = ''
  }

  async #readFile(file: File | undefined): Promise<void> {
    if (!file) return
    const { words } = this.options
    const { name } = file
    if (file.size > LONGEST_FILE) return this.#refuse(words.text('points.file_too_long', { name }))
    const text = decode(new Uint8Array(await file.arrayBuffer()))
    if (text === undefined) return this.#refuse(words.text('points.file_not_text', { name }))
    this.#table.value = text
    void this.#preview(true)
  }
}

/** Shows which line is meant. Lines end as the reader of tables sees it; a text area knows only one kind of end. */
function selectLine(table: HTMLTextAreaElement, line: number): void {
  if (!line) return
  const lines = table.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0)
  table.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  // Browsers scroll to where one types, not to a selection.
  table.scrollTop = (table.scrollHeight / lines.length) * (line - 3)
}
