/** The buttons and the slider that move through a run. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Stride } from '../api'
import type { Playback, Speed } from '../run/playback'
import { playIcon } from './icon'
import { diceIcon, pauseIcon, rewindIcon, stepIcon } from './icons'
import type { Wording } from './wording'

const SPEEDS: readonly Speed[] = ['slow', 0.25, 1, 4, 16, 'max']

function speedName(speed: Speed, words: Wording): string {
  if (typeof speed === 'string') return words.ui(`speed_${speed}`)
  return `${speed === 0.25 ? '¼' : speed}×`
}

export interface TransportActions {
  toggle(): void
  step(): void
  reset(): void
  newSeed(): void
  seek(step: number, committed: boolean): void
  setSpeed(speed: Speed): void
}

export interface Transport {
  /** What tells the figure from others. */
  title: string
  playback: Playback
  /** There is something to pause. */
  moving: boolean
  shownStep: number
  /** Where the scrub bar stands. */
  scrubStep: number
  /** There are random numbers to draw anew. */
  seeded: boolean
  ready: boolean
  words: Wording
  actions: TransportActions
  /** Further buttons, at the end. */
  further: unknown
}

export function renderTransport(transport: Transport): TemplateResult {
  const { title, playback, moving, shownStep, scrubStep, seeded, ready, words, actions, further } = transport
  const { last } = playback
  // What has nothing to do for the moment keeps the focus of who has just pressed it. Playing can be asked for at once.
  const button = (key: string, icon: unknown, action: () => void, idle: boolean, name = '') => html`
    <button
      class=${`icon ${name}`}
      type="button"
      part="button"
      aria-label=${words.ui(key)}
      title=${words.ui(key)}
      ?disabled=${!ready && name !== 'play'}
      aria-disabled=${idle || nothing}
      @click=${idle ? nothing : action}
    >
      ${icon}
    </button>
  `
  const position = (event: Event) => (event.currentTarget as HTMLInputElement).valueAsNumber
  return html`
    <div
      class="transport"
      part="transport"
      role="group"
      aria-label=${words.ui('transport', { title })}
    >
      ${button(moving ? 'pause' : 'play', moving ? pauseIcon : playIcon, actions.toggle, false, 'play')}
      ${button('reset', rewindIcon, actions.reset, playback.step === 0)}
      ${button('step', stepIcon, actions.step, playback.atEnd && !moving)}
      <input
        class="slider scrub"
        part="slider"
        type="range"
        min="0"
        max=${last}
        step="1"
        aria-label=${words.ui('scrub')}
        aria-valuetext=${words.ui('scrub_value', { step: scrubStep, last })}
        ?disabled=${!ready}
        .value=${live(String(scrubStep))}
        @input=${(event: Event) => actions.seek(position(event), false)}
        @change=${(event: Event) => actions.seek(position(event), true)}
      />
      <span class="count" aria-hidden="true">${ready ? `${shownStep} / ${last}` : nothing}</span>
      <select
        part="select"
        class="choice"
        aria-label=${words.ui('speed')}
        title=${words.ui('speed')}
        @change=${(event: Event) => actions.setSpeed(SPEEDS[(event.currentTarget as HTMLSelectElement).selectedIndex] ?? 1)}
      >
        ${SPEEDS.map(
          (speed) =>
            html`<option value=${speed} .selected=${live(speed === playback.speed)}>${speedName(speed, words)}</option>`,
        )}
      </select>
      ${seeded ? button('new_seed', diceIcon, actions.newSeed, false) : nothing}
      ${further}
    </div>
  `
}

/** Buttons for moves that mean more than one step. */
export function renderStrides(
  strides: readonly Stride[],
  last: number,
  words: Wording,
  seek: (step: number) => void,
): TemplateResult | typeof nothing {
  if (strides.length === 0) return nothing
  return html`
    <div class="strides">
      ${strides.map(
        ({ id, step }) => html`
          <button class="stride" type="button" part="button" data-stride=${id} ?disabled=${step > last} @click=${() => seek(step)}>
            ${words.own(`stride.${id}`)}
          </button>
        `,
      )}
    </div>
  `
}
