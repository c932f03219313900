/** Labs that a page brings along: `lab.json`, as `cargo xtask wasm --lab` writes it, says where their files lie. */
import { addOwnTexts } from './i18n'
import { addLab, type Files } from './labs'
import { once } from './once'
import { EngineError } from './run/engine-error'

interface Manifest {
  lab: string
  modules: Record<string, Files>
  texts: Record<string, string>
}

const brought = new Map<string, Promise<string>>()

/** The lab of a `lab.json`, from its address. Afterwards it is one of those that there are. */
export function bringLab(source: string): Promise<string> {
  const address = new URL(source, document.baseURI).href
  return once(brought, address, async () => {
    try {
      const { lab, modules, texts } = await manifestAt(address)
      const whole = (file: string) => new URL(file, address).href
      const files = Object.entries(modules).map(([name, { glue, code }]) => [
        name,
        { glue: whole(glue), code: whole(code) },
      ])
      addLab(lab, Object.fromEntries(files))
      addOwnTexts(lab, Object.fromEntries(Object.entries(texts).map(([language, file]) => [language, whole(file)])))
      return lab
    } catch (error) {
      throw new EngineError('lab_file', error, { address: source })
    }
  })
}

async function manifestAt(address: string): Promise<Manifest> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(String(response.status))
  const { lab, modules, texts } = await response.json()
  if (typeof lab !== 'string' || !modules?.[lab]?.code || typeof texts !== 'object') throw new Error('no lab')
  return { lab, modules, texts }
}
