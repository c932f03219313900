/**
 * Texts for people, in nested JSON files by language. The build cuts them up, so that only the language in use and the
 * labs in sight are downloaded. Texts are plain text: they are set as text nodes, never as HTML.
 */
import texts, { type Tree } from 'virtual:texts'
import { once } from './once'

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

export class Messages {
  constructor(
    readonly language: Language,
    private readonly tree: Tree,
  ) {}

  has(key: string): boolean {
    return this.#find(key) !== undefined
  }

  /**
   * The text of a key such as `control.play`, with every `{name}` filled in from `args`. A text that is missing shows as
   * the last part of its key: a new parameter without a translation is still a usable control.
   */
  text(key: string, args: Record<string, string | number> = {}): string {
    const template = this.#find(key) ?? key.slice(key.lastIndexOf('.') + 1)
    return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole))
  }

  /** These texts and those of a part that comes later. */
  with(part: Tree): Messages {
    const error = Object.assign({}, this.tree.error, part.error)
    return new Messages(this.language, { ...this.tree, ...part, error })
  }

  #find(key: string): string | undefined {
    let node: string | Tree | undefined = this.tree
    for (const part of key.split('.')) {
      if (typeof node !== 'object' || !Object.hasOwn(node, part)) return undefined
      node = node[part]
    }
    return typeof node === 'string' ? node : undefined
  }
}

const loaded = new Map<string, Promise<Messages>>()

/** The texts that all figures share, and those of one lab. */
export function loadMessages(language: Language, lab: string): Promise<Messages> {
  const { common, labs } = texts[language]
  return once(loaded, `${language} ${lab}`, async () => {
    const [shared, own] = await Promise.all([common(), labs[lab]?.()])
    return new Messages(language, { ...shared.default, lab: { [lab]: own?.default ?? {} } })
  })
}

/** The language that serves a tag such as `zh-Hans-CN`, if there is one. */
export function matchLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.toLowerCase().split('-')[0]
  return LANGUAGES.find((language) => language === primary)
}

/** The language for an element without one of its own: that of the text around it, else what the reader prefers. */
export function languageAround(element: Element): Language {
  return (
    matchLanguage(closest(element, '[lang]')?.getAttribute('lang')) ??
    navigator.languages.map(matchLanguage).find((language) => language !== undefined) ??
    'en'
  )
}

/** Like Element.closest, but looks beyond shadow roots. */
function closest(element: Element, selector: string): Element | null {
  const found = element.closest(selector)
  if (found) return found
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? closest(root.host, selector) : null
}
