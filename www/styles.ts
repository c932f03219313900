/**
 * The look of a figure. Everything hangs on custom properties, so that a host page can bring its own colours and type:
 * `--theta-flow-accent`, `-ink`, `-muted`, `-line`, `-paper`, `-font`, `-font-size`, `-controls-width`.
 */
import { css } from 'lit'

export const styles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  [hidden] {
    display: none !important;
  }

  /* Inherited properties are the one way by which the host page's styles reach into a shadow tree. */
  .root {
    all: initial;
    /* Not among the properties that "all" covers; every text here runs from left to right. */
    direction: ltr;
    display: block;
    container-type: inline-size;
    box-sizing: border-box;
    --ink: var(--theta-flow-ink, #1c1c1c);
    --muted: var(--theta-flow-muted, #585858);
    --line: var(--theta-flow-line, #dcdcdc);
    --edge: #808080;
    --accent: var(--theta-flow-accent, #0067a3);
    --hover: rgb(0 0 0 / 6%);
    --warning: #9a3400;
    color: var(--ink);
    color-scheme: light;
    font-family: var(
      --theta-flow-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      'PingFang SC',
      'Hiragino Sans GB',
      'Microsoft YaHei',
      'Noto Sans CJK SC',
      'Noto Sans SC',
      sans-serif
    );
    font-size: var(--theta-flow-font-size, 14px);
    line-height: 1.4;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  .root[data-theme='dark'] {
    --ink: var(--theta-flow-ink, #e4e4e4);
    --muted: var(--theta-flow-muted, #a8a8a8);
    --line: var(--theta-flow-line, #3a3a3a);
    --edge: #8a8a8a;
    --accent: var(--theta-flow-accent, #62b6ea);
    --hover: rgb(255 255 255 / 9%);
    --warning: #ffab85;
    color-scheme: dark;
  }
  .root.paper {
    padding: 12px;
    background: var(--theta-flow-paper, #fff);
  }
  .root.paper[data-theme='dark'] {
    background: var(--theta-flow-paper, #161616);
  }
  .root *,
  .root *::before {
    box-sizing: border-box;
  }

  .layout {
    display: grid;
    gap: 1.25em 2.5em;
  }
  .main {
    container-type: inline-size;
    min-width: 0;
  }
  @container (min-width: 900px) {
    .layout.with-controls {
      grid-template-columns: minmax(0, 1fr) var(--theta-flow-controls-width, clamp(15.5em, 24%, 20em));
    }
  }

  /* The figure. Until the engine says how high it wants to be, about that height is held free. */
  .figure {
    position: relative;
    aspect-ratio: 1 / 0.56;
    min-height: 360px;
    max-height: 760px;
    overflow: hidden;
  }
  @container (max-width: 619.98px) {
    .figure {
      aspect-ratio: auto;
      height: calc(max(80cqw - 56px, 120px) + 354px);
      max-height: none;
    }
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .wait {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    margin: 0;
    color: var(--muted);
    animation: appear 0s 0.6s both;
  }
  @keyframes appear {
    from {
      visibility: hidden;
    }
  }
  .handles {
    position: absolute;
    inset: 0;
    pointer-events: none;
  }
  .handle {
    position: absolute;
    left: -14px;
    top: -14px;
    width: 28px;
    height: 28px;
    border-radius: 50%;
    pointer-events: auto;
    cursor: grab;
    touch-action: none;
    outline: none;
    -webkit-tap-highlight-color: transparent;
  }
  .handle::before {
    content: '';
    position: absolute;
    inset: 3px;
    border: 1.5px solid var(--ink);
    border-radius: 50%;
    opacity: 0.55;
  }
  .handle:hover::before,
  .handle:focus-visible::before,
  .handle:active::before {
    opacity: 1;
    border-color: var(--accent);
    border-width: 2.5px;
    inset: 1px;
  }
  .handle:active {
    cursor: grabbing;
  }
  @media (pointer: coarse) {
    .handle {
      left: -22px;
      top: -22px;
      width: 44px;
      height: 44px;
    }
    .handle::before,
    .handle:hover::before {
      inset: 10px;
    }
  }

  /* Buttons, sliders, fields. */
  button,
  input,
  select {
    font: inherit;
    color: inherit;
    margin: 0;
  }
  button:focus-visible,
  input:focus-visible,
  select:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .icon {
    display: inline-grid;
    place-items: center;
    flex: none;
    width: 2.3em;
    height: 2.3em;
    min-width: 32px;
    min-height: 32px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    cursor: pointer;
  }
  .icon:hover:not(:disabled) {
    background: var(--hover);
  }
  .icon:disabled {
    color: var(--muted);
    opacity: 0.5;
    cursor: default;
  }
  .icon.small {
    width: 1.7em;
    height: 1.7em;
    min-width: 24px;
    min-height: 24px;
    color: var(--muted);
  }
  .icon svg {
    width: 1.15em;
    height: 1.15em;
  }
  .icon.small svg {
    width: 0.95em;
    height: 0.95em;
  }
  .slider {
    -webkit-appearance: none;
    appearance: none;
    display: block;
    width: 100%;
    min-width: 0;
    height: 24px;
    background: none;
    border-radius: 4px;
    cursor: pointer;
    touch-action: pan-y;
  }
  .slider::-webkit-slider-runnable-track {
    height: 2px;
    border-radius: 1px;
    background: var(--edge);
  }
  .slider::-moz-range-track {
    height: 2px;
    border-radius: 1px;
    background: var(--edge);
  }
  .slider::-webkit-slider-thumb {
    -webkit-appearance: none;
    width: 14px;
    height: 14px;
    margin-top: -6px;
    border: 0;
    border-radius: 50%;
    background: var(--accent);
  }
  .slider::-moz-range-thumb {
    width: 14px;
    height: 14px;
    border: 0;
    border-radius: 50%;
    background: var(--accent);
  }
  .slider:active::-webkit-slider-thumb {
    box-shadow: 0 0 0 5px var(--hover);
  }
  .slider:disabled {
    opacity: 0.5;
    cursor: default;
  }
  .field,
  .choice {
    min-height: 28px;
    border: 1px solid transparent;
    border-bottom-color: var(--edge);
    border-radius: 3px 3px 0 0;
    background: transparent;
  }
  .field {
    width: 5.4em;
    padding: 0 0.3em;
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .field.wide {
    width: 100%;
    text-align: left;
  }
  .field:hover,
  .choice:hover {
    background: var(--hover);
  }
  .field[aria-invalid='true'] {
    border-color: var(--warning);
  }
  .choice {
    width: 100%;
    padding: 0 0.2em;
    cursor: pointer;
    text-overflow: ellipsis;
  }
  .choice option {
    background: Canvas;
    color: CanvasText;
  }
  input[type='checkbox'] {
    width: 18px;
    height: 18px;
    accent-color: var(--accent);
  }
  .symbol {
    font-family: 'STIX Two Math', 'STIX Two Text', 'Latin Modern Math', 'Cambria Math', Cambria, 'Times New Roman', serif;
    font-size: 1.08em;
    line-height: 0;
    white-space: nowrap;
  }

  /* Transport. */
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.15em;
    min-height: 40px;
    margin-top: 0.4em;
  }
  .transport .scrub {
    flex: 1 1 8em;
    margin: 0 0.5em;
  }
  .transport .count {
    flex: none;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    text-align: right;
  }
  .transport .choice {
    width: auto;
    margin-left: 0.5em;
    border-color: transparent;
  }
  @container (max-width: 479.98px) {
    .transport {
      min-height: 60px;
    }
    .transport .scrub {
      order: -1;
      flex-basis: 100%;
      margin: 0;
    }
    .transport .count {
      margin-left: auto;
    }
  }
  .play svg {
    width: 1.3em;
    height: 1.3em;
  }

  /* Legend and readouts. */
  .caption {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0.2em 1.4em;
    min-height: 1.4em;
    margin-top: 0.3em;
    color: var(--muted);
    font-variant-numeric: tabular-nums;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2em 1.4em;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .legend li {
    display: flex;
    align-items: center;
    gap: 0.5em;
  }
  .readouts {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(12em, 46%), 1fr));
    align-items: end;
    gap: 0.6em 1em;
    margin: 0.7em 0 0;
    padding-top: 0.7em;
    border-top: 1px solid var(--line);
  }
  /* As many rows as five readouts need. */
  .readouts.waiting {
    height: calc(3.3em + 1px);
  }
  @container (max-width: 63.99em) {
    .readouts.waiting {
      height: calc(6.5em + 1px);
    }
  }
  @container (max-width: 37.99em) {
    .readouts.waiting {
      height: calc(9.7em + 1px);
    }
  }
  .readouts div {
    min-width: 0;
  }
  .readouts dt {
    color: var(--muted);
    font-size: 0.86em;
    overflow-wrap: anywhere;
  }
  .readouts dd {
    margin: 0;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .status.diverged {
    color: var(--warning);
  }
  .note {
    margin: 0.6em 0 0;
    color: var(--muted);
  }
  .messages p {
    display: flex;
    align-items: start;
    gap: 0.5em;
    margin: 0.6em 0 0;
    padding: 0.15em 0 0.15em 0.8em;
    border-left: 2px solid var(--warning);
    color: var(--warning);
    overflow-wrap: anywhere;
  }
  .messages span {
    flex: 1;
  }

  /* Controls. */
  .controls {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 15em), 1fr));
    align-content: start;
    gap: 0.75em 2em;
  }
  .control {
    min-width: 0;
  }
  .control:empty {
    height: 3.8em;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 0.3em;
    min-height: 28px;
  }
  .name {
    flex: 1 1 auto;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .name.flag {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-height: 28px;
    cursor: pointer;
  }
  .coordinates .field {
    flex: 1 1 4em;
    width: 4em;
    text-align: left;
  }
  .coordinates .field:first-of-type {
    margin-right: 1em;
  }
  @media (pointer: coarse) {
    .icon {
      min-width: 44px;
      min-height: 44px;
    }
    .icon.small {
      min-width: 36px;
      min-height: 36px;
    }
    .slider {
      height: 44px;
    }
    .transport {
      min-height: 44px;
    }
    .control:empty {
      height: 84px;
    }
    .slider::-webkit-slider-thumb {
      width: 20px;
      height: 20px;
      margin-top: -9px;
    }
    .slider::-moz-range-thumb {
      width: 20px;
      height: 20px;
    }
    /* Smaller type would make iOS zoom into a field. */
    .field,
    .choice {
      min-height: 40px;
      font-size: max(16px, 1em);
    }
  }

  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .slider::-webkit-slider-runnable-track {
      background: CanvasText;
    }
    .slider::-webkit-slider-thumb {
      background: Highlight;
    }
    .handle::before {
      border-color: Highlight;
      opacity: 1;
    }
  }
`
