// Every figure that a lab can draw: the labs name the choices between them alike.

import { schemas } from './random-states.mjs'

const CHOICES = ['figure', 'view', 'chart', 'map']
/** Long enough to show something, short enough to be computed in a moment. */
const STEPS = 40

/**
 * A state for every option of every such choice, each lab's first figure included.
 * @param {Parameters<typeof schemas>[0]} page any page of the site
 * @param {string} base the address of dist/
 * @returns {Promise<{ lab: string, state: string }[]>}
 */
export async function views(page, base) {
  return (await schemas(page, base)).flatMap(({ lab, params }) => {
    const first = `lab=${lab}&steps=${STEPS}`
    const options = params.flatMap(({ id, kind }) =>
      CHOICES.includes(id) && kind.type === 'choice' ? kind.options.map((option) => `${first}&${id}=${option}`) : [],
    )
    return [first, ...options].map((state) => ({ lab, state }))
  })
}
