/** The files of www/i18n/ in parts: made by `texts()` in scripts/lib/vite-plugins.mjs. */
declare module 'virtual:texts' {
  export type Tree = { [key: string]: string | Tree }
  type Part = () => Promise<{ default: Tree }>
  const texts: Record<'en' | 'zh', { common: Part; labs: Record<string, Part> }>
  export default texts
}

declare module '*.json?part=export' {
  import type { Tree } from 'virtual:texts'

  const texts: Tree
  export default texts
}

declare module '*.json?part=points' {
  import type { Tree } from 'virtual:texts'

  const texts: Tree
  export default texts
}

/** The version of package.json, which is that of the command line. */
declare const __VERSION__: string
