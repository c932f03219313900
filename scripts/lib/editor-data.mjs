// What editors complete and explain in HTML: VS Code by its custom data, JetBrains' by web-types. Both say less than the
// manifest, from which they are made.

/** @typedef {import('./element-api.mjs').Element} Element */

/** The words of a type that is nothing but words. @param {string} type */
const wordsOf = (type) => (/^'\w+'( \| '\w+')*$/.test(type) ? [...type.matchAll(/\w+/g)].map(([word]) => word) : [])

/** https://github.com/microsoft/vscode-custom-data @param {Element} element */
export function customData({ tagName, description, attributes }) {
  const tag = {
    name: tagName,
    description: { kind: 'markdown', value: description },
    attributes: attributes.map(({ name, description, type }) => ({
      name,
      description: { kind: 'markdown', value: description },
      ...(type.text === 'boolean' && { valueSet: 'v' }),
      ...(wordsOf(type.text).length > 0 && { values: wordsOf(type.text).map((name) => ({ name })) }),
    })),
  }
  return { version: 1.1, tags: [tag] }
}

/** https://github.com/JetBrains/web-types @param {Element} element @param {{ name: string, version: string }} package_ */
export function webTypes(element, { name, version }) {
  const { tagName, description, attributes, members, events, slots, cssProperties, cssParts } = element
  const properties = members.filter((member) => member.kind === 'field' && !member.static)
  const typed = (/** @type {import('./element-api.mjs').Event} */ { name, description, type }) => ({
    name,
    description,
    type: type.text,
  })
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name,
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: tagName,
            description,
            attributes: attributes.map(({ name, description, type, default: absent }) => ({
              name,
              description,
              value: { type: type.text },
              ...(absent && { default: absent }),
            })),
            slots,
            js: {
              properties: properties.map((field) => typed(/** @type {import('./element-api.mjs').Field} */ (field))),
              events: events.map(typed),
            },
            css: { properties: cssProperties, parts: cssParts },
          },
        ],
      },
    },
  }
}
