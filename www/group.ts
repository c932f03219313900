/**
 * Linked figures: what the reader does to one happens to all of its group that show the same lab. Only what is done is
 * shared, not what the figures were made with: two that begin with different rules keep them while one landscape, one
 * start and one step are tried on both.
 */
import type { ThetaChange } from './public'
import type { ThetaFlow } from './theta-flow'

interface Member {
  /** The lab that it shows or is going to show. */
  lab(): string
  leave(): void
}

const members = new Map<ThetaFlow, Member>()

/** Figures tell at once what is done to them: what they tell meanwhile is what came from here. */
let relaying = false

/** Links a figure to those of its `group`. Returns the way out. */
export function link(figure: ThetaFlow, lab: () => string): () => void {
  const linked = members.get(figure)
  if (linked) return linked.leave
  const listening = new AbortController()
  const options = { signal: listening.signal }
  const leave = () => {
    listening.abort()
    members.delete(figure)
  }
  members.set(figure, { lab, leave })
  figure.addEventListener('theta-change', ({ detail }) => changed(figure, detail), options)
  figure.addEventListener('theta-play', () => relay(figure, (other) => other.play()), options)
  figure.addEventListener('theta-pause', () => paused(figure), options)
  return leave
}

function changed(figure: ThetaFlow, { id, ids, committed }: ThetaChange): void {
  if (id === 'step') {
    relay(figure, (other) => goTo(other, stepOf(figure), committed))
    return
  }
  const values = figure.values.filter((value) => ids.includes(value.id))
  relay(figure, (other) => {
    if (isReady(other)) for (const { id, text } of values) other.set(id, text, committed)
    else other.load(withPairs(other.state, new Map(values.map(({ id, text }) => [id, text]))))
  })
}

/** One that has come to its end lets the others come to theirs: their runs may be longer. */
function paused(figure: ThetaFlow): void {
  const step = stepOf(figure)
  if (step === undefined) return
  relay(figure, (other) => {
    other.pause()
    if (stepOf(other) !== step) goTo(other, step, true)
  })
}

function relay(from: ThetaFlow, act: (other: ThetaFlow) => void): void {
  if (relaying) return
  relaying = true
  try {
    const lab = members.get(from)?.lab()
    for (const [figure, member] of members) {
      if (figure !== from && figure.group === from.group && member.lab() === lab) act(figure)
    }
  } finally {
    relaying = false
  }
}

function goTo(figure: ThetaFlow, step: number | undefined, committed: boolean): void {
  if (isReady(figure)) figure.seek(step ?? Number.POSITIVE_INFINITY, committed)
  else figure.load(withPairs(figure.state, new Map([['step', step?.toString()]])))
}

/** One that has not come near the viewport yet is told what to begin with. */
function isReady(figure: ThetaFlow): boolean {
  return figure.values.length > 0
}

/** The step on show, unless it is the last. */
function stepOf({ state }: ThetaFlow): number | undefined {
  const step = /(?:^|&)step=(\d+)/.exec(state)?.[1]
  return step === undefined ? undefined : Number(step)
}

/** A permalink with other values for some keys; undefined leaves a key out. */
function withPairs(state: string, values: ReadonlyMap<string, string | undefined>): string {
  const kept = state.split('&').filter((pair) => pair && !values.has(pair.split('=', 1)[0] ?? ''))
  const set = [...values].flatMap(([key, text]) => (text === undefined ? [] : `${key}=${encodeURIComponent(text)}`))
  return [...kept, ...set].join('&')
}
