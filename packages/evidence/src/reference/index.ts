import { certaintyFunctions } from './certainty.ts'
import { effectSizeFunctions } from './effect-size.ts'
import { networkFunctions } from './network.ts'
import { pairwiseFunctions } from './pairwise.ts'
import type { ReferenceFunctions } from './run.ts'

export { compareResults, type ReferenceComparison, type ReferenceDifference } from './compare.ts'
export {
  parseReferenceCase,
  type ReferenceAnalysis,
  type ReferenceCase,
  type ReferenceData,
  type ReferenceFunction,
  type ReferenceTable,
} from './format.ts'
export {
  isAsRequired,
  judgeReferenceAnswer,
  type ReferenceAnswer,
  type ReferenceFunctions,
  type ReferenceVerdict,
  runReferenceCase,
} from './run.ts'

/** Every kind of computation that the reference format names. */
export const referenceFunctions: ReferenceFunctions = {
  ...effectSizeFunctions,
  ...pairwiseFunctions,
  ...networkFunctions,
  ...certaintyFunctions,
}
