// From sources to a page: the WebAssembly modules first, because the page takes those that it finds.

import { mustRun } from './run.mjs'
import { tool } from './tools.mjs'

/** @param {{ dev?: boolean }} [options] */
export function buildWasm({ dev = false } = {}) {
  const args = ['xtask', 'wasm', ...(dev ? ['--dev'] : [])]
  return mustRun('cargo', args, 'The WebAssembly modules could not be built: the messages above say why.')
}

export async function buildPage() {
  const [program, args] = await tool('vite', 'vite', ['build'])
  return mustRun(program, args, 'Vite could not build the page: its message above says why.')
}
