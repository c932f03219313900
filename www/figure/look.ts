/** The styles that a figure has from the beginning. Those of what comes later come with it. */
import { unsafeCSS } from 'lit'
import print from './print.css?inline'
import room from './room.css?inline'
import root from './root.css?inline'
import stage from './stage.css?inline'

/** In the order in which one goes before another. */
export const look = unsafeCSS([root, stage, room, print].join(''))
