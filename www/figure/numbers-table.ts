/** The table in "Numbers of this run": the exported one, with rows left out, numbers rounded, and columns in words. */
import type { Messages } from '../i18n'
import type { Numbers } from './numbers'

/** A screenful. */
const MOST_ROWS = 20
/** Enough to follow a run; the CSV file has all digits. */
const DIGITS = 5
/** Where a column has ended before others. */
const NONE = '–'

export async function table({ lab, step, last, csv, messages }: Numbers): Promise<HTMLElement> {
  const [lines, words] = await Promise.all([csv().then((text) => text.trimEnd().split('\n')), messages.with('numbers')])
  const [names = [], ...rows] = [0, ...chosen(lines.length - 1)].map((at) => (lines[at] ?? '').split(','))
  const counts = { step, last, digits: DIGITS, shown: rows.length, rows: lines.length - 1 }
  const caption = words.text(counts.shown < counts.rows ? 'numbers.part' : 'numbers.caption', counts)
  const head = row(
    'th',
    names.map((name) => columnName(words, lab, name)),
  )
  for (const [at, cell] of [...head.children].entries()) {
    cell.setAttribute('scope', 'col')
    // As the column is called in the file.
    cell.setAttribute('title', names[at] ?? '')
  }
  const made = element(
    'div',
    element('table', element('caption', element('span', caption)), element('thead', head), body(rows)),
  )
  made.className = 'board'
  // It may be wider than the figure: then the keyboard scrolls it.
  made.tabIndex = 0
  made.setAttribute('part', 'table')
  made.setAttribute('role', 'region')
  made.setAttribute('aria-label', caption)
  return made
}

/** Which lines are shown, the first and the last among them, evenly spread. Line 0 has the names. */
function chosen(count: number): number[] {
  if (count <= MOST_ROWS) return Array.from({ length: count }, (_, at) => at + 1)
  return Array.from({ length: MOST_ROWS }, (_, at) => 1 + Math.round((at * (count - 1)) / (MOST_ROWS - 1)))
}

function body(rows: readonly string[][]): HTMLElement {
  return element('tbody', ...rows.map((cells) => row('td', cells.map(rounded))))
}

function row(tag: 'td' | 'th', cells: readonly string[]): HTMLElement {
  return element('tr', ...cells.map((cell) => element(tag, cell)))
}

function rounded(cell: string): string {
  return cell === '' ? NONE : String(Number(Number(cell).toPrecision(DIGITS)))
}

/**
 * A column's name in words: the lab's for the whole name; for `loss_2` those for `loss`, and the number; for `flow_x` those
 * for `flow` and for `x`. Without words, the name itself.
 */
function columnName(messages: Messages, lab: string, name: string): string {
  const word = (part: string) => {
    const key = ['column', 'readout', 'curve']
      .map((group) => `lab.${lab}.${group}.${part}`)
      .find((key) => messages.has(key))
    return key && messages.text(key)
  }
  const whole = word(name)
  if (whole) return whole
  for (const { index } of name.matchAll(/_/g)) {
    const [left, right] = [name.slice(0, index), name.slice(index + 1)]
    if (/^\d+$/.test(right))
      return messages.text('control.another', { name: columnName(messages, lab, left), index: right })
    const [whose, what] = [word(left), word(right)]
    if (whose && what) return messages.text('numbers.whose', { whose, what })
  }
  return name
}

function element(tag: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag)
  made.append(...children)
  return made
}
