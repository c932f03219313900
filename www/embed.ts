/**
 * The bare figure for an iframe: `embed.html?controls=rule,lr&theme=dark&lang=zh&autoplay#lab=optimizers&rule=adam`.
 * How it is shown stands in the query, what it shows in the hash. It tells the page around it how high it wants to be:
 * `{type: 'theta-flow:height', height}` in CSS pixels.
 */
import './embed.css'
import { matchLanguage } from './i18n'
import { bindAddress, stateInAddress } from './permalink'
import './theta-flow'

const options = new URLSearchParams(location.search)
const figure = document.createElement('theta-flow')
for (const name of ['controls', 'theme', 'lang', 'runner']) {
  const value = options.get(name)
  if (value !== null) figure.setAttribute(name, value)
}
figure.autoplay = options.has('autoplay') && options.get('autoplay') !== 'false'

const theme = options.get('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
document.documentElement.lang = matchLanguage(options.get('lang')) ?? matchLanguage(navigator.language) ?? 'en'

const state = stateInAddress()
if (state) figure.load(state)
bindAddress(figure)
document.querySelector('main')?.append(figure)

let told = 0
new ResizeObserver(() => {
  const height = Math.ceil(document.documentElement.getBoundingClientRect().height)
  if (height === told) return
  told = height
  // The height is no secret, and the page around may be of any origin.
  window.parent.postMessage({ type: 'theta-flow:height', height }, '*')
}).observe(document.documentElement)
