import { unsafeCSS } from 'lit'
import css from './contrast.css?inline'

export const styles = unsafeCSS(css)
