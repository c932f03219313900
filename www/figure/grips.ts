/** What handles do to the run, and what they say to those who cannot see them. */
import type { Handle } from '../api'
import type { Run } from '../run/run'
import type { Figure } from './figure'
import type { HandleActions, HandleText } from './handles'

/** Digits of a coordinate that assistive technology sets: its steps are hundredths of a range. */
const DIGITS_HEARD = 6

export function handleActions(figure: Figure): HandleActions {
  const { run } = figure
  const view = () => (figure.stage?.drawn ? figure.stage.view : undefined)
  const find = (id: string) =>
    view()
      ?.handles()
      .find((handle) => handle.id === id)
  return run.byReader<HandleActions>({
    drag: (id, x, y, committed) => run.assign(view()?.drag(id, x, y) ?? [], committed),
    nudge: (id, dx, dy) => {
      const handle = find(id)
      if (!handle) return
      const [x = 0, y = 0] = coordinates(run, handle).map(Number)
      run.assign(view()?.nudge(id, x, y, dx, dy) ?? [], true)
    },
    set: (id, axis, value, committed) => {
      const handle = find(id)
      if (!handle) return
      const text = String(Number(value.toPrecision(DIGITS_HEARD)))
      const [x = '', y = ''] = coordinates(run, handle)
      const [own, other] = handle.params
      const point = axis === 0 ? `${text},${y}` : `${x},${text}`
      run.assign([other === undefined ? [id, point] : [axis === 0 ? (own ?? id) : other, text]], committed)
    },
  })
}

export function describeHandle({ run, words }: Figure, handle: Handle): HandleText {
  const text = (key: string, gaps = {}) => words?.ui(key, gaps) ?? ''
  const specs = handle.params.flatMap((id) => run.schema?.params.find((spec) => spec.id === id) ?? [])
  const names = specs.map((spec) => words?.param(spec) ?? spec.id)
  const [x = '', y = ''] = coordinates(run, handle)
  const [horizontal = 'x', vertical = 'y'] = names.length > 1 ? names : []
  const axis = (index: 0 | 1, now: string) => {
    const [name = '', own] = names
    const { kind } = specs[index] ?? specs[0] ?? {}
    return {
      label: own === undefined ? text('coordinate', { name, axis: 'xy'[index] }) : (names[index] ?? name),
      now: Number(now),
      min: kind && 'min' in kind ? kind.min : 0,
      max: kind && 'max' in kind ? kind.max : 0,
    }
  }
  return {
    label: text('drag', { name: names.join(', ') }),
    role: text('plane_slider'),
    value: text('point_value', { horizontal, x, vertical, y }),
    axes: [axis(0, x), axis(1, y)],
  }
}

/** The two coordinates of a point, or the values of two numbers. */
function coordinates(run: Run, { params }: Handle): string[] {
  return params.flatMap((param) => (run.value(param)?.text ?? '').split(','))
}
