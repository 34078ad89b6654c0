import { certaintyTargets } from './certainty-targets.ts'
import { documentTargets } from './document-targets.ts'
import { effectSizeTargets } from './effect-size-targets.ts'
import type { FuzzTarget } from './fuzz-target.ts'
import { networkTargets } from './network-targets.ts'
import { pairwiseTargets } from './pairwise-targets.ts'
import { plotTargets } from './plot-targets.ts'
import { referenceTargets } from './reference-targets.ts'
import { tableTargets } from './table-targets.ts'

/** The whole public API of the package. */
export const allTargets: readonly FuzzTarget[] = [
  ...effectSizeTargets,
  ...pairwiseTargets,
  ...networkTargets,
  ...certaintyTargets,
  ...documentTargets,
  ...plotTargets,
  ...tableTargets,
  ...referenceTargets,
]
