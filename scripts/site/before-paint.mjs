/**
 * Runs in the head of a page, as it is written here, before anything is painted: takes over the reader's theme, and leads
 * to the page that the reader means, which is the lab that a permalink names, in the reader's language.
 * @param {(link: string) => string} stateOf `www/state.ts`
 * @param {(state: string, key: string) => string | undefined} valueIn the same
 * @param {readonly string[]} labs the first one is meant where a permalink names none; empty in pages without permalinks
 * @param {string} language of the page
 * @param {Record<string, string>} translations the addresses of the page in the other languages
 * @param {boolean} isTranslation whether the language of the page is another than that of pages whose path names none
 */
export function beforePaint(stateOf, valueIn, labs, language, translations, isTranslation) {
  const root = document.documentElement
  /** @param {string} name */
  const preference = (name) => {
    try {
      return localStorage.getItem(`thetaflow.${name}`)
    } catch {
      return null
    }
  }
  root.classList.add('with-script')
  // A page that is opened as a file, or in a sandboxed frame, runs this script, and may not load the others.
  addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLScriptElement && target.type === 'module') root.classList.remove('with-script')
    },
    true,
  )
  const theme = preference('theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (labs.length === 0) return

  // A permalink of a translation was sent by somebody: only who has chosen another language is led away from it.
  const spoken = navigator.languages.map((tag) => tag.split('-')[0] ?? '')
  const preferred =
    preference('language') ?? (isTranslation ? language : spoken.find((tag) => tag === language || tag in translations))
  const lead = () => {
    const state = stateOf(location.search + location.hash)
    const own = root.dataset.lab
    const named = valueIn(state, 'lab') ?? ''
    // A query without a lab is meant for others.
    const isPermalink = state.includes('=') && !state.startsWith('?')
    const meant = labs.includes(named) ? named : (own ?? (isPermalink ? labs[0] : undefined))
    const base = (preferred && preferred !== language && translations[preferred]) || location.pathname
    if (base === location.pathname && meant === own) return
    const folder = base.slice(0, base.lastIndexOf('/') + 1)
    location.replace((meant === own ? base : `${folder}${meant}.html`) + location.search + location.hash)
  }
  lead()
  addEventListener('hashchange', lead)
}
