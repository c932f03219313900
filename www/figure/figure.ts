/** What a figure consists of, as far as it is there: each part may speak to the others. */
import type { Run } from '../run/run'
import type { ThetaFlow } from '../theta-flow'
import type { FullScreen } from './full-screen'
import type { Picture, Stage } from './stage'
import type { Wording } from './wording'

export interface Figure {
  readonly element: ThetaFlow
  readonly run: Run
  readonly screen: FullScreen
  /** What the picture is drawn on. */
  stage: Stage | undefined
  /** What it says of itself. */
  picture: Picture | undefined
  words: Wording | undefined
}
