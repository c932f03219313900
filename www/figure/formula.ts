/**
 * `<theta-flow-formula>`: how the text in a formula's field is read, set as mathematicians do, while it is typed.
 * It is downloaded when a formula has an effect, so other figures do not pay for it.
 */
import { unsafeCSS } from 'lit'
import type { Control } from './controls'
import css from './formula.css?inline'
import { adopt } from './styles'

const styles = unsafeCSS(css)

/** A reader who is still typing is not interrupted: a mistake is named only when nothing more has come for so long. */
const PATIENCE = 600

class FormulaPreview extends HTMLElement {
  #control: Control | undefined
  #field: HTMLInputElement | undefined
  /** What is shown is about this. */
  #about = ''
  #timer = 0

  readonly #reading = document.createElement('div')
  readonly #sentence = document.createElement('p')

  /** What the control is about, given anew whenever the figure is rendered. */
  set control(control: Control) {
    this.#control = control
    this.#update()
  }

  connectedCallback(): void {
    // Set before this class was there, the property hides the accessor.
    if (Object.hasOwn(this, 'control')) {
      const { control } = this
      Reflect.deleteProperty(this, 'control')
      if (control) this.#control = control
    }
    const root = this.getRootNode()
    if (root instanceof ShadowRoot) adopt(root, styles)
    this.#field = this.parentElement?.querySelector('input') ?? undefined
    this.#field?.addEventListener('input', this.#onInput)
    this.#sentence.id = `reading-${this.#control?.spec.id}`
    this.#field?.setAttribute('aria-describedby', this.#sentence.id)
    this.#reading.className = 'reading'
    this.replaceChildren(this.#reading, this.#sentence)
    this.#update()
  }

  disconnectedCallback(): void {
    this.#field?.removeEventListener('input', this.#onInput)
    clearTimeout(this.#timer)
  }

  readonly #onInput = () => this.#update()

  /** Looks at the field, whoever changed it. Called many times a second while the figure plays. */
  #update(): void {
    const [control, field] = [this.#control, this.#field]
    if (!control || !field) return
    const text = field.value.trim()
    const isRefused = field.getAttribute('aria-invalid') === 'true'
    const about = `${control.words.language} ${isRefused} ${text}`
    if (about === this.#about) return
    this.#about = about
    clearTimeout(this.#timer)
    const reading = control.actions.read(control.spec.id, text)
    if ('postfix' in reading) {
      const { kind } = control.spec
      this.#show('', [math(reading.postfix, kind.type === 'expression' ? kind.variables : [])], '')
      return
    }
    const { sentence, position } = reading
    // A text that was refused has its sentence among the messages of the figure.
    const name = () => this.#show('wrong', marked(text, position), isRefused ? '' : sentence)
    if (isRefused || this.className === 'wrong') {
      name()
    } else {
      this.className = 'unsure'
      this.#timer = window.setTimeout(name, PATIENCE)
    }
  }

  #show(state: string, reading: (Node | string)[], sentence: string): void {
    this.className = state
    this.#reading.replaceChildren(...reading)
    this.#sentence.textContent = sentence
  }
}

/** The text, with a mark on the character at which reading stopped, or after the end. */
function marked(text: string, position: number): (Node | string)[] {
  const characters = [...text]
  const mark = document.createElement('mark')
  mark.textContent = characters[position] ?? '\u2002'
  return [characters.slice(0, position).join(''), mark, characters.slice(position + 1).join('')]
}

// ---- MathML ----------------------------------------------------------------------------------------------------------

/** How tightly the parts of a formula hold together, weakest first. */
enum Binding {
  Sum,
  Product,
  Sign,
  Quotient,
  Power,
  Call,
  Atom,
}

/** A part of a formula: elements side by side. */
interface Piece {
  nodes: Element[]
  binding: Binding
}

/** A formula in postfix order, as the engine writes it, with parentheses only where it would be read otherwise. */
function math(postfix: string, variables: readonly string[]): Element {
  const stack: Piece[] = []
  const take = () => stack.pop() ?? { nodes: [], binding: Binding.Atom }
  for (const word of postfix.trim().split(' ')) stack.push(piece(word, variables, take))
  const root = make('math', ...take().nodes)
  root.setAttribute('displaystyle', 'true')
  return root
}

function piece(word: string, variables: readonly string[], take: () => Piece): Piece {
  if (/^[\d.]/.test(word)) return number(word)
  if (variables.includes(word)) return { nodes: [variable(word)], binding: Binding.Atom }
  switch (word) {
    case 'pi':
      return { nodes: [make('mi', 'π')], binding: Binding.Atom }
    case 'e':
      return { nodes: [make('mi', 'e')], binding: Binding.Atom }
    case '~':
      return { nodes: [make('mo', '−'), ...operand(take(), Binding.Quotient)], binding: Binding.Sign }
    case '+':
    case '-': {
      const [right, left] = [take(), take()]
      const sign = make('mo', word === '+' ? '+' : '−')
      const nodes = [...operand(left, Binding.Sum), sign, ...behindSign(right, Binding.Product)]
      return { nodes, binding: Binding.Sum }
    }
    case '*': {
      const [right, left] = [operand(take(), Binding.Quotient), operand(take(), Binding.Product)]
      const sign = isReadAsProduct(left, right) ? [] : [make('mo', '·')]
      return { nodes: [...left, ...sign, ...right], binding: Binding.Product }
    }
    case '/': {
      const [below, above] = [take(), take()]
      return { nodes: [make('mfrac', row(above.nodes), row(below.nodes))], binding: Binding.Quotient }
    }
    case '^': {
      const [exponent, base] = [take(), take()]
      const [name, ...argument] = base.nodes
      if (base.binding === Binding.Call && name && exponent.nodes[0]?.nodeName === 'mn') {
        return { nodes: [make('msup', name, row(exponent.nodes)), ...argument], binding: Binding.Call }
      }
      const nodes = [make('msup', row(operand(base, Binding.Atom)), row(exponent.nodes))]
      return { nodes, binding: Binding.Power }
    }
    default:
      return call(word, take)
  }
}

/** Functions with signs of their own, and names that mathematicians prefer. */
const FENCES: Record<string, string> = { abs: '||', floor: '⌊⌋', ceil: '⌈⌉' }
const NAMES: Record<string, string> = { log: 'ln', asin: 'arcsin', acos: 'arccos', atan: 'arctan', sign: 'sgn' }

function call(name: string, take: () => Piece): Piece {
  const argument = take()
  const [open, close] = FENCES[name] ?? ''
  if (open && close) return { nodes: [fenced(argument.nodes, open, close)], binding: Binding.Atom }
  if (name === 'sqrt') return { nodes: [make('msqrt', ...argument.nodes)], binding: Binding.Atom }
  if (name === 'cbrt') {
    return { nodes: [make('mroot', row(argument.nodes), make('mn', '3'))], binding: Binding.Atom }
  }
  const inside = /^(min|max|atan2)$/.test(name) ? [...take().nodes, make('mo', ','), ...argument.nodes] : argument.nodes
  const [, base] = /^log(\d+)$/.exec(name) ?? []
  const symbol = base ? make('msub', make('mi', 'log'), make('mn', base)) : make('mi', NAMES[name] ?? name)
  return { nodes: [symbol, fenced(inside)], binding: Binding.Call }
}

function number(word: string): Piece {
  const [mantissa = '', exponent] = word.split('e')
  if (exponent === undefined) return { nodes: [make('mn', mantissa)], binding: Binding.Atom }
  const power = make('msup', make('mn', '10'), make('mn', exponent.replace('-', '−')))
  return { nodes: [make('mn', mantissa), make('mo', '·'), power], binding: Binding.Product }
}

/** A letter, with the digits after it as its index. */
function variable(name: string): Element {
  const [, letters = '', index = ''] = /^(.*?)(\d*)$/.exec(name) ?? []
  return index ? make('msub', make('mi', letters), make('mn', index)) : make('mi', letters)
}

/** A part that has to hold together at least so tightly. */
function operand({ nodes, binding }: Piece, least: Binding): Element[] {
  return binding < least ? [fenced(nodes)] : nodes
}

/** An operand behind a sign, which no second one follows. */
function behindSign(piece: Piece, least: Binding): Element[] {
  return piece.nodes[0]?.textContent === '−' ? [fenced(piece.nodes)] : operand(piece, least)
}

/** Whether two factors side by side are read as their product: 2x, xy, (x + 1)(y + 2), but not 2·3, x·sin(y) or x·(y + 1). */
function isReadAsProduct(left: readonly Element[], right: readonly Element[]): boolean {
  const outermost = (node: Node | null | undefined, side: 'firstChild' | 'lastChild'): string =>
    node?.[side] ? outermost(node[side], side) : (node?.textContent ?? '')
  const first = outermost(right[0], 'firstChild')
  if (/^\d/.test(first)) return false
  const isLetter = [...first].length === 1 && !'(|⌊⌈'.includes(first)
  return isLetter || left.at(-1)?.nodeName === 'mn' || (first === '(' && outermost(left.at(-1), 'lastChild') === ')')
}

function fenced(nodes: readonly Element[], open = '(', close = ')'): Element {
  return row([make('mo', open), ...nodes, make('mo', close)])
}

function row(nodes: readonly Element[]): Element {
  return nodes.length === 1 && nodes[0] ? nodes[0] : make('mrow', ...nodes)
}

function make(tag: string, ...children: (Node | string)[]): Element {
  const element = document.createElementNS('http://www.w3.org/1998/Math/MathML', tag)
  element.append(...children)
  return element
}

if (!customElements.get('theta-flow-formula')) customElements.define('theta-flow-formula', FormulaPreview)
