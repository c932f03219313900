/**
 * Texts for people, in nested JSON files by language. The build cuts them up, so that only the language in use and the
 * labs in sight are downloaded. Texts are plain text: they are set as text nodes, never as HTML.
 */
import texts, { type Tree } from 'virtual:texts'
import { once } from './once'
import type { Words } from './public'

/** A language that there are texts in: of a file in `www/i18n/`, or added by a page. */
export type Language = string

/** What stands for languages that there are no texts in, unless an author names another. */
const DEFAULT: Language = 'en'

/** What is wrong with an author's words: the text `words.<code>`. */
export interface Mistake {
  code: string
  args: Record<string, string>
}

export class Messages {
  readonly #wider = new Map<string, Promise<Messages>>()

  constructor(
    readonly language: Language,
    private readonly ours: Tree,
    /** The language of our files, which another may be added to. */
    private readonly base: Language = language,
    /** Words of authors. The first that has a text counts, before ours. */
    private readonly theirs: readonly Tree[] = [],
  ) {}

  has(key: string): boolean {
    return this.#find(key) !== undefined
  }

  /**
   * The text of a key such as `control.play`, with every `{name}` filled in from `args`. A text that is missing shows as
   * the last part of its key: a new parameter without a translation is still a usable control.
   */
  text(key: string, args: Record<string, string | number> = {}): string {
    const found = this.#find(key) ?? key.slice(key.lastIndexOf('.') + 1)
    const template = typeof found === 'string' ? found : this.#form(found, args)
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
  }

  /** From which side one reads. */
  get direction(): 'ltr' | 'rtl' {
    return /^(ar|ckb|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/i.test(this.language) ? 'rtl' : 'ltr'
  }

  /** These texts and those of a part that comes later. */
  with(name: string): Promise<Messages> {
    return once(this.#wider, name, async () => {
      const part = await texts[this.base]?.[name]?.()
      const error = Object.assign({}, this.ours.error, part?.default.error)
      return new Messages(this.language, { ...this.ours, ...part?.default, error }, this.base, this.theirs)
    })
  }

  #find(key: string): string | Tree | undefined {
    for (const layer of [...this.theirs, this.ours]) {
      let node: string | Tree | undefined = layer
      for (const part of key.split('.')) {
        node = typeof node === 'object' && Object.hasOwn(node, part) ? node[part] : undefined
      }
      if (typeof node === 'string' || node?.of) return node
    }
    return undefined
  }

  /** A text that counts something has forms; the number in the gap `of` decides. */
  #form(forms: Tree, args: Record<string, string | number>): string {
    const form = new Intl.PluralRules(this.language).select(Number(args[String(forms.of)]))
    return String(forms[form] ?? forms.other)
  }
}

const loaded = new Map<string, Promise<Messages>>()
/** Where the texts of labs lie that pages have brought, by lab and language. */
const ofOwnLabs = new Map<string, Record<Language, string>>()

/** Says where the texts of a lab are. */
export function addOwnTexts(lab: string, addresses: Record<Language, string>): void {
  ofOwnLabs.set(lab, addresses)
}

/** The texts of such a lab, in another language if there are none in this one. */
async function ownTexts(lab: string, language: Language): Promise<{ default: Tree } | undefined> {
  const addresses = ofOwnLabs.get(lab)
  if (!addresses) return undefined
  const address = addresses[language] ?? addresses[DEFAULT] ?? Object.values(addresses)[0]
  return address === undefined ? undefined : { default: await (await fetch(address)).json() }
}
/** What pages have added, by language. */
const added = new Map<Language, Words[]>()
const listeners = new Set<() => void>()

/** The texts that all figures share, and those of one lab; `words` of the figure's author stand before them. */
export function loadMessages(language: Language, lab: string, words: Words = ''): Promise<Messages> {
  const theirs = [...(words === '' ? [] : [words]), ...(added.get(language) ?? [])]
  return once(loaded, JSON.stringify([language, lab, words]), async () => {
    const base = matchOf(language, Object.keys(texts)) ?? DEFAULT
    const part = (name: string) => texts[base]?.[name]?.()
    const [common, own] = await Promise.all([part('common'), part(lab) ?? ownTexts(lab, base)])
    const ours = { ...common?.default, lab: { [lab]: own?.default ?? {} } }
    if (theirs.length === 0) return new Messages(language, ours, base)
    const { readWords } = await import('./own-words')
    const read = theirs.map((each) => readWords(each, lab, ours))
    const messages = new Messages(
      language,
      ours,
      base,
      read.flatMap(({ layers }) => layers),
    )
    const mistakes = read.flatMap(({ mistakes }) => mistakes)
    if (mistakes.length > 0) {
      const said = await messages.with('words')
      for (const { code, args } of mistakes) console.warn(`theta-flow: ${said.text(`words.${code}`, args)}`)
    }
    return messages
  })
}

/** Adds a language, or words in one that there is, for all figures of the page. */
export function addTexts(language: Language, words: Words): void {
  // Throws where that is no tag of a language.
  const [tag = language] = Intl.getCanonicalLocales(language)
  added.set(tag, [words, ...(added.get(tag) ?? [])])
  loaded.clear()
  for (const listener of listeners) listener()
}

/** Calls back when texts have been added. Returns the way out. */
export function watchTexts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Those that there are texts in. */
export function languages(): Language[] {
  return [...new Set([...added.keys(), ...Object.keys(texts)])]
}

/** The language that serves a tag such as `zh-Hans-CN`, if there is one. */
export function matchLanguage(tag: string | null | undefined): Language | undefined {
  return matchOf(tag, languages())
}

/** The tag itself, else its language in its script (`zh-TW` is `zh-Hant`), else its language. */
function matchOf(tag: string | null | undefined, languages: readonly Language[]): Language | undefined {
  if (!tag) return undefined
  let wanted = [tag]
  try {
    // Some write zh_CN, as programs do.
    const { language, script } = new Intl.Locale(tag.replaceAll('_', '-')).maximize()
    wanted = [tag, `${language}-${script}`, language]
  } catch {
    // That is no tag of a language.
  }
  const find = (tag: string) => languages.find((language) => language.toLowerCase() === tag.toLowerCase())
  return wanted.map(find).find((language) => language !== undefined)
}

/** The language for a tag: the one that serves it, else the author's choice for such cases, else English. */
export function languageFor(tag: string | null | undefined, fallback: string | null): Language {
  return matchLanguage(tag) ?? matchLanguage(fallback) ?? DEFAULT
}

/** The language for an element without one of its own: that of the text around it. */
export function languageAround(element: Element, fallback: string): Language {
  return languageFor(closest(element, '[lang]')?.getAttribute('lang'), fallback)
}

/** What the reader prefers, for a page of which nobody has said its language. */
export function languageOfReader(): Language {
  return navigator.languages.map(matchLanguage).find((language) => language !== undefined) ?? DEFAULT
}

/** Like Element.closest, but looks beyond shadow roots. */
function closest(element: Element, selector: string): Element | null {
  const found = element.closest(selector)
  if (found) return found
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? closest(root.host, selector) : null
}
