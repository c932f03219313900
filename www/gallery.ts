/** The gallery: figures that play again and again, until the reader stops or touches them. */

import { prefersReducedMotion } from './figure/visibility'
import type { ThetaFlow } from './theta-flow'

/** How long a finished run stands before it starts anew. */
const REST_MS = 3000

export function runGallery(): void {
  const figures = [...document.querySelectorAll('theta-flow')]
  const button = document.querySelector<HTMLButtonElement>('#motion')
  const touched = new WeakSet<ThetaFlow>()
  let moving = !prefersReducedMotion()

  const playSoon = (figure: ThetaFlow) =>
    setTimeout(() => {
      if (moving && !touched.has(figure)) figure.play()
    }, REST_MS)

  for (const figure of figures) {
    figure.addEventListener('theta-pause', () => playSoon(figure))
    // One that has been on its way when the reader stopped them.
    figure.addEventListener('theta-play', () => {
      if (!moving) figure.pause()
    })
    figure.addEventListener('theta-change', () => touched.add(figure))
  }
  const showState = () => button?.setAttribute('aria-pressed', String(!moving))
  button?.addEventListener('click', () => {
    moving = !moving
    showState()
    for (const figure of figures) {
      if (moving) figure.play()
      else figure.pause()
    }
  })
  showState()
}
