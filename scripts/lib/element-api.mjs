// What <theta-flow> offers, read from its declarations and the comments in them: the source of its types for the npm
// package, of custom-elements.json, and of the reference in docs/.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, root, run } from './run.mjs'
import { tool } from './tools.mjs'

/**
 * @typedef {{ name: string, description: string }} Described
 * @typedef {Described & { type: string, default?: string }} Attribute
 * @typedef {Described & { detail: string }} Event with the type of its detail
 * @typedef {Described & { type: string, signature: string, kind: 'property' | 'state' | 'method', isStatic: boolean }} Member a
 *   `state` is read-only
 * @typedef {object} ElementApi
 * @property {string} description
 * @property {Attribute[]} attributes
 * @property {Event[]} events
 * @property {Described[]} slots
 * @property {Described[]} states for `:state()`
 * @property {Described[]} properties custom properties of CSS
 * @property {Described[]} parts
 * @property {Member[]} members
 * @property {Record<string, string>} types the declarations for authors, by file name
 */

/** Not for authors: what the platform and Lit call. */
const INTERNAL = /^(#|static (?!readonly version|addTexts)|protected |constructor\b|\w+Callback\b)/

/** The attribute whose property every element has. */
const OF_PLATFORM = 'lang'

/** @returns {Promise<ElementApi>} */
export async function elementApi() {
  const files = await declarations(['theta-flow', 'public', 'api'])
  const source = files['theta-flow.d.ts'] ?? ''
  const [, comment = '', body = ''] =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\ndeclare class FigureElement extends LitElement \{\n([\s\S]*?)\n\}\n/.exec(
      source,
    ) ?? []
  if (!body)
    throw new Failure('The declarations of the element look different from what scripts/lib/element-api.mjs reads.')
  const text = plain(comment)
  const members = [...body.matchAll(/(?: {4}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {4}(.+);(?:\n|$)/g)]
    .map(([all, comment = '', declaration = '']) => ({
      all,
      comment: plain(comment).replaceAll('\n', ' '),
      declaration,
    }))
    .filter(({ declaration }) => !INTERNAL.test(declaration))
  const described = members.map(({ comment, declaration }) => member(declaration, comment))
  const choices = choicesIn(files['public.d.ts'] ?? '')
  return {
    description: text.slice(0, text.indexOf('\n@')).trim(),
    attributes: tagged(text, 'attr').map((tag) => attribute(tag, described, choices)),
    events: tagged(text, 'fires').map(({ name, description }) => {
      const [link = '', detail = ''] = /;? \{@link (\w+)\}/.exec(description) ?? []
      return { name, detail, description: description.replace(link, ` (\`${detail}\`)`) }
    }),
    slots: tagged(text, 'slot'),
    states: tagged(text, 'cssstate'),
    properties: tagged(text, 'cssprop'),
    parts: tagged(text, 'csspart'),
    members: described,
    types: {
      ...files,
      'public.d.ts': (files['public.d.ts'] ?? '')
        .replace(/^import .*\.json';\n/m, '')
        .replace("keyof (typeof texts)['error']", await errorCodes()),
      'theta-flow.d.ts': source
        .replace(/^import .* from 'lit';\n/m, '')
        .replace('declare class FigureElement extends LitElement', 'export declare class ThetaFlow extends HTMLElement')
        .replace(/^export .*\bFigureElement;\n/gm, '')
        .replace(body, members.map(({ all }) => all.trimEnd()).join('\n')),
    },
  }
}

/** The codes of all refusals, as a type. */
async function errorCodes() {
  const { error } = JSON.parse(await readFile(join(root, 'www/i18n/en.json'), 'utf8'))
  return Object.keys(error)
    .map((code) => `\n    | '${code}'`)
    .join('')
}

/**
 * The declarations of modules in www/ as the compiler writes them, with the endings that Node wants in imports.
 * @param {string[]} modules
 * @returns {Promise<Record<string, string>>}
 */
async function declarations(modules) {
  const folder = await mkdtemp(join(tmpdir(), 'thetaflow-types-'))
  try {
    const options = '-p tsconfig.types.json --outDir'.split(' ')
    const [program, args] = await tool('typescript', 'tsc', [...options, folder])
    if ((await run(program, args)) !== 0) throw new Failure('The declarations could not be written.')
    const files = modules.map(async (name) => {
      const text = await readFile(join(folder, `${name}.d.ts`), 'utf8')
      return [`${name}.d.ts`, text.replace(/(from '\.\/[\w-]+)'/g, "$1.js'")]
    })
    return Object.fromEntries(await Promise.all(files))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The text of a comment. @param {string} comment */
function plain(comment) {
  return comment
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim()
}

/**
 * `@tag name - description`, `@tag [name=default] - description`, and `@tag - description` of what has no name.
 * @param {string} text
 * @param {string} tag
 * @returns {(Described & { default?: string })[]}
 */
function tagged(text, tag) {
  return [...text.matchAll(new RegExp(`^@${tag} (?:(\\S+) )?- (.+)$`, 'gm'))].map(
    ([, named = '', description = '']) => {
      const [, name = named, value] = /^\[(.+)=(.+)\]$/.exec(named) ?? []
      return { name, description, ...(value && { default: value }) }
    },
  )
}

/** The types that are a few words, by their names. @param {string} source @returns {Map<string, string>} */
function choicesIn(source) {
  const types = source.matchAll(/^export type (\w+) = ('\w+'(?: \| '\w+')*);/gm)
  return new Map([...types].map(([, name = '', words = '']) => [name, words]))
}

/**
 * @param {Described & { default?: string }} tag
 * @param {Member[]} members
 * @param {Map<string, string>} choices
 * @returns {Attribute}
 */
function attribute(tag, members, choices) {
  const own = members.find(({ kind, name }) => kind === 'property' && name === fieldOf(tag.name))
  if (!own && tag.name !== OF_PLATFORM) {
    throw new Failure(`The attribute "${tag.name}" of the element has no property of this name.`)
  }
  const type = (own?.type ?? 'string').replace(/\w+/g, (name) => choices.get(name) ?? name)
  return { ...tag, type }
}

/**
 * @param {string} declaration
 * @param {string} description
 * @returns {Member}
 */
function member(declaration, description) {
  const [, owner, modifier, name = '', parameters = '', type = ''] =
    /^(static )?(get |readonly )?(\w+)(\(.*\))?: (.+)$/.exec(declaration) ?? []
  const kind = modifier ? 'state' : parameters ? 'method' : 'property'
  const signature = (owner ? 'ThetaFlow.' : '') + name + parameters
  return { name, description, type, kind, isStatic: Boolean(owner), signature }
}

/** `(id: string, committed?: boolean)` one by one. @param {string} signature */
function parametersOf(signature) {
  const [, list = ''] = /\((.*)\)/.exec(signature) ?? []
  return list
    .split(', ')
    .filter(Boolean)
    .map((parameter) => {
      const [, name, optional, type] = /^(\w+)(\?)?: (.+)$/.exec(parameter) ?? []
      return { name, type: { text: type }, ...(optional && { optional: true }) }
    })
}

/** The property of an attribute: `langFallback` of `lang-fallback`. @param {string} attribute */
const fieldOf = (attribute) => attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase())

/** And back. @param {string} field */
const attributeOf = (field) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/**
 * The manifest that editors and documentation tools read, https://custom-elements-manifest.open-wc.org.
 * @param {ElementApi} api
 */
export function manifest({ description, attributes, events, slots, states, properties, parts, members }) {
  const path = 'theta-flow.js'
  return {
    schemaVersion: '2.1.0',
    modules: [
      {
        kind: 'javascript-module',
        path,
        declarations: [
          {
            kind: 'class',
            name: 'ThetaFlow',
            tagName: 'theta-flow',
            customElement: true,
            superclass: { name: 'HTMLElement' },
            description,
            attributes: attributes.map((attribute) => ({
              ...attribute,
              type: { text: attribute.type },
              fieldName: fieldOf(attribute.name),
            })),
            members: members.map(({ name, description, type, kind, isStatic, signature }) => ({
              name,
              description,
              ...(isStatic && { static: true }),
              ...(kind === 'method'
                ? { kind, parameters: parametersOf(signature), return: { type: { text: type } } }
                : {
                    kind: 'field',
                    type: { text: type },
                    ...(kind === 'property' ? { attribute: attributeOf(name) } : { readonly: true }),
                  }),
            })),
            events: events.map(({ detail, ...event }) => ({ ...event, type: { text: `CustomEvent<${detail}>` } })),
            slots,
            cssStates: states,
            cssProperties: properties,
            cssParts: parts,
          },
        ],
        exports: [
          { kind: 'js', name: 'ThetaFlow', declaration: { name: 'ThetaFlow', module: path } },
          { kind: 'custom-element-definition', name: 'theta-flow', declaration: { name: 'ThetaFlow', module: path } },
        ],
      },
    ],
  }
}
