/**
 * All of a figure but its picture: what can be dragged in it, what moves it, what it says in numbers and sentences, the
 * controls. It is fetched beside the texts, while the module is on its way.
 */
import { html, nothing, type TemplateResult, unsafeCSS } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Assignment, Note, ParamError } from '../api'
import { controlNames } from './choice'
import common from './common.css?inline'
import { type ControlActions, chooseControls, renderControls } from './controls'
import controls from './controls.css?inline'
import { renderErrors } from './errors'
import errors from './errors.css?inline'
import { ExportMenu } from './exporting'
import type { Figure } from './figure'
import { describeHandle, handleActions } from './grips'
import { HandleLayer } from './handles'
import { mistakesOf, SetInVain } from './mistakes'
import more from './more.css?inline'
import { NumbersTable } from './numbers'
import { renderPinButton, renderPinned } from './pins'
import { ReadingLayer } from './reading'
import reading from './reading.css?inline'
import { renderBoard, renderCaption, renderNotes, renderReadouts, summarise } from './readouts'
import readouts from './readouts.css?inline'
import { renderScreenButtons } from './screen-buttons'
import { renderShowAll } from './show-all'
import type { Stage } from './stage'
import { renderStrides, renderTransport, type TransportActions } from './transport'
import transport from './transport.css?inline'
import type { Wording } from './wording'
import { Zooming } from './zooming'

export const styles = unsafeCSS([common, transport, readouts, reading, more, errors, controls].join(''))

/** At rest for this long, the figure sums itself up for screen readers. */
const REST_MS = 600

export class Parts {
  /** What screen readers are told of the figure at rest, in few words. */
  #summary = ''
  /** All that it shows, for who asks. */
  description = ''
  #restTimer = 0
  /** Which sections of controls the reader, or a changed value in them, has opened. */
  readonly #openSections = new Map<string, boolean>()
  /** What can be dragged. */
  readonly #handles: HandleLayer
  /** What is read under the pointer. */
  readonly #reading: ReadingLayer
  readonly #zooming: Zooming
  readonly #setInVain: SetInVain
  readonly #exportMenu: ExportMenu
  readonly #numbers: NumbersTable
  readonly #transportActions: TransportActions
  readonly #controlActions: ControlActions
  readonly #pinActions: { pin(): void; unpin(index: number): void }

  constructor(private readonly figure: Figure) {
    const { element, run } = figure
    const layer = element.renderRoot.querySelector<HTMLElement>('.handles')
    if (!layer) throw new Error('not rendered yet')
    this.#handles = new HandleLayer(layer, handleActions(figure))
    const view = () => (figure.stage?.drawn ? figure.stage.view : undefined)
    this.#reading = new ReadingLayer(layer, this.#handles, {
      view,
      words: () => figure.words,
      size: () => figure.stage?.size ?? [0, 0],
    })
    this.#zooming = new Zooming(layer.parentElement ?? layer, this.#handles, {
      view,
      cursor: () => this.#reading.cursor,
      changed: () => {
        if (figure.stage) this.follow(figure.stage)
        element.requestUpdate()
      },
    })
    this.#setInVain = new SetInVain(figure)
    const changed = () => element.requestUpdate()
    this.#exportMenu = new ExportMenu(
      (words) => ({ figure, words }),
      changed,
      (error) => run.report([{ code: 'export_missing', args: {} }], error),
    )
    this.#numbers = new NumbersTable(() => this.#numbersSource(), changed)
    this.#transportActions = run.byReader<TransportActions>({
      toggle: () => (run.isMoving ? run.pause() : run.play()),
      step: () => run.step(1),
      reset: () => run.seek(0, true),
      newSeed: () => run.newSeed(),
      seek: (step, committed) => run.seek(step, committed),
      setSpeed: (speed) => {
        run.playback.speed = speed
        changed()
      },
    })
    this.#pinActions = run.byReader({ pin: () => run.pin(), unpin: (index: number) => run.unpin(index) })
    this.#controlActions = run.byReader<ControlActions>({
      set: (id, text, committed) => run.set(id, text, committed),
      slide: (id, position, committed) => run.slide(id, position, committed),
      reset: (id) => run.resetParam(id),
      text: (id) => run.value(id)?.text ?? '',
      readTable: (id, table) => run.readTable(id, table),
      read: (id, text) => {
        const reading = run.readFormula(id, text)
        if (typeof reading === 'string') return { postfix: reading }
        return { sentence: figure.words?.sentence(reading) ?? '', position: Number(reading.args.position) - 1 }
      },
      easel: (id) => (figure.stage?.drawn ? figure.stage.view.easel(id) : undefined),
      locate: (event) => this.#handles.locate(event),
      forgive: (id) => run.forgive(id),
    })
  }

  // ---- The picture ---------------------------------------------------------------------------------------------------

  /** It is another one, or of another size. */
  follow(stage: Stage): void {
    this.#handles.update(stage.view.handles(), (handle) => describeHandle(this.figure, handle))
    this.#reading.update()
    this.rest()
  }

  /** The reader has clicked on it. */
  click(event: MouseEvent): void {
    // A drag of a handle ends with a click on it, which is no wish to bring it elsewhere.
    if (event.target instanceof Element && event.target.closest('.handle')) return
    this.#handles.click(event)
  }

  // ---- The author ----------------------------------------------------------------------------------------------------

  /** What the author of the page has written wrongly. */
  get mistakes(): ParamError[] {
    return mistakesOf(this.figure)
  }

  /** These parameters have been set: that one of them changes nothing is for the author to know. */
  wereSet(ids: readonly string[]): void {
    this.#setInVain.tell(ids)
  }

  // ---- Rest ----------------------------------------------------------------------------------------------------------

  /** Waits until the figure has stood still for a moment, and then says what it shows. */
  rest(): void {
    this.stir()
    if (this.figure.run.playback.playing) return
    this.#restTimer = window.setTimeout(() => this.#sumUp(), REST_MS)
  }

  /** It goes on, or out of sight. */
  stir(): void {
    window.clearTimeout(this.#restTimer)
  }

  #sumUp(): void {
    const { run, picture, words, element } = this.figure
    // A run that is still on its way comes back here with its next picture.
    if (!picture || !words || run.playback.playing || !run.isSettled) return
    const described = words.described(this.figure.stage?.view.phrases() ?? [], run.pinNames(words))
    this.#summary = summarise(picture, run.shownStep, run.playback.last, words)
    this.description = words.all([this.#summary, described])
    void this.#numbers.refresh()
    element.requestUpdate()
  }

  // ---- Export and numbers --------------------------------------------------------------------------------------------

  /** Another picture is on show: what the panel of exports has said was about the one before. */
  clear(): void {
    this.#exportMenu.clear()
  }

  /** Other texts, or another lab: an open panel of exports is about what was before. */
  close(): void {
    this.#exportMenu.close()
  }

  #numbersSource() {
    const { run, stage, words, element } = this.figure
    const frame = stage?.drawn ? stage.frame : undefined
    if (!frame || !words || run.playback.playing) return undefined
    const { shownStep: step } = run
    const csv = async () => (await run.writer()).csv(frame) ?? ''
    return { step, last: run.playback.last, csv, words, root: element.shadowRoot }
  }

  // ---- Templates -----------------------------------------------------------------------------------------------------

  render(words: Wording): TemplateResult {
    const { run } = this.figure
    return html`
      <div part="below">${run.phase === 'failed' ? nothing : this.#renderParts(words)}</div>
      ${renderErrors(run.errors.all, words, (key) => run.forgive(key))}
    `
  }

  #renderParts(words: Wording): TemplateResult {
    const { element, run, screen, picture } = this.figure
    const { playback, shownStep } = run
    const { last } = playback
    const title = this.#title(words)
    const seek = (step: number) => this.#transportActions.seek(step, true)
    return html`
      ${renderTransport({
        title,
        playback,
        moving: run.isMoving,
        shownStep,
        scrubStep: run.scrubStep,
        seeded: run.value('seed')?.relevant ?? false,
        ready: run.phase === 'ready',
        words,
        actions: this.#transportActions,
        further: renderScreenButtons(screen, controlNames(element.controls)?.length !== 0, words),
      })}
      ${renderStrides(picture?.strides ?? [], last, words, seek)}
      ${renderCaption(title, picture?.legend ?? [], this.#pinned(words), picture?.status, shownStep >= last, words)}
      ${renderReadouts(picture?.readouts ?? [], words)}
      ${renderNotes(this.#notes, words, this.#follow)}
      ${picture?.board ? renderBoard(picture.board, words) : nothing}
      <div class="more">
        ${this.#numbers.render(words)}
        ${renderShowAll(words, this.#zooming)}
        ${renderPinButton(words, picture !== undefined, this.#pinActions.pin)}
        ${element.export === 'none' ? nothing : this.#exportMenu.render(words, picture !== undefined)}
      </div>
      <p class="hidden" id="summary" role="status">${this.#summary}</p>
      <p class=${element.describe ? 'note' : nothing} id="description" part="description" ?hidden=${!element.describe}>${this.description}</p>
    `
  }

  #pinned(words: Wording) {
    const { run, stage } = this.figure
    return renderPinned(run, () => stage?.view.pin_colors() ?? [], words, this.#pinActions.unpin)
  }

  /** They are made again when something of theirs has changed, and not for every picture. */
  renderControls(words: Wording): TemplateResult {
    const { element, run } = this.figure
    const { schema, values } = run
    const render = () =>
      renderControls({
        specs: chooseControls(schema?.params ?? [], element.controls),
        values,
        folds: controlNames(element.controls) === undefined,
        open: this.#openSections,
        words,
        actions: this.#controlActions,
      })
    return html`
      <div class="controls" part="controls" role="group" aria-label=${words.ui('controls', { title: this.#title(words) })}>
        ${guard([schema, values, words, String(element.controls)], render)}
      </div>
    `
  }

  /** What tells it from other figures of the page. */
  #title(words: Wording): string {
    return this.figure.element.getAttribute('aria-label') || words.own('title')
  }

  /** What the reader has time to read. */
  get #notes(): Note[] {
    const { run, picture } = this.figure
    const isFast = run.playback.isFast || run.isCatchingUp
    return picture?.notes.filter(({ momentary }) => !(momentary && isFast)) ?? []
  }

  readonly #follow = (settings: readonly Assignment[]) => {
    const { run } = this.figure
    run.as('reader', () => run.assign(settings, true))
  }
}
