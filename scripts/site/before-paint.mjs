/**
 * Runs in the head of a page, as it is written here, before anything is painted: takes over the reader's theme, and leads
 * to the page that the reader means, which is the lab that a permalink names, in the reader's language.
 * @param {readonly string[]} labs the first one is meant where a permalink names none; empty in pages without permalinks
 * @param {'en' | 'zh'} language of the page
 * @param {string | null} translation the address of the page in the other language
 */
export function beforePaint(labs, language, translation) {
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
  const theme = preference('theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (labs.length === 0) return

  // A permalink of the Chinese page was sent by somebody: only who has chosen English is led away from it.
  const preferred =
    preference('language') ??
    (language === 'en' ? navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => /en|zh/.test(tag)) : language)
  const lead = () => {
    let state = location.hash.slice(1)
    try {
      // Some programs escape the whole address when it is copied.
      if (!state.includes('=')) state = decodeURIComponent(state)
    } catch {
      // Then it is no permalink.
    }
    const own = root.dataset.lab
    const named = new URLSearchParams(state).get('lab') ?? ''
    const meant = labs.includes(named) ? named : (own ?? (state.includes('=') ? labs[0] : undefined))
    const base = translation && preferred && preferred !== language ? translation : location.pathname
    if (base === location.pathname && meant === own) return
    const folder = base.slice(0, base.lastIndexOf('/') + 1)
    location.replace((meant === own ? base : `${folder}${meant}.html`) + location.search + location.hash)
  }
  lead()
  addEventListener('hashchange', lead)
}
