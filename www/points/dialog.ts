/** The dialog in which a reader pastes points as a table, or brings them in a file. */
import type { ParamError } from '../api'
import type { Messages } from '../i18n'
import { button, element } from './dom'

/** Ten thousand lines are far shorter. */
const LONGEST_FILE = 4_000_000
/** Browsers take seconds to type in what is longer, line by line. */
const LONG_PASTE = 20_000

export interface PasteOptions {
  messages: Messages
  /** The gaps of the help: range and number of points. */
  limits: Record<string, string | number>
  /** What is there already. */
  table: string
  /** Tries to take the table over; why not, or nothing. */
  paste(table: string, rescaled: boolean): ParamError | undefined
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
  table.setAttribute('aria-describedby', 'paste-help paste-error')
  // What browsers show for a file is in their own language: a button of ours opens it.
  const file = element('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', hidden: true })
  file.setAttribute('aria-label', messages.text('points.file'))
  const open = button(messages.text('points.file'), () => file.click())
  const rescaled = element('input', { type: 'checkbox' })
  rescaled.part.add('checkbox')
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
    error,
    element('p', { className: 'buttons' }, submit, open, cancel, file),
  )
  const dialog = element('dialog', { className: 'paste' }, form)
  dialog.setAttribute('aria-labelledby', 'paste-title')

  const refuse = (sentence: string) => {
    error.textContent = sentence
    table.setAttribute('aria-invalid', 'true')
  }
  const accept = () => {
    error.textContent = ''
    table.removeAttribute('aria-invalid')
  }
  const read = async (file: File | undefined) => {
    if (!file) return
    if (file.size > LONGEST_FILE) {
      refuse(messages.text('points.file_too_long', { name: file.name }))
      return
    }
    accept()
    table.value = await file.text()
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const refusal = options.paste(table.value, rescaled.checked)
    if (!refusal) {
      dialog.close()
      return
    }
    refuse(messages.text(`error.${refusal.code}`, refusal.args))
    table.focus()
    selectLine(table, Number(refusal.args.line))
  })
  table.addEventListener('input', accept)
  table.addEventListener('paste', (event) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (text.length < LONG_PASTE) return
    event.preventDefault()
    table.setRangeText(text, table.selectionStart, table.selectionEnd, 'end')
    accept()
  })
  file.addEventListener('change', () => void read(file.files?.[0]))
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
  dialog.addEventListener('close', () => dialog.remove())
  parent.append(dialog)
  dialog.showModal()
  table.focus()
  table.select()
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
