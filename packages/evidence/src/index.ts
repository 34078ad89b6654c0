/**
 * Evidence synthesis: effect sizes, pairwise, network and component meta-analysis, certainty, checks of printed documents
 * and pictures. Imports nothing; runs in browsers and in Node. Each folder is an entry of its own, such as
 * `@dosis/evidence/network`, so that a page carries only what it uses.
 */
export * from './certainty/index.ts'
export * from './effect-size/index.ts'
export { type InputProblem, InputProblemError } from './input-problem.ts'
export * from './document/index.ts'
export * from './network/index.ts'
export * from './pairwise/index.ts'
export type { StudyEffect } from './study-effect.ts'
export * from './table/index.ts'
