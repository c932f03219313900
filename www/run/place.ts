/** Where a run is, and who shows it: the page, or a test. */
import type { Api, ParamError, TableReader } from '../api'
import type { Placement, ThetaEvents } from '../public'
import type { FirstPicture } from './first-picture'
import type { Runner } from './runner'

/** What a run has from the page that it is in. */
export interface Place {
  now(): number
  /** Calls back before the screen shows its next picture. */
  nextFrame(act: (now: number) => void): number
  cancelFrame(id: number): void
  /** Whether the reader wants less motion. */
  isStill(): boolean
  engine(module: string): Promise<Api>
  /** A module that runs in this page already. */
  engineAtHand(module: string): Api | undefined
  fetchModule(module: string): Promise<void>
  /** The module of a lab that does its heavy work. */
  computeModuleOf(lab: string): string
  /** What reads tables, which is a module of its own. */
  tables(): Promise<TableReader>
  /** The labs that there are. */
  labs(): string[]
  /** Makes a lab of the author's own one of them, from the address of its `lab.json`. */
  bring(source: string): Promise<string>
  /** The lab that a permalink names. */
  labOf(state: string, otherwise?: string): string
  /** Fetches what it will take to run a lab. */
  prepare(lab: string, placement: Placement): void
  runner(placement: Placement): Runner
}

/** With what a run begins. */
export interface Beginning {
  state: string
  placement: Placement
  /** The `lab.json` of a lab of the author's own; empty without one. */
  source: string
}

/** Who shows a run, and tells others of it. */
export interface Onlooker {
  readonly firstPicture: Pick<FirstPicture<unknown>, 'expect' | 'come' | 'fail'>
  /** As the author has it now; undefined as long as nothing can be shown at all. */
  beginning(): Beginning
  isRendered(): boolean
  isConnected(): boolean
  /** Whether it is to play once it is there. */
  plays(): boolean
  /** Gets the words of a lab; what it resolves with puts them to use. Never fails. */
  word(lab: string): Promise<() => void>
  /** The lab to come is another one, for which there are other words. */
  reword(): void
  /** A state has been taken over, in which these parameters were set. */
  tookOver(set: readonly string[]): void
  /** Makes what a lab is drawn on. */
  build(engine: Api): void
  dismantle(): void
  isDrawn(): boolean
  draw(frame: Uint8Array): void
  /** It is drawn. */
  drew(): void
  /** The earlier runs that stay in sight are others. */
  pinned(): void
  /** Something has changed that is shown beside the picture. */
  changed(): void
  tell<Type extends keyof ThetaEvents>(type: Type, detail: ThetaEvents[Type]['detail']): void
  /** Says what is wrong. Returns the sentences, and whether the page says them in its own way. */
  announce(errors: readonly ParamError[], cause?: unknown): { sentences: string[]; isSaid: boolean }
}
