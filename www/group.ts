/**
 * Linked figures: what the reader does to one happens to all of its group that show the same lab. Only what is done is
 * shared, not what the figures were made with: two that begin with different rules keep them while one landscape, one
 * start and one step are tried on both.
 */
import type { ThetaChange, ThetaEvents } from './public'
import { valueIn } from './state'
import type { ThetaFlow } from './theta-flow'

export interface Member {
  /** The lab that it shows or is going to show. */
  lab(): string
  /** Does something to it on behalf of the group. */
  tell(act: () => void): void
}

const members = new Map<ThetaFlow, Member>()
const EVENTS = ['theta-change', 'theta-play', 'theta-pause'] as const

/** Links a figure to those of its `group`. Returns the way out. */
export function link(figure: ThetaFlow, member: Member): () => void {
  members.set(figure, member)
  for (const event of EVENTS) figure.addEventListener(event, relay)
  return () => {
    members.delete(figure)
    for (const event of EVENTS) figure.removeEventListener(event, relay)
  }
}

/** What the group has done to a figure itself goes no further. */
function relay(event: ThetaEvents[(typeof EVENTS)[number]]): void {
  const from = event.currentTarget as ThetaFlow
  const act = event.detail.by !== 'group' && deedOf(from, event)
  if (!act) return
  const lab = members.get(from)?.lab()
  for (const [figure, member] of members) {
    if (figure !== from && figure.group === from.group && member.lab() === lab) member.tell(() => act(figure))
  }
}

/** What the others are to do. */
function deedOf(from: ThetaFlow, { type, detail }: CustomEvent): ((other: ThetaFlow) => void) | undefined {
  const step = stepOf(from)
  // One that has not come near the viewport yet does not begin to play when the reader gets there.
  if (type === 'theta-play') return (other) => other.status && other.play()
  if (type === 'theta-change') {
    const { id, ids, committed }: ThetaChange = detail
    if (id === 'step') return (other) => other.seek(step ?? Number.POSITIVE_INFINITY, committed)
    const values = from.values.filter((value) => ids.includes(value.id))
    return (other) => {
      for (const { id, text } of values) other.set(id, text, committed)
    }
  }
  // One that has come to its end lets the others come to theirs: their runs may be longer.
  if (step === undefined) return undefined
  return (other) => {
    other.pause()
    if (stepOf(other) !== step) other.seek(step)
  }
}

/** The step on show, unless it is the last. */
function stepOf({ state }: ThetaFlow): number | undefined {
  const step = valueIn(state, 'step')
  return step === undefined ? undefined : Number(step)
}
