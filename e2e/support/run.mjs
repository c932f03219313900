// What the tests of a figure's life take of the page: bundled by them, because Node reads no TypeScript.

export { EngineError } from '../../www/run/engine-error.ts'
export { Run } from '../../www/run/run.ts'
export { stateOf, valueIn, without } from '../../www/state.ts'
