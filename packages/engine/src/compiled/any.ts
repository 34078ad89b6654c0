import type { Truth } from '@dosis/domain'
import { explainBySettling } from './all.ts'
import type { Patient } from './patient.ts'
import { type Predicate, truthOf } from './predicate.ts'

/** At least one holds; see `criteria/any.ts`. */
export function anyOf(index: number, parts: readonly Predicate[]): Predicate {
  const judge = (patient: Patient): Truth => {
    let truth: Truth = 'no'
    for (const part of parts) {
      const one = truthOf(part, patient)
      if (one === 'yes') return 'yes'
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
  return { index, parts, slot: null, decision: null, judge, explain: explainBySettling(parts) }
}
