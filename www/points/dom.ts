/** Elements with properties and children. This file is loaded by itself, so it does without the library of the others. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

export function button(text: string, act: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', textContent: text })
  made.part.add('button')
  made.addEventListener('click', act)
  return made
}
