/** The page of a lab: its figure, with its state in the address, and an explanation that moves the figure. */

import { prefersReducedMotion } from './figure/visibility'
import { bindAddress } from './permalink'
import type { ThetaFlow } from './theta-flow'

/** A formula that is wider than its column scrolls by itself, and only then the keyboard stops at it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.setAttribute('tabindex', '0')
    else target.removeAttribute('tabindex')
  }
})

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
  for (const formula of document.querySelectorAll('.formula')) widths.observe(formula)
  for (const link of document.querySelectorAll('a.try')) link.addEventListener('click', () => show(figure))
}

/** A link in the text has given the figure other parameters, which is of no use while it is out of sight. */
function show(figure: ThetaFlow): void {
  const { top, bottom } = figure.getBoundingClientRect()
  const visible = Math.min(bottom, innerHeight) - Math.max(top, 0)
  if (visible > innerHeight / 2) return
  figure.scrollIntoView({ behavior: prefersReducedMotion() ? 'auto' : 'smooth' })
}
