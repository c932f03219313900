/** What a reader chooses for all pages of the site: the theme and the language. */
import { keepPreference, readPreference } from './preferences'

const root = document.documentElement
const themes = document.querySelector<HTMLSelectElement>('#theme')

// Where a policy refuses the script in the head, which says so sooner.
root.classList.add('with-script')

/** Figures follow the color-scheme of the page. */
themes?.addEventListener('change', () => {
  const theme = themes.value
  keepPreference('theme', theme === 'auto' ? null : theme)
  if (theme === 'auto') delete root.dataset.theme
  else root.dataset.theme = theme
})
if (themes) themes.value = readPreference('theme') ?? 'auto'

/** The same page in another language, with the same state of its figure. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('a.language')) {
  link.addEventListener('click', () => {
    keepPreference('language', link.hreflang)
    link.hash = location.hash
  })
}

// Paper is white, whatever the screen is.
let onScreen: string | undefined
addEventListener('beforeprint', () => {
  onScreen = root.dataset.theme
  root.dataset.theme = 'light'
})
addEventListener('afterprint', () => {
  if (onScreen) root.dataset.theme = onScreen
  else delete root.dataset.theme
})
