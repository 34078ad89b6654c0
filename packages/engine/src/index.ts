export { type AssessOptions, assess } from './assessment/assess.ts'
export {
  compareVignette,
  type Vignette,
  type VignetteDifference,
  type VignetteExpectation,
} from './assessment/compare-vignette.ts'
export { interpretScore } from './assessment/interpretation.ts'
export { whatIsStillNeeded } from './assessment/what-is-still-needed.ts'
export { type Context, contextOf } from './criteria/context.ts'
export { judge } from './criteria/judge.ts'
export type { Judgement } from './criteria/judgement.ts'
