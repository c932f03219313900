/** The dialog in which a reader pastes points as a table, or brings them in a file. */
import type { ParamError, TableReading } from '../api'
import type { Messages } from '../i18n'
import { button, element } from './dom'
import { decode } from './encoding'

/** Ten thousand lines are far shorter. */
const LONGEST_FILE = 4_000_000
/** Browsers take seconds to type in what is longer, line by line. */
const LONG_PASTE = 20_000
/** How long a reader stops typing to see how the table is read. */
const PAUSE = 250

export interface PasteOptions {
  messages: Messages
  /** The gaps of the help: range and number of points. */
  limits: Record<string, string | number>
  /** What is there already. */
  table: string
  /** How a table is read. */
  read(table: string): Promise<TableReading>
  /** Takes what was read over. */
  take(text: string): void
}

/** Opens the dialog; it closes when the table is taken over or the reader gives up. */
export function openPasteDialog(parent: HTMLElement, options: PasteOptions): void {
  const { messages, limits } = options
  const title = element('h2', { id: 'paste-title', textContent: messages.text('points.paste_title') })
  const help = element('p', { id: 'paste-help', textContent: messages.text('points.paste_help', limits) })
  const table = element('textarea', {
    rows: 10,
    spellcheck: false,
    autocomplete: 'off',
    value: options.table,
    placeholder: '0.5,1.2\n-1.3,0.8',
  })
  table.part.add('field')
  table.setAttribute('aria-label', messages.text('points.table'))
  table.setAttribute('aria-describedby', 'paste-help paste-reading paste-error')
  // What browsers show for a file is in their own language: a button of ours opens it.
  const file = element('input', {
    type: 'file',
    accept: '.csv,.tsv,.tab,.dat,.txt,.md,.json,text/*,application/json',
    hidden: true,
  })
  file.setAttribute('aria-label', messages.text('points.file'))
  const open = button(messages.text('points.file'), () => file.click())
  const rescaled = element('input', { type: 'checkbox' })
  rescaled.part.add('checkbox')
  const reading = element('p', { id: 'paste-reading', className: 'reading' })
  reading.setAttribute('role', 'status')
  const error = element('p', { id: 'paste-error', className: 'refused' })
  error.setAttribute('role', 'alert')
  const submit = button(messages.text('points.take'), () => {})
  submit.type = 'submit'
  const cancel = button(messages.text('points.cancel'), () => dialog.close())
  const form = element(
    'form',
    {},
    title,
    help,
    table,
    element('p', {}, element('label', { className: 'name flag' }, rescaled, messages.text('points.rescale'))),
    reading,
    error,
    element('p', { className: 'buttons' }, submit, open, cancel, file),
  )
  const dialog = element('dialog', { className: 'paste' }, form)
  dialog.setAttribute('aria-labelledby', 'paste-title')

  // A text of several lines is a table, even if there is nothing on the last one.
  const wanted = () => `${table.value}\n${rescaled.checked ? '# rescale' : ''}`
  const sentence = ({ code, args }: ParamError) => messages.text(`error.${code}`, args)
  const refuse = (sentence: string) => {
    reading.textContent = ''
    error.textContent = sentence
    table.setAttribute('aria-invalid', 'true')
  }
  const accept = () => {
    error.textContent = ''
    table.removeAttribute('aria-invalid')
  }
  /** How the table is read; nothing once it is another one. */
  const readNow = async () => {
    const now = wanted()
    const read = await options.read(now)
    return now === wanted() ? read : undefined
  }
  /** Says how the table is read. Why it is not, is said of one that is complete: pasted, or out of a file. */
  const preview = async (isComplete: boolean) => {
    clearTimeout(pause)
    accept()
    // Even of no table, so that what reads it is there in time.
    const read = await readNow()
    if (!read) return
    const isRefused = read.text == null
    const remarks = isRefused || !table.value.trim() ? [] : read.remarks
    reading.replaceChildren(...remarks.map((remark) => element('span', {}, sentence(remark))))
    const [refusal] = read.remarks
    if (isRefused && refusal && isComplete && table.value.trim()) refuse(sentence(refusal))
  }
  let pause: ReturnType<typeof setTimeout> | undefined
  const read = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LONGEST_FILE) {
      refuse(messages.text('points.file_too_long', { name: file.name }))
      return
    }
    const text = decode(new Uint8Array(await file.arrayBuffer()))
    if (text === undefined) {
      refuse(messages.text('points.file_not_text', { name: file.name }))
      return
    }
    table.value = text
    void preview(true)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(pause)
    void take()
  })
  const take = async () => {
    const read = await readNow()
    if (!read || !dialog.open) return
    if (read.text != null) {
      options.take(read.text)
      dialog.close()
      return
    }
    const [refusal] = read.remarks
    if (!refusal) return
    refuse(sentence(refusal))
    table.focus()
    selectLine(table, Number(refusal.args.line))
  }
  table.addEventListener('input', (event) => {
    clearTimeout(pause)
    accept()
    reading.textContent = ''
    if (event instanceof InputEvent && event.inputType === 'insertFromPaste') void preview(true)
    else pause = setTimeout(() => void preview(false), PAUSE)
  })
  rescaled.addEventListener('change', () => void preview(error.textContent !== ''))
  table.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length < LONG_PASTE) return
    event.preventDefault()
    table.setRangeText(text, table.selectionStart, table.selectionEnd, 'end')
    void preview(true)
  })
  file.addEventListener('change', () => {
    void read(file.files?.[0])
    // The same file may be read again, changed.
    file.value = ''
  })
  dialog.addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  dialog.addEventListener('drop', (event) => {
    const dropped = event.dataTransfer?.files[0]
    if (!dropped) return
    event.preventDefault()
    void read(dropped)
  })
  // The host page may take Escape for a wish of its own.
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') event.stopPropagation()
  })
  dialog.addEventListener('close', () => {
    clearTimeout(pause)
    dialog.remove()
  })
  parent.append(dialog)
  dialog.showModal()
  table.focus()
  table.select()
  void preview(false)
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
