/**
 * The bare figure for an iframe: `embed.html?controls=rule,lr&theme=dark&lang=zh&export=none&autoplay#lab=optimizers&rule=adam`.
 * How it is shown stands in the query, what it shows in the hash, or where there is none in the query, too. It tells the page around it how high it wants to be:
 * `{type: 'theta-flow:height', height}` in CSS pixels.
 */
import './embed.css'
import { languageFor, languageOfReader, loadMessages } from './i18n'
import { labOf } from './labs'
import { bindAddress, stateInAddress } from './permalink'
import { prepareRunner } from './run/runner'
import './theta-flow'

const root = document.documentElement
const options = new URLSearchParams(location.search)
const figure = document.createElement('theta-flow')

// On their way while the figure is being made, and before it is known to be in sight.
const state = stateInAddress()
if (options.get('reveal') !== 'interaction')
  prepareRunner(labOf(state), options.get('runner') === 'page' ? 'page' : 'auto')

for (const name of ['controls', 'export', 'runner', 'poster', 'reveal']) {
  const value = options.get(name)
  if (value !== null) figure.setAttribute(name, value)
}
figure.autoplay = options.has('autoplay') && options.get('autoplay') !== 'false'

// The page takes the theme, and the figure follows the page.
const theme = options.get('theme')
if (theme === 'light' || theme === 'dark') root.dataset.theme = theme

const fallback = options.get('lang-fallback')
const given = options.get('lang')?.replace(/^auto$/, '') || fallback
const language = given ? languageFor(given, fallback) : languageOfReader()
root.lang = language
loadMessages(language, labOf(state)).catch(() => {})

const drawn = new Promise((resolve) => figure.addEventListener('theta-frame', resolve, { once: true }))
if (state) figure.load(state)
bindAddress(figure)
document.querySelector('main')?.replaceChildren(figure)

let toldHeight = 0
new ResizeObserver(() => {
  // The whole screen is no measure of what it wants in the page.
  if (document.fullscreenElement) return
  const height = Math.ceil(root.getBoundingClientRect().height)
  if (height === toldHeight) return
  toldHeight = height
  // The height is no secret, and the page around may be of any origin.
  window.parent.postMessage({ type: 'theta-flow:height', height }, '*')
}).observe(root)

// A heading for those who cannot see what the frame is about; the figure itself has none.
await drawn
const lab = labOf(figure.state)
const heading = document.createElement('h1')
heading.className = 'hidden'
heading.textContent = document.title = (await loadMessages(language, lab)).text(`lab.${lab}.title`)
document.querySelector('main')?.prepend(heading)
