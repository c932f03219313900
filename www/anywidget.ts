/**
 * A figure in a Jupyter notebook, as a widget of https://anywidget.dev: the traits of the Python side are the attributes
 * of the element, `state` goes in both directions, and `readouts` has the numbers for the notebook to go on with.
 */
import './theta-flow'

/** What anywidget offers of the Python object. */
interface Model {
  get(trait: string): unknown
  set(trait: string, value: unknown): void
  save_changes(): void
  on(event: string, callback: () => void): void
  off(event: string, callback: () => void): void
}

const ATTRIBUTES = ['lab', 'params', 'controls', 'theme', 'lang', 'group'] as const

/** A kernel that is told more often than this would spend its time listening. */
const TELL_MS = 200

/** Shows the model in an element of the notebook. Returns the way out. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const figure = document.createElement('theta-flow')
  const attribute = (name: (typeof ATTRIBUTES)[number]) => () => {
    const value = model.get(name)
    if (typeof value === 'string' && value) figure.setAttribute(name, value)
    else figure.removeAttribute(name)
  }
  const autoplay = () => {
    figure.autoplay = model.get('autoplay') === true
  }
  const load = () => {
    const state = model.get('state')
    if (typeof state === 'string' && state && state !== figure.state) figure.load(state)
  }
  const listeners: [event: string, callback: () => void][] = [
    ...ATTRIBUTES.map((name): [string, () => void] => [`change:${name}`, attribute(name)]),
    ['change:autoplay', autoplay],
    ['change:state', load],
  ]
  for (const [event, callback] of listeners) {
    callback()
    model.on(event, callback)
  }

  let timer = 0
  const tell = () => {
    timer = 0
    model.set('state', figure.state)
    model.set('readouts', Object.fromEntries(figure.readouts.map(({ id, value }) => [id, value])))
    model.save_changes()
  }
  const tellSoon = () => {
    timer ||= window.setTimeout(tell, TELL_MS)
  }
  // While it plays, every picture has its numbers, and nobody in the notebook waits for them.
  figure.addEventListener('theta-frame', () => figure.playing || tellSoon())
  figure.addEventListener('theta-pause', tellSoon)
  el.append(figure)

  return () => {
    window.clearTimeout(timer)
    for (const [event, callback] of listeners) model.off(event, callback)
    figure.remove()
  }
}

export default { render }
