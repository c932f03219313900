// The types of the npm package, by file: of the element, of what its properties and events hold, and of its tag in the
// templates of React, Vue and Svelte. The packages that write the last from a manifest know one framework each and bring a
// formatter with them; here the three share what they say of the tag, and differ in a few lines.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ts } from '@custom-elements-manifest/analyzer/index.js'
import { parametersOf, parse } from './element-api.mjs'
import { DEFAULT_LANGUAGE } from './languages.mjs'
import { root } from './run.mjs'

/** @typedef {import('@custom-elements-manifest/analyzer/index.js').SourceFile} SourceFile */
/** @typedef {import('./element-api.mjs').Element} Element */
/** @typedef {{ name: string, text: string }} Declaration */

/** The frameworks for which there are types, each by importing a file of its name. */
export const FRAMEWORKS = ['react', 'vue', 'svelte']

/** Of modules and how they start authors see nothing. */
const OF_MODULES = /\b((Sync)?InitInput|InitOutput|Page|Tables|Papers|Glue)\b/

/** @param {Element} element @returns {Promise<Record<string, string>>} */
export async function packageTypes(element) {
  const codes = await errorCodes()
  const page = [...declarations(await parse('wasm/page.d.ts')), ...declarations(await parse('api.ts'))]
  /** @type {Record<string, Declaration[]>} */
  const modules = {
    api: page.filter(({ text }) => !OF_MODULES.test(text)),
    public: declarations(await parse('public.ts')).map(({ name, text }) => ({
      name,
      text: text.replace("keyof (typeof texts)['error']", codes),
    })),
    tag: declarationsOfTag(element),
    'theta-flow': [declarationOf(element)],
  }
  const files = Object.entries(modules).map(([name, parts]) => [name, parts.map(({ text }) => text)])
  /** @type {Record<string, string[]>} */
  const texts = { ...Object.fromEntries(files), ...augmentations(element) }
  texts['theta-flow']?.push(...['api', 'public', 'tag'].map((name) => `export type * from './${name}.js'`))
  texts['theta-flow']?.push(await globals())
  return Object.fromEntries(
    Object.entries(texts).map(([name, parts]) => {
      const text = parts.join('\n\n')
      return [`${name}.d.ts`, `${[...imports(name, text, modules), text].join('\n')}\n`]
    }),
  )
}

/** The types that a module declares, with what is said of them. @param {SourceFile} source @returns {Declaration[]} */
function declarations(source) {
  return source.statements.flatMap((node) =>
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)
      ? { name: node.name.text, text: node.getFullText().trim() }
      : [],
  )
}

/** What a file names of others. @param {string} own @param {string} text @param {Record<string, Declaration[]>} modules */
function imports(own, text, modules) {
  return Object.entries(modules).flatMap(([module, declared]) => {
    const names = declared.map(({ name }) => name).filter((name) => new RegExp(`\\b${name}\\b`).test(text))
    return module === own || names.length === 0 ? [] : `import type { ${names.join(', ')} } from './${module}.js'`
  })
}

/** The codes of all refusals, as a type. */
async function errorCodes() {
  const { error } = JSON.parse(await readFile(join(root, `www/i18n/${DEFAULT_LANGUAGE}.json`), 'utf8'))
  return Object.keys(error)
    .map((code) => `\n  | '${code}'`)
    .join('')
}

/** What the element adds to the types of every page. */
async function globals() {
  const { statements } = await parse('theta-flow.ts')
  const found = statements.find((node) => ts.isModuleDeclaration(node) && node.name.text === 'global')
  return found?.getText() ?? ''
}

/** @param {Element} element @returns {Declaration} */
function declarationOf({ name, description, members }) {
  const lines = members.map((member) => {
    const { name, description } = member
    const owner = member.static ? 'static ' : ''
    const declared =
      member.kind === 'method'
        ? `${owner}${name}${parametersOf(member)}: ${member.return.type.text}`
        : `${owner}${member.readonly ? 'readonly ' : ''}${name}: ${member.type.text}`
    return `  /** ${description} */\n  ${declared}`
  })
  const comment = description.replaceAll(/^/gm, ' * ').replaceAll(/ +$/gm, '')
  return {
    name,
    text: `/**\n${comment}\n */\nexport declare class ${name} extends HTMLElement {\n${lines.join('\n')}\n}`,
  }
}

/**
 * What a template can say of the tag: attributes by their names and those of their properties, and listeners.
 * @param {Element} element
 * @returns {Declaration[]}
 */
function declarationsOfTag({ name, tagName, attributes, events }) {
  const settable = attributes.flatMap(({ name, fieldName, description, type }) =>
    [...new Set(fieldName ? [name, fieldName] : [])].map(
      (key) => `  /** ${description} */\n  ${quoted(key)}?: ${type.text} | undefined`,
    ),
  )
  const listeners = events.map(
    ({ name, description, type }) =>
      `  /** ${description} */\n  ${quoted(`on${name}`)}?: ((event: ${type.text}) => void) | undefined`,
  )
  const of = (/** @type {string} */ what) => name + what
  return [
    {
      name: of('Props'),
      text: `/** The element's own attributes, which are its properties, too. */\nexport interface ${of('Props')} {\n${settable.join('\n')}\n}`,
    },
    {
      name: of('Listeners'),
      text: `/** Listeners as JSX and Svelte write them. */\nexport interface ${of('Listeners')} {\n${listeners.join('\n')}\n}`,
    },
    {
      name: of('Attributes'),
      text: `/** With what every element has, for a JSX that is not React's. */\nexport interface ${of('Attributes')} extends ${of('Props')}, ${of('Listeners')} {
  [name: \`aria-\${string}\` | \`data-\${string}\`]: string | number | boolean | undefined
  id?: string
  lang?: string
  slot?: string
  class?: string
  className?: string
  style?: unknown
  hidden?: boolean
  children?: unknown
  key?: unknown
  ref?: unknown
}`,
    },
    {
      name: of('Elements'),
      text: `/** For such a JSX: \`interface IntrinsicElements extends ${of('Elements')} {}\`. */\nexport interface ${of('Elements')} {\n  '${tagName}': ${of('Attributes')}\n}`,
    },
  ]
}

/** What importing `thetaflow/react` and its like adds to the types of the framework. @param {Element} element */
function augmentations({ name, tagName, events }) {
  const own = `keyof ${name}Props`
  const emitted = events.map(({ name, type }) => `(name: '${name}', event: ${type.text}) => void`)
  return {
    react: [
      "import type { DetailedHTMLProps, HTMLAttributes } from 'react'",
      `type Every = DetailedHTMLProps<HTMLAttributes<${name}>, ${name}>

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${tagName}': Omit<Every, ${own}> & ${name}Props & ${name}Listeners
    }
  }
}`,
    ],
    vue: [
      "import type { HTMLAttributes, PublicProps } from 'vue'",
      `type Emit = (${emitted.join(') & (')})

declare module 'vue' {
  interface GlobalComponents {
    '${tagName}': new () => ${name} & { $props: Omit<HTMLAttributes, ${own}> & ${name}Props & PublicProps; $emit: Emit }
  }
}`,
    ],
    svelte: [
      "import type { HTMLAttributes } from 'svelte/elements'",
      `declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    '${tagName}': Omit<HTMLAttributes<${name}>, ${own}> & ${name}Props & ${name}Listeners
  }
}`,
    ],
  }
}

/** A name as a key. @param {string} name */
const quoted = (name) => (/^\w+$/.test(name) ? name : `'${name}'`)
