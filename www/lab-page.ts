/** The page of a lab: its figure, with its state in the address, and an explanation that moves the figure. */
import { bindAddress } from './permalink'
import type { ThetaFlow } from './theta-flow'
import { prefersReducedMotion } from './visibility'

export function runLab(state: string): void {
  const figure = document.querySelector('theta-flow')
  if (!figure) return
  if (state) figure.load(state)
  bindAddress(figure)
  // The address has the state of the figure, which must not be taken for it.
  document.querySelector('.skip')?.addEventListener('click', (event) => {
    event.preventDefault()
    document.querySelector('main')?.focus()
  })
  for (const link of document.querySelectorAll('a.try')) link.addEventListener('click', () => show(figure))
}

/** A link in the text has given the figure other parameters, which is of no use while it is out of sight. */
function show(figure: ThetaFlow): void {
  const { top, bottom } = figure.getBoundingClientRect()
  const visible = Math.min(bottom, innerHeight) - Math.max(top, 0)
  if (visible > innerHeight / 2) return
  figure.scrollIntoView({ behavior: prefersReducedMotion() ? 'auto' : 'smooth' })
}
