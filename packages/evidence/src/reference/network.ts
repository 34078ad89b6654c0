import { buildNetwork, subNetworksOf } from '../network/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceFunction, ReferenceRecord } from './format.ts'
import { nmaMh } from './network-arms.ts'
import { cnma } from './network-components.ts'
import { contribution, decompDesign, netheat, netmeasures } from './network-designs.ts'
import { contrastsOf, sortedTreatments } from './network-input.ts'
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

function netconnection(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const contrasts = contrastsOf(data, analysis)
  const network = buildNetwork(contrasts, { treatments: sortedTreatments(contrasts) })
  const parts = subNetworksOf(network)
  return {
    k: network.studies.length,
    m: contrasts.length,
    n: network.treatments.length,
    n_subnets: parts.length,
    'n.subnets': parts.length,
    subnets: parts.length,
    sub_networks: parts.map(({ treatments }) => treatments),
  }
}
