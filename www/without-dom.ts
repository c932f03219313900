/**
 * Takes the place of `@lit-labs/ssr-dom-shim`, on which that build of Lit rests which can be imported where there is no
 * DOM: servers, workers, build tools. There the element is a class of which nobody makes an object.
 */
export class HTMLElement {}
export const customElements: CustomElementRegistry | undefined = globalThis.customElements
