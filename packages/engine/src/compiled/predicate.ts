import type { Truth } from '@dosis/domain'
import type { Judgement } from '../criteria/judgement.ts'
import { judgedAs, type Patient } from './patient.ts'

/**
 * A criterion of the knowledge made ready: equal criteria are one predicate, judged at most once for each patient and
 * explained only where the answer needs it. It comes to what `judge` says of the criterion, in truth and in reasons.
 */
export interface Predicate {
  readonly index: number
  /** The predicates that it is made of. */
  readonly parts: readonly Predicate[]
  /** The slot of the fact that it looks at by itself; `null` for none. */
  readonly slot: number | null
  /** The decision that it reads by itself; `null` for none. */
  readonly decision: number | null
  readonly judge: (patient: Patient) => Truth
  readonly explain: (patient: Patient, truth: Truth) => Judgement
}

export function truthOf(predicate: Predicate, patient: Patient): Truth {
  const { truths } = patient
  const before = truths[predicate.index]
  if (before !== 0) return before === 1 ? 'yes' : before === 2 ? 'no' : 'unknown'
  const truth = predicate.judge(patient)
  truths[predicate.index] = judgedAs(truth)
  return truth
}

export function judgementOf(predicate: Predicate, patient: Patient): Judgement {
  const { judgements } = patient
  const before = judgements[predicate.index]
  if (before !== undefined) return before
  const judgement = predicate.explain(patient, truthOf(predicate, patient))
  judgements[predicate.index] = judgement
  return judgement
}
