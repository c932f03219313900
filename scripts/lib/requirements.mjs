// What has to be on the computer before anything else can work.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ask, Failure, root } from './run.mjs'

export async function checkNode() {
  const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  if (!satisfies(process.versions.node, engines.node)) {
    throw new Failure(
      `Node ${process.versions.node} does not fit (${engines.node}): install one from https://nodejs.org.`,
    )
  }
}

export async function checkRust() {
  const manifest = await readFile(join(root, 'Cargo.toml'), 'utf8')
  const wanted = /^rust-version\s*=\s*"([\d.]+)"/m.exec(manifest)?.[1] ?? '0'
  if (!(await ask('cargo', ['--version']))) {
    throw new Failure(
      'Rust is not installed or cargo is not on the PATH: install it with rustup from https://rustup.rs.',
    )
  }
  const found = /^rustc ([\d.]+)/.exec((await ask('rustc', ['--version'])) ?? '')?.[1]
  if (!found) throw new Failure('cargo is there but rustc does not answer: run `rustup default stable`.')
  if (compare(found, wanted) < 0) {
    throw new Failure(`Rust ${found} is older than ${wanted}, which this code needs: run \`rustup update stable\`.`)
  }
}

/**
 * Understands as much of the range syntax as package.json uses: `^a.b.c`, `>=a.b.c` and `||` between them.
 * @param {string} version
 * @param {string} ranges
 */
export function satisfies(version, ranges) {
  return ranges.split('||').some((range) => {
    const [, operator, lowest = ''] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(range) ?? []
    const sameMajor = version.split('.')[0] === lowest.split('.')[0]
    return lowest !== '' && compare(version, lowest) >= 0 && (operator === '>=' || sameMajor)
  })
}

/**
 * Negative if version `a` is older than version `b`; missing parts count as 0.
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let part = 0; part < 3; part++) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
