/** What the parts of one figure are called: in its language, for its lab, in the words of its author. */
import type { Note, ParamError, ParamSpec, Phrase, Status, Term } from '../api'
import type { Messages } from '../i18n'

type Gaps = Record<string, string | number>

export class Wording {
  constructor(
    private readonly messages: Messages,
    readonly lab: string,
    /** The lab's parameters, once they are known. */
    private readonly params?: readonly ParamSpec[],
  ) {}

  /** Whether it is about the same. */
  isOf(lab: string, params: readonly ParamSpec[] | undefined): boolean {
    return lab === this.lab && params === this.params
  }

  get language(): string {
    return this.messages.language
  }

  get direction(): 'ltr' | 'rtl' {
    return this.messages.direction
  }

  /** These words and those of a part that comes later. */
  async with(part: string): Promise<Wording> {
    return new Wording(await this.messages.with(part), this.lab, this.params)
  }

  has(key: string): boolean {
    return this.messages.has(key)
  }

  text(key: string, gaps?: Gaps): string {
    return this.messages.text(key, gaps)
  }

  /** A button, a label: what all labs share. */
  ui(key: string, gaps?: Gaps): string {
    return this.text(`control.${key}`, gaps)
  }

  /** What the lab itself calls something: its `title`, `readout.loss`. */
  own(key: string, gaps?: Gaps): string {
    return this.text(`lab.${this.lab}.${key}`, gaps)
  }

  /** A parameter's name for people, with its number where there are several of the same name. */
  param({ name, index }: Pick<ParamSpec, 'name' | 'index'>): string {
    const text = this.own(`param.${name}`)
    return index === undefined ? text : this.ui('another', { name: text, index })
  }

  term(term: Term): string {
    return 'text' in term ? term.text : this.own(term.key)
  }

  note({ id, args }: Note): string {
    return this.own(`note.${id}`, Object.fromEntries(args.map(([gap, term]) => [gap, this.term(term)])))
  }

  /** What the figure shows, in sentences. */
  described(phrases: readonly Phrase[], pinned: readonly string[]): string {
    const sentences = phrases.map(({ id, name, args }) => {
      const { symbol = '', ...gaps } = Object.fromEntries(args)
      return this.text(`described.${id}`, { ...gaps, name: `${this.own(`curve.${name}`)} ${symbol}`.trim() })
    })
    const names = pinned.join(this.text('described.between_names'))
    if (names) sentences.push(this.text('described.pinned', { names }))
    return this.all(sentences)
  }

  /** Sentences one after the other. */
  all(sentences: readonly string[]): string {
    const both = (before: string, sentence: string) => this.text('described.both', { before, sentence })
    return sentences.filter(Boolean).reduce((before, sentence) => (before ? both(before, sentence) : sentence), '')
  }

  status({ id, step }: Status, ended: boolean): string {
    return this.text(`status.${id === 'running' && ended ? 'ended' : id}`, { step })
  }

  /** What was refused, or went wrong. */
  sentence({ code, args }: ParamError): string {
    const key = `error.${code}`
    if (!this.has(key)) return this.text('error.unknown', { code })
    const { id } = args
    if (id === undefined) return this.text(key, args)
    // The name for the reader of a control, the id for the reader of an address.
    const name = this.param(this.params?.find((spec) => spec.id === id) ?? { name: id })
    return this.text(key, { ...args, id: name === id ? id : `${name} (${id})` })
  }
}
