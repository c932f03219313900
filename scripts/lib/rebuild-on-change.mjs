// Compiles again when Rust sources change. Vite sees the new module and reloads the page.

import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

/** Editors save in several steps; one build is to follow all of them. */
const QUIET_MILLISECONDS = 150

/** @param {() => Promise<unknown>} build */
export function rebuildOnChange(build) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer
  let building = false
  let changedMeanwhile = false

  const start = async () => {
    if (building) {
      changedMeanwhile = true
      return
    }
    building = true
    // The compiler has already said what is wrong, and the page goes on with the last good module.
    await build().catch(() => {})
    building = false
    if (changedMeanwhile) {
      changedMeanwhile = false
      start()
    }
  }

  for (const folder of ['src', 'crates', 'labs']) {
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file && !/\.(rs|toml)$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(start, QUIET_MILLISECONDS)
    })
  }
}
