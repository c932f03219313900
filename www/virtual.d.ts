/** The ids of the labs in the order of the site: made by `labs()` in scripts/lib/vite-plugins.mjs. */
declare module 'virtual:labs' {
  const labs: readonly [string, ...string[]]
  export default labs
}

/** The texts in parts, by language and name: made by `texts()` in scripts/lib/vite-plugins.mjs. */
declare module 'virtual:texts' {
  export type Tree = { [key: string]: string | Tree }
  const texts: Record<string, Record<string, () => Promise<{ default: Tree }>>>
  export default texts
}

/** The version of package.json, which is that of the command line. */
declare const __VERSION__: string
