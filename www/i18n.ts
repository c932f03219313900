/**
 * Texts for people, in nested JSON files by language. Only the language in use is downloaded. Texts are plain text: they
 * are set as text nodes, never as HTML.
 */

export const LANGUAGES = ['en', 'zh'] as const
export type Language = (typeof LANGUAGES)[number]

type Tree = { [key: string]: string | Tree }

const files: Record<Language, () => Promise<{ default: Tree }>> = {
  en: () => import('./i18n/en.json'),
  zh: () => import('./i18n/zh.json'),
}

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

  #find(key: string): string | undefined {
    let node: string | Tree | undefined = this.tree
    for (const part of key.split('.')) {
      if (typeof node !== 'object' || !Object.hasOwn(node, part)) return undefined
      node = node[part]
    }
    return typeof node === 'string' ? node : undefined
  }
}

const loaded = new Map<Language, Promise<Messages>>()

export function loadMessages(language: Language): Promise<Messages> {
  let messages = loaded.get(language)
  if (!messages) {
    messages = files[language]().then((file) => new Messages(language, file.default))
    // A failed download is not kept: the next call tries again.
    messages.catch(() => loaded.delete(language))
    loaded.set(language, messages)
  }
  return messages
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
