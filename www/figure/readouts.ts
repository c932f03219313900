/** The numbers and the legend under a figure. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Assignment, Board, LegendEntry, Note, Readout, Status, Term } from '../api'
import type { Messages } from '../i18n'
import { renderSymbol } from './symbols'

/** A figure without a number: there is none, which is not the same as zero. */
const NONE = '–'

export function renderReadouts(lab: string, readouts: readonly Readout[], messages: Messages): TemplateResult {
  return html`
    <dl class=${readouts.length > 0 ? 'readouts' : 'readouts waiting'} part="readouts">
      ${readouts.map(({ id, symbol, value, text }) => {
        const name = messages.text(`lab.${lab}.readout.${id}`)
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

function statusText({ id, step }: Status, ended: boolean, messages: Messages): string {
  return messages.text(`status.${id === 'running' && ended ? 'ended' : id}`, { step })
}

/** What a screen reader says when the figure comes to rest. */
export function summarise(
  lab: string,
  step: number,
  last: number,
  readouts: readonly Readout[],
  notes: readonly Note[],
  status: Status,
  messages: Messages,
): string {
  const numbers = readouts
    .filter(({ id, value }) => id !== 'step' && value !== null)
    .map(({ id, text }) => `${messages.text(`lab.${lab}.readout.${id}`)} ${text}`)
  const summary = messages.text('status.summary', {
    step,
    last,
    status: statusText(status, step >= last, messages),
    readouts: numbers.join(messages.text('status.separator')),
  })
  const said = notes.filter(({ settings }) => settings.length === 0)
  return [summary, ...said.map((note) => noteText(lab, note, messages))].join(' ')
}

function noteText(lab: string, { id, args }: Note, messages: Messages): string {
  const filled = args.map(([gap, term]) => [gap, termText(lab, term, messages)])
  return messages.text(`lab.${lab}.note.${id}`, Object.fromEntries(filled))
}

function termText(lab: string, term: Term, messages: Messages): string {
  return 'text' in term ? term.text : messages.text(`lab.${lab}.${term.key}`)
}

/** What the reader should know about what is shown, or about what is not. */
export function renderNotes(
  lab: string,
  notes: readonly Note[],
  messages: Messages,
  /** Sets what a note leads to. */
  follow: (settings: readonly Assignment[]) => void,
): TemplateResult {
  return html`${notes.map((note) => {
    const text = noteText(lab, note, messages)
    if (note.settings.length === 0) return html`<p class="note" part="note">${text}</p>`
    return html`
      <p class="note" part="note">
        <button class="link" type="button" part="button" data-note=${note.id} @click=${() => follow(note.settings)}>${text}</button>
      </p>
    `
  })}`
}

/** A small table: the first cell of a row names it, in the colour of its line in the figure. */
export function renderBoard(lab: string, { id, columns, rows }: Board, messages: Messages): TemplateResult {
  const text = (key: string) => messages.text(`lab.${lab}.board.${id}.${key}`)
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
                <th scope="row">${color ? mark(color) : nothing} ${name ? termText(lab, name, messages) : nothing}</th>
                ${cells.map((cell) => html`<td>${termText(lab, cell, messages)}</td>`)}
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
  lab: string,
  legend: readonly LegendEntry[],
  status: Status | undefined,
  ended: boolean,
  messages: Messages,
): TemplateResult {
  return html`
    <div class="caption" part="caption">
      <ul class="legend" aria-label=${messages.text('control.legend', { title })}>
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
              ${messages.text(`lab.${lab}.curve.${id}`)} ${renderSymbol(symbol)}
            </li>
          `,
        )}
      </ul>
      ${status ? html`<span class=${`status ${status.id}`}>${statusText(status, ended, messages)}</span>` : nothing}
    </div>
  `
}
