/** The site: one lab in full, with its state in the address. */
import './site.css'
import { html, nothing, render, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { type Language, languageAround, loadMessages, type Messages, matchLanguage } from './i18n'
import { LABS, labOf } from './labs'
import { bindAddress, stateInAddress } from './permalink'
import { keepPreference, readPreference } from './preferences'
import { prepareRunner } from './runner'
import './theta-flow'

// On their way together with the texts, and before there is a figure.
const state = stateInAddress()
prepareRunner(labOf(state), 'auto')

/** How long "Link copied" stays. */
const NOTICE_MS = 4000

const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', zh: '中文' }
const THEMES = ['auto', 'light', 'dark'] as const

const root = document.documentElement
const figure = document.createElement('theta-flow')
figure.lab = labOf(state)
let notice = ''
let noticeTimer = 0
let messages: Messages

function page(): TemplateResult {
  const t = (key: string) => messages.text(key)
  const ofLab = (key: string) => messages.text(`lab.${labOf(figure.state)}.${key}`)
  return html`
    <header>
      <p class="name"><strong>${t('site.name')}</strong> · ${t('site.tagline')}</p>
      <nav>
        <label>
          ${t('site.language')}
          <select @change=${chooseLanguage}>
            ${Object.entries(LANGUAGE_NAMES).map(
              ([language, name]) =>
                html`<option value=${language} lang=${language} .selected=${live(language === messages.language)}>
                  ${name}
                </option>`,
            )}
          </select>
        </label>
        <label>
          ${t('site.theme')}
          <select @change=${chooseTheme}>
            ${THEMES.map(
              (theme) =>
                html`<option value=${theme} .selected=${live(theme === (root.dataset.theme ?? 'auto'))}>
                  ${t(`site.theme_${theme}`)}
                </option>`,
            )}
          </select>
        </label>
      </nav>
    </header>
    <nav class="labs" aria-label=${t('site.labs')}>
      ${LABS.map(
        (lab) => html`
          <a href=${`#lab=${lab}`} aria-current=${lab === labOf(figure.state) ? 'page' : nothing}>${t(`site.lab_${lab}`)}</a>
        `,
      )}
    </nav>
    <h1>${ofLab('title')}</h1>
    <p class="text">${ofLab('summary')}</p>
    <p class="text try">${ofLab('try')}</p>
    ${figure}
    <p class="share">
      <button type="button" @click=${copyLink}>${t('site.copy_link')}</button>
      ${t('site.share_hint')}
      <output>${notice}</output>
    </p>
  `
}

function update(): void {
  const main = document.querySelector('main')
  if (main) render(page(), main)
}

/** Words the page, which is about the lab that the figure shows. */
async function showLanguage(language: Language): Promise<void> {
  const lab = labOf(figure.state)
  messages = await loadMessages(language, lab)
  root.lang = language
  document.title = `${messages.text(`lab.${lab}.title`)} · ${messages.text('site.name')}`
  update()
}

/** The figure follows the color-scheme of the page. */
function showTheme(theme: string | null): void {
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  else delete root.dataset.theme
}

function chooseLanguage(event: Event): void {
  const language = matchLanguage((event.currentTarget as HTMLSelectElement).value) ?? 'en'
  keepPreference('language', language)
  void showLanguage(language)
}

function chooseTheme(event: Event): void {
  const theme = (event.currentTarget as HTMLSelectElement).value
  keepPreference('theme', theme === 'auto' ? null : theme)
  showTheme(theme)
  update()
}

async function copyLink(): Promise<void> {
  const address = new URL(location.href)
  address.hash = figure.link
  try {
    // There is no clipboard on a page without a secure connection, which is an error like a refused one.
    await navigator.clipboard.writeText(address.href)
    notice = messages.text('site.copied')
  } catch {
    notice = messages.text('site.copy_failed')
  }
  update()
  window.clearTimeout(noticeTimer)
  noticeTimer = window.setTimeout(() => {
    notice = ''
    update()
  }, NOTICE_MS)
}

showTheme(readPreference('theme'))
// The language of index.html is only that of its few words for readers without JavaScript.
root.removeAttribute('lang')
if (state) figure.load(state)
bindAddress(figure)
void showLanguage(matchLanguage(readPreference('language')) ?? languageAround(root))
// The address may name another lab by now, which the figure has taken over.
window.addEventListener('hashchange', () => void showLanguage(messages.language))
