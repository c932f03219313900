/** Controls made from a lab's schema. A new parameter or lab needs no code here, only its texts. */
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { live } from 'lit/directives/live.js'
import type { ChoiceKind, NumberKind, ParamSpec, ParamValue, PointKind, TableReading } from '../api'
import { type Choice, controlNames } from './choice'
import { resetIcon } from './icons'
import { renderSymbol } from './symbols'
import type { Wording } from './wording'

/** What a control can do with its parameter. `committed` is false while a drag goes on. */
export interface ControlActions {
  /** Tries a value; false when it is refused, and then the last good one stays. */
  set(id: string, text: string, committed: boolean): boolean
  /** Takes the value at a slider position. */
  slide(id: string, position: number, committed: boolean): void
  /** How a table would be read as the value, without setting it. */
  readTable(id: string, table: string): Promise<TableReading>
  /** How a formula's text is read, without setting it: in postfix order, or what is wrong at which character. */
  read(id: string, text: string): { postfix: string } | { sentence: string; position: number }
  /** Where points are drawn now, as in the view; undefined while that is not on show. */
  easel(id: string): Float64Array | undefined
  /** Where in the picture a pointer is. */
  locate(event: MouseEvent): readonly [x: number, y: number]
  /** Back to the default. */
  reset(id: string): void
  /** The current value. */
  text(id: string): string
  /** The reader gave up an edit: whatever was said about it no longer matters. */
  forgive(id: string): void
}

export interface Control {
  spec: ParamSpec
  value: ParamValue
  name: string
  words: Wording
  actions: ControlActions
}

/**
 * Which parameters get controls, in order: all relevant ones, or those named by the attribute (`rule,lr`; `none` for none) as far as they are relevant.
 */
export function chooseControls(schema: readonly ParamSpec[], attribute: Choice): readonly ParamSpec[] {
  return controlNames(attribute)?.flatMap((name) => schema.find((spec) => spec.id === name) ?? []) ?? schema
}

export interface Controls {
  specs: readonly ParamSpec[]
  values: readonly ParamValue[]
  /** Whether sections fold; else all controls stand in one list. */
  folds: boolean
  /** Which sections are open, kept by the caller. */
  open: Map<string, boolean>
  words: Wording
  actions: ControlActions
}

export function renderControls({ specs, values, folds, open, words, actions }: Controls): TemplateResult {
  const byId = new Map(values.map((value) => [value.id, value]))
  const places = specs.map((spec): Place => {
    const group = folds ? spec.group : undefined
    const value = byId.get(spec.id)
    if (!value?.relevant) return { group, control: undefined }
    return { group, control: { spec, value, name: words.param(spec), words, actions } }
  })
  const sections = intoSections(places).map(({ group, places }) =>
    group === undefined ? renderList(places) : renderSection(group, places, open, words),
  )
  return html`${keyed(`${words.lab} ${specs.map(({ id }) => id)}`, sections)}`
}

/** Every parameter keeps its place in the list, which is empty while it has no say: so each control remains the same one. */
interface Place {
  group: string | undefined
  control: Control | undefined
}

interface Section {
  group: string | undefined
  places: Place[]
}

/** Controls without a group stand first, each group at the place of its first parameter. */
function intoSections(places: readonly Place[]): Section[] {
  const sections: Section[] = [{ group: undefined, places: [] }]
  for (const place of places) {
    const section = sections.find((section) => section.group === place.group)
    if (section) section.places.push(place)
    else sections.push({ group: place.group, places: [place] })
  }
  return sections
}

/** Opens by itself once something in it is not at its default, and then stays as the reader leaves it. */
function renderSection(
  group: string,
  places: readonly Place[],
  open: Map<string, boolean>,
  words: Wording,
): TemplateResult | typeof nothing {
  const controls = places.flatMap(({ control }) => control ?? [])
  if (controls.length === 0) return nothing
  const touched = controls.some(({ value }) => !value.is_default)
  if (touched && !open.has(group)) open.set(group, true)
  const toggled = (event: Event) => open.set(group, (event.currentTarget as HTMLDetailsElement).open)
  return html`
    <details class="section" data-group=${group} ?open=${open.get(group) ?? false} @toggle=${toggled}>
      <summary>${words.own(`group.${group}`)}</summary>
      ${renderList(places)}
    </details>
  `
}

function renderList(places: readonly Place[]): (TemplateResult | typeof nothing)[] {
  return places.map(({ control }) => (control ? renderControl(control) : nothing))
}

function renderControl(control: Control): TemplateResult {
  const { kind } = control.spec
  switch (kind.type) {
    case 'number':
    case 'integer':
      return renderNumber(control, kind)
    case 'choice':
      return renderChoice(control, kind)
    case 'flag':
      return renderFlag(control)
    case 'point':
      return renderPoint(control, kind)
    case 'expression':
      return renderExpression(control)
    case 'points':
      return renderPoints(control)
  }
}

function renderNumber(control: Control, kind: NumberKind): TemplateResult {
  const { spec, value, name, words, actions } = control
  const position = (event: Event) => (event.currentTarget as HTMLInputElement).valueAsNumber
  return html`
    <div class="control" part="control" data-param=${spec.id}>
      <div class="line">
        <label class="name" for=${`slider-${spec.id}`}>${named(control)}</label>
        ${renderReset(control)}
        ${renderField(control, {
          label: words.ui('value_of', { name }),
          text: value.text,
          // The decimal keypads of phones have no minus sign.
          mode: kind.min < 0 ? 'text' : 'decimal',
          commit: (text) => actions.set(spec.id, text, true),
          current: () => actions.text(spec.id),
        })}
      </div>
      <input
        class="slider"
        part="slider"
        id=${`slider-${spec.id}`}
        type="range"
        min="0"
        max=${kind.positions}
        step="1"
        .value=${live(String(value.position ?? 0))}
        aria-valuetext=${value.text}
        @input=${(event: Event) => actions.slide(spec.id, position(event), false)}
        @change=${(event: Event) => actions.slide(spec.id, position(event), true)}
      />
    </div>
  `
}

function renderChoice(control: Control, kind: ChoiceKind): TemplateResult {
  const { spec, value, words, actions } = control
  const choose = (event: Event) => actions.set(spec.id, (event.currentTarget as HTMLSelectElement).value, true)
  return html`
    <div class="control" part="control" data-param=${spec.id}>
      <div class="line">
        <label class="name" for=${`choice-${spec.id}`}>${named(control)}</label>
        ${renderReset(control)}
      </div>
      <select class="choice" part="select" id=${`choice-${spec.id}`} @change=${choose}>
        ${kind.options.map(
          (option) => html`
            <option value=${option} .selected=${live(option === value.text)}>
              ${words.own(`choice.${spec.name}.${option}`)}
            </option>
          `,
        )}
      </select>
    </div>
  `
}

function renderFlag(control: Control): TemplateResult {
  const { spec, value, actions } = control
  const toggle = (event: Event) =>
    actions.set(spec.id, (event.currentTarget as HTMLInputElement).checked ? 'on' : 'off', true)
  return html`
    <div class="control" part="control" data-param=${spec.id}>
      <div class="line">
        <label class="name flag">
          <input type="checkbox" part="checkbox" .checked=${live(value.text === 'on')} @change=${toggle} />
          ${named(control)}
        </label>
        ${renderReset(control)}
      </div>
    </div>
  `
}

function renderPoint(control: Control, kind: PointKind): TemplateResult {
  const { spec, value, name, words, actions } = control
  const coordinates = (text: string) => text.split(',')
  const coordinate = (axis: 'x' | 'y', index: 0 | 1) => html`
    <span class="symbol" aria-hidden="true"><i>${axis}</i></span>
    ${renderField(control, {
      label: words.ui('coordinate', { name, axis }),
      text: coordinates(value.text)[index] ?? '',
      mode: kind.min < 0 ? 'text' : 'decimal',
      commit: (text) => {
        const point = coordinates(actions.text(spec.id))
        point[index] = text
        // With decimal commas a semicolon tells the two apart.
        return actions.set(spec.id, point.join(';'), true)
      },
      current: () => coordinates(actions.text(spec.id))[index] ?? '',
    })}
  `
  return html`
    <div class="control" part="control" data-param=${spec.id} role="group" aria-label=${name}>
      <div class="line">
        <span class="name">${named(control)}</span>
        ${renderReset(control)}
      </div>
      <div class="line coordinates">${coordinate('x', 0)} ${coordinate('y', 1)}</div>
    </div>
  `
}

/** How a formula is read is shown by an element of its own, which few figures need: downloaded where it is shown. */
function renderExpression(control: Control): TemplateResult {
  import('./formula').catch(() => {})
  const { spec, value, name, actions } = control
  return html`
    <div class="control" part="control" data-param=${spec.id}>
      <div class="line"><span class="name">${named(control)}</span>${renderReset(control)}</div>
      ${renderField(control, {
        label: name,
        text: value.text,
        mode: 'text',
        wide: true,
        commit: (text) => actions.set(spec.id, text, true),
        current: () => actions.text(spec.id),
      })}
      <theta-flow-formula .control=${control}></theta-flow-formula>
    </div>
  `
}

/** Few figures have points to draw or to paste: their control is an element of its own, downloaded where it is shown. */
function renderPoints(control: Control): TemplateResult {
  import('../points/control').catch(() => {})
  return html`
    <theta-flow-points class="control" part="control" data-param=${control.spec.id} .control=${control}></theta-flow-points>
  `
}

/** A parameter's name and symbol. The space is part of a text: in Chrome, one that is a text by itself is missing from labels. */
function named({ name, spec }: Control): TemplateResult {
  return html`${`${name} `}${renderSymbol(spec.symbol)}`
}

interface Field {
  label: string
  text: string
  mode: 'text' | 'decimal'
  wide?: boolean
  commit(text: string): boolean
  current(): string
}

/**
 * An editable value: Enter or leaving the field commits, Escape restores. A refused text stays for mending while the
 * field has the focus; on leaving, the field shows again what the figure really uses.
 */
function renderField({ spec, actions }: Control, field: Field): TemplateResult {
  const restore = (input: HTMLInputElement) => {
    input.value = field.current()
    input.removeAttribute('aria-invalid')
  }
  const commit = (input: HTMLInputElement): boolean => {
    const accepted = input.value === field.current() || field.commit(input.value)
    if (accepted) restore(input)
    else input.setAttribute('aria-invalid', 'true')
    return accepted
  }
  const onKey = (event: KeyboardEvent) => {
    const input = event.currentTarget as HTMLInputElement
    if (event.key === 'Enter' && !event.isComposing) commit(input)
    if (event.key === 'Escape' && input.value !== field.current()) {
      // The host page may close a dialog on Escape; here the key means the field.
      event.stopPropagation()
      restore(input)
      actions.forgive(spec.id)
    }
  }
  const onBlur = (event: FocusEvent) => {
    const input = event.currentTarget as HTMLInputElement
    if (!commit(input)) restore(input)
  }
  return html`
    <input
      class=${field.wide ? 'field wide' : 'field'}
      part="field"
      type="text"
      inputmode=${field.mode}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-label=${field.label}
      .value=${field.text}
      @keydown=${onKey}
      @blur=${onBlur}
    />
  `
}

function renderReset({ spec, value, name, words, actions }: Control): TemplateResult {
  return html`
    <button
      class="icon small default"
      part="button"
      type="button"
      ?hidden=${value.is_default}
      aria-label=${words.ui('default', { name })}
      title=${words.ui('default_title')}
      @click=${() => actions.reset(spec.id)}
    >
      ${resetIcon}
    </button>
  `
}
