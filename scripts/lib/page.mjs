// From sources to a page: the WebAssembly modules first, because the page takes those that it finds.

import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun, root } from './run.mjs'
import { tool } from './tools.mjs'

/** @param {{ dev?: boolean }} [options] */
export function buildWasm({ dev = false } = {}) {
  const args = ['xtask', 'wasm', ...(dev ? ['--dev'] : [])]
  return mustRun('cargo', args, 'The WebAssembly modules could not be built: the messages above say why.')
}

/** The command line, which draws pictures of the labs for the page and computes what browser tests compare with. */
export function buildCommandLine() {
  return mustRun('cargo', ['build', '--bin', 'thetaflow'], 'The command line could not be built.')
}

/** A picture of each lab's figure in the gallery, for previews of links to it: www/pictures/<lab>.png. */
export async function buildPictures() {
  const figures = JSON.parse(await readFile(join(root, 'www/labs/figures.json'), 'utf8'))
  await mkdir(join(root, 'www/pictures'), { recursive: true })
  for (const [lab, params] of Object.entries(figures)) {
    const args = ['render', lab, '--state', `lab=${lab}&${params}`, '--size', '800x420', '--scale', '1.5']
    const complaint = `The picture of ${lab} could not be drawn.`
    await mustRun(join(root, 'target/debug/thetaflow'), [...args, '-o', `www/pictures/${lab}.png`], complaint)
  }
}

export async function buildPage() {
  await buildCommandLine()
  await buildPictures()
  const [program, args] = await tool('vite', 'vite', ['build'])
  return mustRun(program, args, 'Vite could not build the page: its message above says why.')
}
