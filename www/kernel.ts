/**
 * What the page and its workers both need: the glue of the compiled Rust, and the simulations. One file of the build, so
 * that a reader downloads it once. It must not import anything of the page.
 */
import type { Api } from './api'
import { Sessions } from './sessions'
import * as glue from './wasm/thetaflow.js'

export { default as initialise, initSync } from './wasm/thetaflow.js'

/** The objects that cross are `unknown` to the generator of the glue. */
export const api = glue as unknown as Api

/** Simulations that run in this thread. */
export const createSessions = () => new Sessions(api)
