/** The files of www/i18n/ in parts, by language and name: made by `texts()` in scripts/lib/vite-plugins.mjs. */
declare module 'virtual:texts' {
  export type Tree = { [key: string]: string | Tree }
  const texts: Record<string, Record<string, () => Promise<{ default: Tree }>>>
  export default texts
}

/** The version of package.json, which is that of the command line. */
declare const __VERSION__: string
