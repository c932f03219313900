// The reference in docs/reference/: what the element offers, and what each lab can be asked. Nothing in it is written by
// hand, so that it cannot disagree with the program; e2e/reference.test.mjs fails when it is not the latest.

import { readArticle } from '../site/article.mjs'
import { askCommandLine } from './command-line.mjs'
import { readCondition } from './conditions.mjs'
import { elementOf, manifest, parametersOf } from './element-api.mjs'
import { readInLab } from './labs.mjs'
import { DEFAULT_LANGUAGE, LANGUAGES } from './languages.mjs'
import { textsOf } from './texts.mjs'

/** @typedef {{ [key: string]: any }} Texts */

/**
 * @typedef {object} Param
 * @property {string} id
 * @property {string} name
 * @property {number} [index]
 * @property {string} [group]
 * @property {string} symbol
 * @property {string} default
 * @property {{ type: string, min?: number, max?: number, most?: number, options?: string[], variables?: string[] }} kind
 * @property {Condition} [relevant]
 */

/** @typedef {{ is: [string, string[]] } | { above: [string, number] } | { below: [string, number] } | { on: string } | { all: Condition[] } | { any: Condition[] }} Condition */

const GENERATED = '<!-- Written by `npm run reference`. -->'

/** The words of the reference itself. */
const WORDS = {
  en: {
    param: 'parameter',
    meaning: 'meaning',
    values: 'values',
    default: 'default',
    effect: 'has an effect if',
    params: 'Parameters',
    choices: 'Choices',
    choice: 'one of those below',
    readouts: 'Readouts',
    point: 'a point `x,y`',
    points: 'points `x,y;x,y` or a table, at most',
    formula: 'a formula in',
    to: 'to',
    integer: 'integer',
    and: ' and ',
    or: ' or ',
    never: 'never',
    colon: ': ',
    separator: ', ',
    title: (/** @type {string} */ title, /** @type {string} */ lab) => `${title} (${lab})`,
    intro: (/** @type {string} */ lab) =>
      `As in \`<theta-flow lab="${lab}" params="…">\`, in an address, and after \`thetaflow run ${lab} --set\`. A default may
depend on a choice: here it stands as it is while all else is at its default.`,
    further: (/** @type {number} */ index, /** @type {string} */ ids) =>
      `For run ${index}, with the meaning of those without the number: ${ids}.`,
    shown: `Numbers under the figure, which \`readouts\` and the frame in the JSON of \`thetaflow run\` give by these names. One
that is not defined at the present parameters is left out; the frame also has those that stand beside a picture which is not
on show.`,
    number: 'number',
    defined: 'defined if',
    always: 'always',
  },
  zh: {
    param: '参数',
    meaning: '含义',
    values: '取值',
    default: '默认值',
    effect: '何时起作用',
    params: '参数',
    choices: '选项',
    choice: '见下列选项',
    readouts: '读数',
    point: '点 `x,y`',
    points: '若干点 `x,y;x,y` 或表格，至多',
    formula: '公式，变量为',
    to: '到',
    integer: '整数',
    and: ' 且 ',
    or: ' 或 ',
    never: '从不',
    colon: '：',
    separator: '，',
    title: (/** @type {string} */ title, /** @type {string} */ lab) => `${title}（${lab}）`,
    intro: (/** @type {string} */ lab) =>
      `用于 \`<theta-flow lab="${lab}" params="…">\`、网址以及 \`thetaflow run ${lab} --set\`。默认值可能随选项而变；此处列出的是其余参数均取默认值时的情形。`,
    further: (/** @type {number} */ index, /** @type {string} */ ids) =>
      `用于第 ${index} 条轨迹、含义与不带编号者相同的参数：${ids}。`,
    shown: `图形下方的数值，\`readouts\` 与 \`thetaflow run\` 的 JSON 中的帧以这些名称给出。在当前参数下没有定义的不出现；帧中还有属于未显示的图的数值。`,
    number: '数值',
    defined: '何时有定义',
    always: '总是',
  },
}

/** @typedef {keyof typeof WORDS} Language */

/** @returns {Promise<Record<string, string>>} the files by name */
export async function reference() {
  /** @type {Record<string, string>} */
  const files = { 'element.md': elementPage(elementOf(await manifest())) }
  for (const language of /** @type {Language[]} */ (LANGUAGES)) {
    const { lab: labs } = await textsOf(language)
    for (const [lab, texts] of Object.entries(labs)) {
      const { description } = readArticle(await readInLab(lab, `article.${language}.md`), lab)
      const { params } = JSON.parse(await askCommandLine(['schema', lab, '--format', 'json']))
      const defined = definitions(await readInLab(lab, 'readouts.txt'))
      const name = `${lab}${language === DEFAULT_LANGUAGE ? '' : `.${language}`}.md`
      files[name] = labPage(lab, params, texts, description, defined, language)
    }
  }
  return files
}

/** @param {import('./element-api.mjs').Element} element */
function elementPage({ description, attributes, members, events, slots, cssStates, cssProperties, cssParts }) {
  const fields = members.filter((member) => member.kind === 'field')
  const methods = members.filter((member) => member.kind === 'method')
  /** @param {import('./element-api.mjs').Member} member */
  const owned = ({ name, static: isStatic }) => (isStatic ? `ThetaFlow.${name}` : name)
  /** @param {import('./element-api.mjs').Field} field */
  const field = (field) => [code(owned(field)), code(field.type.text), field.description]
  /** @param {import('./element-api.mjs').Method} method */
  const method = (method) => [
    code(owned(method) + parametersOf(method)),
    code(method.return.type.text),
    method.description,
  ]
  /** @param {import('./element-api.mjs').Described} described */
  const described = ({ name, description }) => [code(name), description]
  return page([
    GENERATED,
    '# `<theta-flow>`',
    description,
    '[Embedding](../embedding.md) says more about each.',
    '## Attributes',
    table(
      ['attribute', 'values', 'if absent', 'meaning'],
      attributes.map(({ name, type, default: absent, description }) => [
        code(name),
        code(type.text),
        absent ? code(absent) : '',
        description,
      ]),
    ),
    '## Properties',
    'Those of the attributes can be set:',
    table(['property', 'type', 'meaning'], fields.filter(({ readonly }) => !readonly).map(field)),
    'The others say what is on show:',
    table(['property', 'type', 'meaning'], fields.filter(({ readonly }) => readonly).map(field)),
    '## Methods',
    table(['method', 'returns', 'effect'], methods.map(method)),
    '## Events',
    table(
      ['event', 'when', 'type'],
      events.map(({ type, ...event }) => [...described(event), code(type.text)]),
    ),
    '## Slots',
    table(
      ['slot', 'what'],
      slots.map(({ name, description }) => [name ? code(name) : 'without a name', description]),
    ),
    '## States',
    table(
      ['state', 'when'],
      cssStates.map(({ name, description }) => [code(`:state(${name})`), description]),
    ),
    '## CSS custom properties',
    table(['property', 'of'], cssProperties.map(described)),
    '## CSS parts',
    table(['part', 'what'], cssParts.map(described)),
  ])
}

/**
 * @param {string} lab
 * @param {Param[]} params
 * @param {Texts} texts
 * @param {string} description
 * @param {Map<string, string>} defined
 * @param {Language} language
 */
function labPage(lab, params, texts, description, defined, language) {
  const words = WORDS[language]
  const indices = [...new Set(params.map(({ index }) => index ?? 1))]
  const ofIndex = (/** @type {number} */ index) => params.filter((param) => (param.index ?? 1) === index)
  const first = ofIndex(1)
  const sections = [...new Set(first.map(({ group }) => group))]
  const row = (/** @type {Param} */ param) => [
    code(param.id),
    [texts.param[param.name], param.symbol].filter(Boolean).join(' '),
    valuesOf(param, words),
    code(param.default),
    param.relevant ? condition(param.relevant, params, words) : '',
  ]
  const choices = first.filter(({ kind }) => kind.type === 'choice')
  return page([
    GENERATED,
    `# ${words.title(texts.title, code(lab))}`,
    description,
    words.intro(lab),
    `## ${words.params}`,
    ...sections.flatMap((group) => [
      group ? `### ${texts.group[group]}` : '',
      table(
        [words.param, words.meaning, words.values, words.default, words.effect],
        first.filter((param) => param.group === group).map(row),
      ),
    ]),
    ...indices
      .filter((index) => index > 1)
      .map((index) =>
        words.further(
          index,
          ofIndex(index)
            .map(({ id }) => code(id))
            .join(words.separator),
        ),
      ),
    choices.length > 0 ? `## ${words.choices}` : '',
    ...choices.map(({ id, name, kind }) =>
      [
        `${code(id)}${words.colon}`,
        ...(kind.options ?? []).map((option) => `- ${code(option)} ${texts.choice[name][option]}`),
      ]
        .join('\n')
        .replace('\n', '\n\n'),
    ),
    `## ${words.readouts}`,
    words.shown,
    table(
      [words.number, words.meaning, words.defined],
      Object.entries(texts.readout ?? {}).map(([id, text]) => [code(id), text, inWords(defined.get(id), words)]),
    ),
  ])
}

/**
 * Where each number is defined, by its id, from a lab's `readouts.txt`.
 * @param {string} text
 */
function definitions(text) {
  /** @type {[string, string][]} */
  const names = []
  /** @type {Map<string, string>} */
  const defined = new Map()
  for (const line of text.split('\n').filter((line) => line && !line.startsWith('#'))) {
    const [name = '', meaning] = line.split(' = ')
    if (meaning !== undefined) {
      names.unshift([name, meaning])
      continue
    }
    const [ids = '', conditions = ''] = line.split(': ')
    // Later names are made of earlier ones.
    const condition = names.reduce(
      (text, [name, meaning]) => text.replaceAll(name, /\|/.test(meaning) ? `(${meaning})` : meaning),
      conditions.split(';')[0]?.trim() ?? '',
    )
    for (const id of ids.split('/')) defined.set(id, condition)
  }
  return defined
}

/** @param {string | undefined} text @param {(typeof WORDS)[Language]} words */
function inWords(text, words) {
  return text === undefined || text === 'always' ? words.always : condition(readCondition(text), [], words)
}

/** @param {Param} param @param {(typeof WORDS)[Language]} words */
function valuesOf({ kind }, words) {
  const range = `${decimal(kind.min)} ${words.to} ${decimal(kind.max)}`
  switch (kind.type) {
    case 'choice':
      return words.choice
    case 'flag':
      return '`on`, `off`'
    case 'point':
      return `${words.point}${words.separator}${range}`
    case 'points':
      return `${words.points} ${kind.most}${words.separator}${range}`
    case 'expression':
      return `${words.formula} ${kind.variables?.map(code).join(', ')}`
    case 'integer':
      return `${words.integer} ${range}`
    default:
      return range
  }
}

/**
 * @param {Condition | import('./conditions.mjs').Written} of
 * @param {Param[]} params
 * @param {(typeof WORDS)[Language]} words
 * @param {boolean} [inner]
 * @returns {string}
 */
function condition(of, params, words, inner = false) {
  if (typeof of === 'string') return code(of.replace(/([=≠])/, ' $1 '))
  if ('above' in of) return code(`${of.above[0]} > ${decimal(of.above[1])}`)
  if ('below' in of) return code(`${of.below[0]} < ${decimal(of.below[1])}`)
  if ('on' in of) return code(`${of.on} = on`)
  if ('is' in of) {
    const [id, options] = of.is
    const others =
      params.find((param) => param.id === id)?.kind.options?.filter((option) => !options.includes(option)) ?? []
    const negated = others.length > 0 && others.length < options.length
    return code(`${id} ${negated ? '≠' : '='} ${(negated ? others : options).join(', ')}`)
  }
  const [parts, word] = 'all' in of ? [of.all, words.and] : [of.any, words.or]
  if (parts.length === 0) return words.never
  const text = parts.map((part) => condition(part, params, words, parts.length > 1)).join(word)
  return inner && parts.length > 1 ? `(${text})` : text
}

/** @param {number | undefined} value */
const decimal = (value) => String(value).replace('e-', 'e−').replace(/^-/, '−')

/** @param {string} text */
const code = (text) => `\`${text.replaceAll('|', '\\|')}\``

/**
 * @param {string[]} head
 * @param {string[][]} rows
 */
function table(head, rows) {
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** @param {string[]} blocks */
const page = (blocks) => `${blocks.filter(Boolean).join('\n\n')}\n`
