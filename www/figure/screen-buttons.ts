/** The buttons at the end of the transport. */
import { html, nothing, type TemplateResult } from 'lit'
import type { FullScreen } from './full-screen'
import { enterIcon, leaveIcon, panelIcon } from './icons'
import type { Wording } from './wording'

export function renderScreenButtons(
  screen: FullScreen,
  hasControls: boolean,
  words: Wording,
): TemplateResult | typeof nothing {
  if (!screen.isPossible) return nothing
  const controls = screen.hidesControls ? 'show_controls' : 'hide_controls'
  const text = screen.active ? 'leave_full_screen' : 'full_screen'
  const icon = screen.active ? leaveIcon : enterIcon
  return html`
    ${screen.active && hasControls ? renderScreenButton(controls, 'C', panelIcon, () => screen.toggleControls(), words) : nothing}
    ${renderScreenButton(text, 'F', icon, () => screen.toggle(), words)}
  `
}

function renderScreenButton(
  text: string,
  key: string,
  icon: TemplateResult,
  act: () => void,
  words: Wording,
): TemplateResult {
  const name = words.ui(text)
  return html`
    <button class=${`icon ${text}`} type="button" part="button" aria-label=${name} title=${`${name} (${key})`} aria-keyshortcuts=${key} @click=${act}>
      ${icon}
    </button>
  `
}
