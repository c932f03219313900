/** What a run has from the page that it is in. */
import type { TableReader } from '../api'
import { prefersReducedMotion } from '../figure/visibility'
import { computeModuleOf, labOf, labs } from '../labs'
import { engineAtHand, fetchModule, loadEngine } from './engine'
import type { Place } from './place'
import { createRunner, prepareRunner } from './runner'

export const inPage: Place = {
  now: () => performance.now(),
  nextFrame: (act) => requestAnimationFrame(act),
  cancelFrame: (id) => cancelAnimationFrame(id),
  isStill: prefersReducedMotion,
  engine: loadEngine,
  engineAtHand,
  fetchModule,
  computeModuleOf,
  tables: async () => (await loadEngine('tables')) as unknown as TableReader,
  labs,
  bring: async (source) => (await import('../own-lab')).bringLab(source),
  labOf,
  prepare: prepareRunner,
  runner: createRunner,
}
