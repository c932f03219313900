/** All that exporting needs, in one file that is fetched when somebody exports. */
export { animation } from './animation/row'
export { atRest } from './at-rest'
export { csv, json } from './data'
export { openPanel, type Panel } from './panel'
export { pdf, pgf } from './papers'
export { png, svg } from './picture'
