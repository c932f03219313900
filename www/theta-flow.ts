import init from './wasm/thetaflow.js'
import wasmUrl from './wasm/thetaflow_bg.wasm?url'

/** The element that an article embeds. */
export class ThetaFlow extends HTMLElement {
  async connectedCallback() {
    await init({ module_or_path: wasmUrl })
    this.dispatchEvent(new CustomEvent('theta-frame', { bubbles: true, composed: true }))
  }
}

customElements.define('theta-flow', ThetaFlow)
