/** The numbers and the legend under a figure. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Assignment, Board, LegendEntry, Note, Readout, Status } from '../api'
import type { Picture } from './stage'
import { renderSymbol } from './symbols'
import type { Wording } from './wording'

/** A figure without a number: there is none, which is not the same as zero. */
const NONE = '–'

export function renderReadouts(readouts: readonly Readout[], words: Wording): TemplateResult {
  return html`
    <dl class=${readouts.length > 0 ? 'readouts' : 'readouts waiting'} part="readouts">
      ${readouts.map(({ id, symbol, value, text }) => {
        const name = words.own(`readout.${id}`)
        return html`
          <div title=${name}>
            <dt>${name}</dt>
            <dd>${renderSymbol(symbol)}${symbol ? ' = ' : nothing}${value === null ? NONE : text}</dd>
          </div>
        `
      })}
    </dl>
  `
}

/** How the run stands, its numbers, and what should be known of it. */
export function summarise(
  { readouts, notes, status }: Pick<Picture, 'readouts' | 'notes' | 'status'>,
  step: number,
  last: number,
  words: Wording,
): string {
  const numbers = readouts
    .filter(({ id, value }) => id !== 'step' && value !== null)
    .map(({ id, text }) => `${words.own(`readout.${id}`)} ${text}`)
  const summary = words.text('status.summary', {
    step,
    last,
    status: words.status(status, step >= last),
    readouts: numbers.join(words.text('status.separator')),
  })
  const said = notes.filter(({ settings }) => settings.length === 0)
  return words.all([summary, ...said.map((note) => words.note(note))])
}

/** What the reader should know about what is shown, or about what is not. */
export function renderNotes(
  notes: readonly Note[],
  words: Wording,
  /** Sets what a note leads to. */
  follow: (settings: readonly Assignment[]) => void,
): TemplateResult {
  return html`${notes.map((note) => {
    const text = words.note(note)
    if (note.settings.length === 0) return html`<p class="note" part="note">${text}</p>`
    return html`
      <p class="note" part="note">
        <button class="link" type="button" part="button" data-note=${note.id} @click=${() => follow(note.settings)}>${text}</button>
      </p>
    `
  })}`
}

/** A small table: the first cell of a row names it, in the colour of its line in the figure. */
export function renderBoard({ id, columns, rows }: Board, words: Wording): TemplateResult {
  const text = (key: string) => words.own(`board.${id}.${key}`)
  const mark = (color: string) =>
    html`<svg viewBox="0 0 8 8" width="8" height="8" aria-hidden="true"><circle cx="4" cy="4" r="4" fill=${color} /></svg>`
  return html`
    <div class="board" part="table" role="region" tabindex="0" aria-label=${text('caption')}>
      <table>
        <caption>${text('caption')}</caption>
        <thead>
          <tr>${columns.map((column) => html`<th scope="col">${text(column)}</th>`)}</tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ color, cells: [name, ...cells] }) => html`
              <tr>
                <th scope="row">${color ? mark(color) : nothing} ${name ? words.term(name) : nothing}</th>
                ${cells.map((cell) => html`<td>${words.term(cell)}</td>`)}
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `
}

/** Which curve is which, and how the run stands. */
export function renderCaption(
  title: string,
  legend: readonly LegendEntry[],
  /** The earlier runs that are in sight. */
  pinned: unknown,
  status: Status | undefined,
  ended: boolean,
  words: Wording,
): TemplateResult {
  return html`
    <div class="caption" part="caption">
      <ul class="legend" aria-label=${words.ui('legend', { title })}>
        ${legend.map(
          ({ id, symbol, color, dashed }) => html`
            <li>
              <svg viewBox="0 0 20 4" width="20" height="4" aria-hidden="true">
                <line
                  x1="0"
                  y1="2"
                  x2="20"
                  y2="2"
                  stroke=${color}
                  stroke-width="2.5"
                  stroke-dasharray=${dashed ? '5 2.5' : nothing}
                />
              </svg>
              ${words.own(`curve.${id}`)} ${renderSymbol(symbol)}
            </li>
          `,
        )}
        ${pinned}
      </ul>
      ${status ? html`<span class=${`status ${status.id}`}>${words.status(status, ended)}</span>` : nothing}
    </div>
  `
}
