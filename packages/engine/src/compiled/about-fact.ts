import type { Truth } from '@dosis/domain'
import { type Patient, factAsSeen } from './patient.ts'
import type { Predicate } from './predicate.ts'

const nothing: readonly never[] = []

/** A criterion about one fact, by the comparison of its kind in `criteria`. */
export function aboutFact(index: number, slot: number, judge: (patient: Patient) => Truth): Predicate {
  const explain: Predicate['explain'] = (patient, truth) => {
    const seen = factAsSeen(patient, slot)
    return { truth, facts: [seen], missing: truth === 'unknown' ? [seen.fact] : nothing }
  }
  return { index, parts: [], slot, decision: null, judge, explain }
}
