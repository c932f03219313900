/**
 * Which labs there are, and which modules they have. `cargo xtask wasm` writes a module for each lab, of the same name;
 * the second one of a lab that has heavy work to do is `<lab>_compute`. A page may bring labs of its own: see `own-lab.ts`.
 */
import LAB_ORDER from 'virtual:labs'
import { stateOf, valueIn } from './state'

/** Where the modules lie, by path, and the glue that belongs to each. */
const addresses = import.meta.glob<string>('./wasm/*_bg.wasm', { query: '?url', import: 'default', eager: true })
const glues = import.meta.glob<string>('./wasm/*.js', { query: '?url', import: 'default', eager: true })

/** A module: its script and its WebAssembly file, as whole addresses. */
export interface Files {
  glue: string
  code: string
}

/** Of labs that pages have brought. */
const brought = new Map<string, Files>()

export function addressOf(module: string): string | undefined {
  return brought.get(module)?.code ?? addresses[`./wasm/${module}_bg.wasm`]
}

export function glueOf(module: string): string | undefined {
  const address = brought.get(module)?.glue ?? glues[`./wasm/${module}.js`]
  // A worker has another idea of what an address is relative to. In the build all of them are whole; relative to this
  // script they are looked for nowhere, because bundlers take `new URL(variable, import.meta.url)` for something of theirs.
  return address && new URL(address, document.baseURI).href
}

/** The module of a lab that does its heavy work and writes its scripts: the second one, if it has two. */
export function computeModuleOf(lab: string): string {
  const second = `${lab}_compute`
  return addressOf(second) ? second : lab
}

/** Ours, in the order in which a reader meets them. */
const LABS: readonly string[] = LAB_ORDER.filter((lab) => addressOf(lab))
/** Those that pages have brought. */
const broughtLabs = new Set<string>()

/** The labs that there are. */
export function labs(): string[] {
  return [...LABS, ...broughtLabs]
}

/** Adds a lab with its modules; those that there are already stay. */
export function addLab(lab: string, modules: Record<string, Files>): void {
  if (labs().includes(lab)) return
  broughtLabs.add(lab)
  for (const [name, files] of Object.entries(modules)) brought.set(name, files)
}

/** The lab that a permalink names; `otherwise` if it names none, or one that does not exist. */
export function labOf(state: string, otherwise: string = LAB_ORDER[0]): string {
  const lab = valueIn(stateOf(state), 'lab')
  return lab && labs().includes(lab) ? lab : otherwise
}
