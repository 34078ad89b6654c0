import { buildNetwork, subNetworksOf } from '../network/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceFunction, ReferenceRecord } from './format.ts'
import { nmaMh } from './network-arms.ts'
import { cnma } from './network-components.ts'
import { contribution, decompDesign, netheat, netmeasures } from './network-designs.ts'
import { comparedPairsOf, sortedTreatments, sortNames } from './network-input.ts'
import { nma, nmaGls } from './network-nma.ts'

/** Computations on networks by the names of the reference format. */
export const networkFunctions: Readonly<Record<string, ReferenceFunction>> = {
  nma,
  nma_gls: nmaGls,
  nma_mh: nmaMh,
  decomp_design: decompDesign,
  netheat,
  contribution,
  netmeasures,
  cnma,
  netconnection,
  // Names of the R functions, by which cases of errors may call the same computations.
  netmeta: nma,
  netmetabin: nmaMh,
  netcomb: cnma,
  discomb: cnma,
}

/** Parts of a network; what its studies found does not matter for that. */
function netconnection(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const pairs = comparedPairsOf(data, analysis)
  const contrasts = pairs.map((pair, row) => ({ ...pair, study: String(row), estimate: 0, standardError: 1 }))
  const treatments = sortedTreatments(contrasts)
  const parts = subNetworksOf(buildNetwork(contrasts, { treatments }))
  const studies = new Map<string, Set<string>>()
  for (const { study, treatment1, treatment2 } of pairs) {
    studies.set(study, new Set([...(studies.get(study) ?? []), treatment1, treatment2]))
  }
  const designs = new Set([...studies.values()].map((arms) => sortNames(arms).join(':')))
  return {
    k: studies.size,
    m: pairs.length,
    n: treatments.length,
    d: designs.size,
    trts: treatments,
    designs: sortNames(designs),
    n_subnets: parts.length,
    'n.subnets': parts.length,
    subnets: parts.length,
    sub_networks: parts.map((part) => part.treatments),
  }
}
