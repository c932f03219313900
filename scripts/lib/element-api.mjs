// What <theta-flow> offers, as the analyzer of https://custom-elements-manifest.open-wc.org reads it from the element's
// source: custom-elements.json of the npm package, and with it its types, what editors are told, and the reference in docs/.

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { create, ts } from '@custom-elements-manifest/analyzer/index.js'
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js'
import { Failure, root } from './run.mjs'

/**
 * @typedef {import('@custom-elements-manifest/analyzer/index.js').SourceFile} SourceFile
 * @typedef {import('@custom-elements-manifest/analyzer/index.js').Node} SyntaxNode
 * @typedef {{ name: string, description: string }} Described
 * @typedef {{ text: string }} Type
 * @typedef {Described & { type: Type, default?: string, fieldName?: string }} Attribute
 * @typedef {Described & { type: Type }} Event
 * @typedef {{ name: string, type: Type, optional?: boolean, default?: string }} Parameter
 * @typedef {Described & { kind: 'field', type: Type, static?: boolean, readonly?: boolean, attribute?: string }} Field
 * @typedef {Described & { kind: 'method', parameters?: Parameter[], return: { type: Type }, static?: boolean }} Method
 * @typedef {Field | Method} Member
 * @typedef {object} Element the declaration of the element in the manifest
 * @property {string} name
 * @property {string} tagName
 * @property {string} description
 * @property {Attribute[]} attributes
 * @property {Member[]} members
 * @property {Event[]} events
 * @property {Described[]} slots
 * @property {Described[]} cssStates for `:state()`
 * @property {Described[]} cssProperties
 * @property {Described[]} cssParts
 */

/** The script as the package has it, and the class as authors import it. */
const [SCRIPT, CLASS, TAG] = ['theta-flow.js', 'ThetaFlow', 'theta-flow']

/** Members that the platform calls. */
const OF_PLATFORM = /^(formAssociated|\w+Callback)$/

/** The attribute whose property every element has. */
const OF_EVERY_ELEMENT = 'lang'

/** A module of www/ as a syntax tree. @param {string} name */
export async function parse(name) {
  const text = await readFile(join(root, 'www', name), 'utf8')
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
}

/** The manifest. */
export async function manifest() {
  const words = typesThatAreWords(await parse('public.ts'))
  const source = await parse('theta-flow.ts')
  const { modules } = create({
    modules: [source],
    plugins: [...litPlugin(), asAuthorsSeeIt(words, defaultsOf(source))],
    context: { dev: false },
  })
  return { schemaVersion: '2.1.0', modules }
}

/** The one element in the manifest. @param {Awaited<ReturnType<typeof manifest>>} manifest @returns {Element} */
export const elementOf = ({ modules }) => modules[0].declarations[0]

/**
 * The class is registered under another name than its own, and has members that are nobody else's business.
 * @param {Map<string, string>} words
 * @param {Map<string, string>} defaults
 */
function asAuthorsSeeIt(words, defaults) {
  /** What an attribute is for, which is not always what is said of the property. @type {Map<string, string>} */
  const purposes = new Map()
  return {
    name: 'as-authors-see-it',
    /** @param {{ node: SyntaxNode }} phase */
    analyzePhase({ node }) {
      if (!ts.isClassDeclaration(node)) return
      for (const { tagName, comment } of ts.getJSDocTags(node)) {
        const [, name, purpose] = /^(\S+) - (.+)$/s.exec(String(comment)) ?? []
        if (tagName.text === 'attr' && name && purpose) purposes.set(name, purpose)
      }
    },
    /** @param {{ moduleDoc: any }} phase */
    moduleLinkPhase({ moduleDoc }) {
      const element = moduleDoc.declarations.find((/** @type {any} */ { kind }) => kind === 'class')
      if (!element) throw new Failure('www/theta-flow.ts declares no class that scripts/lib/element-api.mjs finds.')
      const members = element.members.filter(
        (/** @type {any} */ { name, privacy }) => (privacy ?? 'public') === 'public' && !OF_PLATFORM.test(name),
      )
      const attributes = [...purposes].map(([name, purpose]) =>
        attribute(element.attributes.find(named(name)), { name, purpose }, { words, defaults }),
      )
      for (const { name } of element.attributes) {
        if (!purposes.has(name))
          throw new Failure(`The element's comment does not say what the attribute "${name}" is for.`)
      }
      Object.assign(element, { name: CLASS, tagName: TAG, customElement: true, superclass: { name: 'HTMLElement' } })
      // The analyzer also takes the place where all are sent for one.
      const events = element.events.filter((/** @type {Described} */ { description }) => description)
      Object.assign(element, { members: members.map(member), attributes, events })
      const declaration = { name: CLASS, module: SCRIPT }
      Object.assign(moduleDoc, {
        path: SCRIPT,
        declarations: [element],
        exports: [
          { kind: 'js', name: CLASS, declaration },
          { kind: 'custom-element-definition', name: TAG, declaration },
        ],
      })
    },
  }
}

/** @param {string} wanted */
const named =
  (wanted) =>
  (/** @type {Described} */ { name }) =>
    name === wanted

/**
 * @param {Attribute | undefined} found by the analyzer
 * @param {{ name: string, purpose: string }} said
 * @param {{ words: Map<string, string>, defaults: Map<string, string> }} known
 */
function attribute(found, { name, purpose }, { words, defaults }) {
  const { fieldName, type } = found ?? {}
  if (!fieldName && name !== OF_EVERY_ELEMENT)
    throw new Failure(`The attribute "${name}" of the element has no property.`)
  // Of an attribute a text is the text, and what says nothing is no default.
  const text = defaults.get(fieldName ?? '')?.replace(/^'(.*)'$/, '$1')
  return {
    name,
    description: purpose,
    type: { text: (type?.text ?? 'string').replaceAll(/\b\w+\b/g, (word) => words.get(word) ?? word) },
    ...(text && text !== 'null' && { default: text }),
    ...(fieldName && { fieldName }),
  }
}

/** @param {any} member */
function member({ privacy, default: expression, description = '', ...member }) {
  return {
    ...member,
    description: description.replaceAll('\n', ' '),
    ...(member.kind === 'method' && { parameters: (member.parameters ?? []).map(parameter) }),
  }
}

/** Where a default stands in the place of a type, it says that, too. @param {Parameter} parameter */
function parameter(parameter) {
  const { type, default: expression } = parameter
  if (expression === undefined) return parameter
  return { ...parameter, type: type ?? { text: typeof JSON.parse(expression) }, optional: true }
}

/** What the properties are as long as nobody has set them, as expressions. @param {SourceFile} source */
function defaultsOf(source) {
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText() === 'DEFAULTS')
  const expression = declared?.initializer
  const object = expression && ts.isSatisfiesExpression(expression) ? expression.expression : expression
  if (!object || !ts.isObjectLiteralExpression(object)) throw new Failure('www/theta-flow.ts has no DEFAULTS.')
  const assigned = object.properties.filter(ts.isPropertyAssignment)
  return new Map(assigned.map(({ name, initializer }) => [name.getText(), initializer.getText()]))
}

/** The types that are a few words, by their names. @param {SourceFile} source */
function typesThatAreWords(source) {
  const types = source.statements.filter(ts.isTypeAliasDeclaration)
  const ofWords = types.filter(({ type }) => ts.isUnionTypeNode(type) && type.types.every(ts.isLiteralTypeNode))
  return new Map(ofWords.map(({ name, type }) => [name.text, type.getText()]))
}

/** The parameters of a method as TypeScript writes them, in brackets. @param {Pick<Method, 'parameters'>} method */
export function parametersOf({ parameters = [] }) {
  return `(${parameters.map(({ name, optional, type }) => `${name}${optional ? '?' : ''}: ${type.text}`).join(', ')})`
}
