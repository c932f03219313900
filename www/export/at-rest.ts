/** What is on show once nothing is left to compute: a file shows a definite step, all of it. */
import type { Figure } from '../figure/figure'
import type { Shown } from './shown'

export async function atRest(figure: Figure): Promise<Shown> {
  const { run } = figure
  await run.rest()
  const { stage, words } = figure
  const { engine, schema, values, query, shownStep: step } = run
  if (!engine || !schema || !words || !stage?.frame || !stage.width) throw new Error('nothing is on show')
  return {
    engine,
    compute: () => run.writer(),
    schema,
    values,
    query,
    step,
    pins: { states: run.pins.states, frames: run.pins.frames, names: run.pinNames(words) },
    frame: stage.frame,
    windows: stage.view.windows(),
    whole: () => run.whole(),
    read: (bytes) => stage.view.read(bytes),
    width: stage.width,
    theme: stage.theme,
    words,
  }
}
