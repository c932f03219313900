/** Icons as inline pictures in the colour of the text. */
import { svg } from 'lit'

export const icon = (path: string, filled = false) => svg`
  <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"
    fill=${filled ? 'currentColor' : 'none'} stroke=${filled ? 'none' : 'currentColor'}
    stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"><path d=${path} /></svg>`

export const playIcon = icon('M4 2.5v11l9.5-5.5z', true)
