import type { Truth } from '@dosis/domain'
import { combineSettling, type Judgement } from '../criteria/judgement.ts'
import type { Patient } from './patient.ts'
import { judgementOf, type Predicate, truthOf } from './predicate.ts'

/** All hold; see `criteria/all.ts`. */
export function allOf(index: number, parts: readonly Predicate[]): Predicate {
  const judge = (patient: Patient): Truth => {
    let truth: Truth = 'yes'
    for (const part of parts) {
      const one = truthOf(part, patient)
      if (one === 'no') return 'no'
      if (one === 'unknown') truth = 'unknown'
    }
    return truth
  }
  return { index, parts, slot: null, decision: null, judge, explain: explainBySettling(parts) }
}

/** The reasons are those of the parts that settled it. */
export function explainBySettling(parts: readonly Predicate[]): Predicate['explain'] {
  return (patient, truth) => {
    const settling: Judgement[] = []
    for (const part of parts) if (truthOf(part, patient) === truth) settling.push(judgementOf(part, patient))
    const [first] = settling
    if (first !== undefined && settling.length === 1 && truth !== 'unknown') return first
    return combineSettling(truth, settling)
  }
}
