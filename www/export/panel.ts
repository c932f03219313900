/** What opens below the figure: pictures and data to save, texts to copy. */
import type { PictureOptions } from '../public'
import { csv, json } from './data'
import { save, toClipboard } from './hand-over'
import { png, svg } from './picture'
import { fileName, type Shown, type Source } from './shown'
import { element, frame, link, markdown, placed } from './snippets'

/** How long "copied" stays. */
const NOTICE_MS = 4000

const WIDTHS = ['column', 'page', 'shown'] as const
const LOOKS = {
  white: { theme: 'light' },
  transparent: { theme: 'light', transparent: true },
  shown: { theme: 'shown' },
} as const satisfies Record<string, PictureOptions>

export interface Panel {
  element: HTMLElement
  /** What it has said is about a run that is no longer on show. */
  clear(): void
}

/** What the reader chose stays for the next picture. */
const chosen = { width: 'column', look: 'white' }

export async function openPanel(source: Source): Promise<Panel> {
  const messages = await source.messages.with('export')
  const t = (key: string, name = '') => messages.text(`export.${key}`, { name })

  const notice = make('output')
  const byHand = make('textarea', { readOnly: true, rows: 6, spellcheck: false, hidden: true }, { part: 'field' })
  byHand.addEventListener('focus', () => byHand.select())
  let timer = 0
  const say = (text: string, lasts = false) => {
    window.clearTimeout(timer)
    notice.textContent = text
    byHand.hidden = true
    if (text && !lasts) timer = window.setTimeout(() => say(''), NOTICE_MS)
  }

  /** A button that does what takes a moment. */
  const button = (name: string, act: () => Promise<void>) => {
    const made = make('button', { type: 'button', textContent: name }, { part: 'button' })
    made.addEventListener('click', () => {
      say('')
      act().catch((error: unknown) => {
        console.error('theta-flow:', error)
        say(t('failed', name), true)
      })
    })
    return made
  }
  const saves = (name: string, content: (shown: Shown) => Promise<BlobPart> | BlobPart, type: string) =>
    button(name, async () => {
      const shown = await source.atRest()
      save(new Blob([await content(shown)], { type }), fileName(shown, name.toLowerCase()))
      say(t('saved', name))
    })
  const copies = (name: string, text: () => Promise<string> | string) =>
    button(name, async () => {
      const promised = Promise.resolve().then(text)
      const copied = toClipboard(promised).then(
        () => true,
        () => false,
      )
      const content = await promised
      if (await copied) return say(t('copied', name))
      say(t('refused'), true)
      byHand.setAttribute('aria-label', name)
      byHand.value = content
      byHand.hidden = false
    })

  const options = (): PictureOptions => ({
    width: chosen.width as (typeof WIDTHS)[number],
    ...LOOKS[chosen.look as keyof typeof LOOKS],
  })
  const choice = (key: keyof typeof chosen, values: readonly string[]) => {
    const select = make('select', { className: 'choice' }, { part: 'select' })
    for (const value of values) {
      const text = t(`${key}_${value}`)
      select.append(make('option', { value, textContent: text, selected: value === chosen[key] }))
    }
    select.addEventListener('change', () => {
      chosen[key] = select.value
    })
    const label = make('label')
    label.append(t(key), select)
    return label
  }
  const row = (key: string, ...children: HTMLElement[]) => {
    const group = make('div', { className: 'row' }, { role: 'group', 'aria-label': t(key) })
    group.append(make('span', { className: 'what', textContent: t(key) }), ...children)
    return group
  }

  const panel = make('div', { className: 'panel' })
  panel.append(
    row(
      'picture',
      saves('SVG', (shown) => svg(shown, options()), 'image/svg+xml'),
      saves('PNG', (shown) => png(shown, options()), 'image/png'),
      choice('width', WIDTHS),
      choice('look', Object.keys(LOOKS)),
    ),
    row('data', saves('CSV', csv, 'text/csv'), saves('JSON', json, 'application/json')),
    row(
      'copy',
      copies(t('link'), () => link(placed(source))),
      copies(t('element'), () => element(placed(source))),
      copies('iframe', () => frame(placed(source))),
      copies('Markdown', async () => markdown(placed(source), fileName(await source.atRest(), 'svg'))),
      ...source.formats.map((format) => copies(t(format), () => source.write(format))),
    ),
    notice,
    byHand,
  )
  return { element: panel, clear: () => say('') }
}

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]> = {},
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Tag] {
  const element = Object.assign(document.createElement(tag), properties)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  return element
}
