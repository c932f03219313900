/** The styles that a figure has from the beginning. Those of what comes later come with it. */
import { unsafeCSS } from 'lit'
import common from './common.css?inline'
import errors from './errors.css?inline'
import more from './more.css?inline'
import print from './print.css?inline'
import readouts from './readouts.css?inline'
import room from './room.css?inline'
import root from './root.css?inline'
import stage from './stage.css?inline'
import transport from './transport.css?inline'

/** In the order in which one goes before another. */
export const look = unsafeCSS([root, stage, common, transport, readouts, more, errors, room, print].join(''))
