// From sources to a page: the WebAssembly modules first, because the page takes those that it finds.

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildCommandLine, commandLine } from './command-line.mjs'
import { mustRun, root } from './run.mjs'
import { tool } from './tools.mjs'

/** @param {{ dev?: boolean }} [options] */
export function buildWasm({ dev = false } = {}) {
  const args = ['xtask', 'wasm', ...(dev ? ['--dev'] : [])]
  return mustRun('cargo', args, 'The WebAssembly modules could not be built: the messages above say why.')
}

/** The site's icon: a run of the optimizer lab that coils into its minimum, without what surrounds it. */
const ICON = {
  state: 'lab=optimizers&landscape=quadratic&kappa=2&angle=30&rule=momentum&lr=0.01&momentum=0.94&steps=200',
  look: ['--size', '720x480', '--crop', '192x192+140+150', '--line-width', '8', '--theme', 'dark'],
}

/**
 * What the command line draws for the site: of each lab the figure in the gallery, for previews of links to it
 * (www/pictures/labs/), and the icon in the two sizes that browsers and home screens ask for (www/pictures/).
 */
export async function buildPictures() {
  await mkdir(join(root, 'www/pictures/labs'), { recursive: true })
  const preview = ['--size', '800x420', '--scale', '1.5']
  // Not before: labs.mjs asks the program.
  const [{ LABS }, { figureOf }] = await Promise.all([import('./labs.mjs'), import('../site/article.mjs')])
  for (const lab of LABS) {
    const params = await figureOf(lab)
    await draw(`labs/${lab}.png`, ['--state', `lab=${lab}&${params}`, ...preview])
  }
  for (const [size, scale] of Object.entries({ 96: '0.5', 192: '1' })) {
    await draw(`icon-${size}.png`, ['--state', ICON.state, ...ICON.look, '--scale', scale])
  }
}

/** @param {string} picture in www/pictures/ @param {string[]} args of `thetaflow render` */
async function draw(picture, args) {
  return mustRun(
    await commandLine(),
    ['render', ...args, '-o', `www/pictures/${picture}`],
    `${picture} could not be drawn.`,
  )
}

export async function buildPage() {
  await buildCommandLine()
  await buildPictures()
  const [program, args] = await tool('vite', 'vite', ['build'])
  return mustRun(program, args, 'Vite could not build the page: its message above says why.')
}
