/**
 * Linked figures: what the reader does to one happens to all of its group that show the same lab. Only what is done is
 * shared, not what the figures were made with: two that begin with different rules keep them while one landscape, one
 * start and one step are tried on both.
 */
import type { By, ThetaChange } from './public'
import { valueIn } from './state'
import type { ThetaFlow } from './theta-flow'

export interface Member {
  /** The lab that it shows or is going to show. */
  lab(): string
  /** Does something to it on behalf of the group. */
  tell(act: () => void): void
}

interface Linked extends Member {
  leave(): void
}

const members = new Map<ThetaFlow, Linked>()

/** Links a figure to those of its `group`. Returns the way out. */
export function link(figure: ThetaFlow, member: Member): () => void {
  const linked = members.get(figure)
  if (linked) return linked.leave
  const listening = new AbortController()
  const options = { signal: listening.signal }
  const leave = () => {
    listening.abort()
    members.delete(figure)
  }
  members.set(figure, { ...member, leave })
  figure.addEventListener('theta-change', ({ detail }) => changed(figure, detail), options)
  figure.addEventListener('theta-play', ({ detail }) => played(figure, detail.by), options)
  figure.addEventListener('theta-pause', ({ detail }) => paused(figure, detail.by), options)
  return leave
}

function changed(figure: ThetaFlow, { id, ids, committed, by }: ThetaChange): void {
  if (id === 'step') {
    const step = stepOf(figure) ?? Number.POSITIVE_INFINITY
    relay(figure, by, (other) => other.seek(step, committed))
    return
  }
  const values = figure.values.filter((value) => ids.includes(value.id))
  relay(figure, by, (other) => {
    for (const { id, text } of values) other.set(id, text, committed)
  })
}

/** One that has not come near the viewport yet does not begin to play when the reader gets there. */
function played(figure: ThetaFlow, by: By): void {
  relay(figure, by, (other) => {
    if (other.status) other.play()
  })
}

/** One that has come to its end lets the others come to theirs: their runs may be longer. */
function paused(figure: ThetaFlow, by: By): void {
  const step = stepOf(figure)
  if (step === undefined) return
  relay(figure, by, (other) => {
    other.pause()
    if (stepOf(other) !== step) other.seek(step)
  })
}

/** What the group has done to a figure itself goes no further. */
function relay(from: ThetaFlow, by: By, act: (other: ThetaFlow) => void): void {
  if (by === 'group') return
  const lab = members.get(from)?.lab()
  for (const [figure, member] of members) {
    if (figure !== from && figure.group === from.group && member.lab() === lab) member.tell(() => act(figure))
  }
}

/** The step on show, unless it is the last. */
function stepOf({ state }: ThetaFlow): number | undefined {
  const step = valueIn(state, 'step')
  return step === undefined ? undefined : Number(step)
}
