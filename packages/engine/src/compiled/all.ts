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
    let first: Judgement | null = null
    let settling: Judgement[] | null = null
    for (const part of parts) {
      if (truthOf(part, patient) !== truth) continue
      const judgement = judgementOf(part, patient)
      if (first === null) first = judgement
      else if (settling === null) settling = [first, judgement]
      else settling.push(judgement)
    }
    if (settling !== null) return combineSettling(truth, settling)
    return first ?? combineSettling(truth, [])
  }
}
