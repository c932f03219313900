// What <theta-flow> offers, read from its declarations and the comments in them: the source of its types for the npm
// package, of custom-elements.json, and of the reference in docs/.

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure, run } from './run.mjs'
import { tool } from './tools.mjs'

/**
 * @typedef {{ name: string, description: string }} Described
 * @typedef {Described & { type: string, signature: string, kind: 'property' | 'state' | 'method' }} Member a `state` is
 *   read-only
 * @typedef {object} ElementApi
 * @property {string} description
 * @property {Described[]} attributes
 * @property {Described[]} events
 * @property {Described[]} properties custom properties of CSS
 * @property {Described[]} parts
 * @property {Member[]} members
 * @property {Record<string, string>} types the declarations for authors, by file name
 */

/** Not for authors: what the platform and Lit call. */
const INTERNAL = /^(#|static |protected |constructor\b|connectedCallback\b|disconnectedCallback\b)/

/** @returns {Promise<ElementApi>} */
export async function elementApi() {
  const files = await declarations(['theta-flow', 'public', 'api'])
  const source = files['theta-flow.d.ts'] ?? ''
  const [, comment = '', body = ''] =
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport declare class ThetaFlow extends LitElement \{\n([\s\S]*?)\n\}\n/.exec(
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
  return {
    description: text.slice(0, text.indexOf('\n@')).trim(),
    attributes: tagged(text, 'attr'),
    events: tagged(text, 'fires').map(({ name, description }) => ({
      name,
      description: description.replace(/;? \{@link (\w+)\}/, ' (`$1`)'),
    })),
    properties: tagged(text, 'cssprop'),
    parts: tagged(text, 'csspart'),
    members: members.map(({ comment, declaration }) => member(declaration, comment)),
    types: {
      ...files,
      'theta-flow.d.ts': source
        .replace(/^import .* from 'lit';\n/m, '')
        .replace('extends LitElement', 'extends HTMLElement')
        .replace(body, members.map(({ all }) => all.trimEnd()).join('\n')),
    },
  }
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
 * @param {string} text
 * @param {string} tag
 * @returns {Described[]}
 */
function tagged(text, tag) {
  return [...text.matchAll(new RegExp(`^@${tag} (\\S+) - (.+)$`, 'gm'))].map(([, name = '', description = '']) => ({
    name,
    description,
  }))
}

/**
 * @param {string} declaration
 * @param {string} description
 * @returns {Member}
 */
function member(declaration, description) {
  const [, getter, name = '', parameters, type = ''] = /^(get )?(\w+)(\(.*\))?: (.+)$/.exec(declaration) ?? []
  const kind = getter ? 'state' : parameters ? 'method' : 'property'
  return { name, description, type, kind, signature: kind === 'method' ? name + parameters : name }
}

/**
 * The manifest that editors and documentation tools read, https://custom-elements-manifest.open-wc.org.
 * @param {ElementApi} api
 */
export function manifest({ description, attributes, events, properties, parts, members }) {
  const path = 'theta-flow.js'
  return {
    schemaVersion: '1.0.0',
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
            description,
            attributes: attributes.map((attribute) => ({ ...attribute, fieldName: attribute.name })),
            members: members.map(({ name, description, type, kind }) =>
              kind === 'method'
                ? { kind, name, description, return: { type: { text: type } } }
                : {
                    kind: 'field',
                    name,
                    description,
                    type: { text: type },
                    ...(kind === 'state' && { readonly: true }),
                  },
            ),
            events: events.map((event) => ({ ...event, type: { text: 'CustomEvent' } })),
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
