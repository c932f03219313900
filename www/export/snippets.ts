/** Texts that put the figure into somebody's article, as it stands. */
import { valueIn, without } from '../state'
import type { Source } from './shown'
import { escaped } from './svg-canvas'

/** What stands in the texts. */
export interface Placed {
  /** The element's script. */
  script: string
  /** The folder of the start page and `embed.html`. */
  home: string
  /** All of what is on show, and as much of it as an address holds. */
  state: string
  link: string
  /** The element's own attributes, as far as they are set. */
  attributes: Record<string, string>
  title: string
  /** In CSS pixels. */
  height: number
}

export function placed({ figure: { element, script }, words }: Source): Placed {
  const { state, link, offsetHeight, controls, theme, lang } = element
  // How it is shown, whether that was set by attributes or by properties; what it shows is the state.
  const names = Array.isArray(controls) ? controls.join() || 'none' : controls
  const attributes = {
    controls: names,
    theme: theme === 'auto' ? '' : theme,
    lang,
    'lang-fallback': element.langFallback,
    export: element.export,
  }
  // Where a bundler has put its own address in the place of the script's, the page is nearer to the truth.
  const from = /^https?:/.test(script) ? script : document.baseURI
  const home = element.home ? new URL(element.home, document.baseURI) : new URL('./', from)
  const set = Object.entries(attributes).map(([name, value]) => [name, String(value ?? '')])
  return {
    // In a bundle, where the script came from is no place to fetch it from.
    script: element.home ? new URL('theta-flow.js', home).href : from,
    home: home.href,
    state,
    link,
    attributes: Object.fromEntries(set.filter(([, value]) => value)),
    title: words.own('title'),
    height: offsetHeight,
  }
}

/** The address of the page that shows the figure alone. */
export function link({ home, link }: Placed): string {
  return new URL(`#${link}`, home).href
}

export function element({ script, state, attributes }: Placed): string {
  const { lab, params } = split(state)
  const all = Object.entries({ lab, ...(params && { params }), ...attributes })
  const text = all.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
  return `<script type="module" src="${escaped(script)}"></script>\n<theta-flow${text}></theta-flow>\n`
}

export function frame({ home, link, attributes, title, height }: Placed): string {
  const address = new URL('embed.html', home)
  // Commas are allowed in a query, and `controls=rule,lr` is easier to read and to change.
  address.search = new URLSearchParams(attributes).toString().replaceAll('%2C', ',')
  address.hash = link
  return (
    `<iframe src="${escaped(address.href)}" title="${escaped(title)}" ` +
    `width="100%" height="${height}" style="border: 0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>\n`
  )
}

/** A picture that leads to the live figure; the picture is what is exported under this name. */
export function markdown(placed: Placed, picture: string): string {
  const title = placed.title.replace(/[[\]\\]/g, '\\$&')
  const address = link(placed).replaceAll('(', '%28').replaceAll(')', '%29')
  return `[![${title}](${picture})](${address})\n`
}

/** `lab=gans&lr=0.1` as the lab and the rest, which stays encoded as it is. */
function split(state: string): { lab: string; params: string } {
  return { lab: valueIn(state, 'lab') ?? '', params: without(state, (key) => key === 'lab') }
}
