/** The numbers and the legend under a figure. */
import { html, nothing, type TemplateResult } from 'lit'
import type { LegendEntry, Readout, Status } from './api'
import type { Messages } from './i18n'
import { renderSymbol } from './symbols'

/** A figure without a number: there is none, which is not the same as zero. */
const NONE = '–'

export function renderReadouts(lab: string, readouts: readonly Readout[], messages: Messages): TemplateResult {
  return html`
    <dl class=${readouts.length > 0 ? 'readouts' : 'readouts waiting'}>
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
  notes: readonly string[],
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
  return [summary, ...notes.map((id) => noteText(lab, id, messages))].join(' ')
}

function noteText(lab: string, id: string, messages: Messages): string {
  return messages.text(`lab.${lab}.note.${id}`)
}

/** What the reader should know about what is shown, or about what is not. */
export function renderNotes(lab: string, notes: readonly string[], messages: Messages): TemplateResult {
  return html`${notes.map((id) => html`<p class="note">${noteText(lab, id, messages)}</p>`)}`
}

/** Which curve is which, and how the run stands. */
export function renderCaption(
  lab: string,
  legend: readonly LegendEntry[],
  status: Status | undefined,
  ended: boolean,
  messages: Messages,
): TemplateResult {
  return html`
    <div class="caption">
      <ul class="legend" aria-label=${messages.text('control.legend')}>
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
