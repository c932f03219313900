/** The table in "Numbers of this run": the exported one, with rows left out, numbers rounded, and columns in words. */
import { html, type TemplateResult, unsafeCSS } from 'lit'
import type { Numbers } from './numbers'
import css from './numbers.css?inline'
import { adopt } from './styles'
import type { Wording } from './wording'

/** A screenful. */
const MOST_ROWS = 20
/** Enough to follow a run; the CSV file has all digits. */
const DIGITS = 5
/** Where a column has ended before others. */
const NONE = '–'

const styles = unsafeCSS(css)

export async function renderTable({ step, last, csv, words: common, root }: Numbers): Promise<TemplateResult> {
  const [lines, words] = await Promise.all([csv().then((text) => text.trimEnd().split('\n')), common.with('numbers')])
  const [names = [], ...rows] = [0, ...chosen(lines.length - 1)].map((at) => (lines[at] ?? '').split(','))
  const counts = { step, last, digits: DIGITS, shown: rows.length, rows: lines.length - 1 }
  const caption = words.text(counts.shown < counts.rows ? 'numbers.part' : 'numbers.caption', counts)
  adopt(root, styles)
  // It may be wider than the figure: then the keyboard scrolls it. A column has for a title what it is called in the file.
  return html`
    <div class="board" tabindex="0" part="table" role="region" aria-label=${caption}>
      <table>
        <caption><span>${caption}</span></caption>
        <thead>
          <tr>${names.map((name) => html`<th scope="col" title=${name}>${columnName(words, name)}</th>`)}</tr>
        </thead>
        <tbody>${rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${rounded(cell)}</td>`)}</tr>`)}</tbody>
      </table>
    </div>
  `
}

/** Which lines are shown, the first and the last among them, evenly spread. Line 0 has the names. */
function chosen(count: number): number[] {
  if (count <= MOST_ROWS) return Array.from({ length: count }, (_, at) => at + 1)
  return Array.from({ length: MOST_ROWS }, (_, at) => 1 + Math.round((at * (count - 1)) / (MOST_ROWS - 1)))
}

function rounded(cell: string): string {
  return cell === '' ? NONE : String(Number(Number(cell).toPrecision(DIGITS)))
}

/**
 * A column's name in words: the lab's for the whole name; for `loss_2` those for `loss`, and the number; for `flow_x` those
 * for `flow` and for `x`. Without words, the name itself.
 */
function columnName(words: Wording, name: string): string {
  const word = (part: string) => {
    const key = ['column', 'readout', 'curve']
      .map((group) => `lab.${words.lab}.${group}.${part}`)
      .find((key) => words.has(key))
    return key && words.text(key)
  }
  const whole = word(name)
  if (whole) return whole
  for (const { index } of name.matchAll(/_/g)) {
    const [left, right] = [name.slice(0, index), name.slice(index + 1)]
    if (/^\d+$/.test(right)) return words.ui('another', { name: columnName(words, left), index: right })
    const [whose, what] = [word(left), word(right)]
    if (whose && what) return words.text('numbers.whose', { whose, what })
  }
  return name
}
