import { judgedWithoutFacts, truthOf } from '../criteria/judgement.ts'
import type { Patient } from './patient.ts'
import type { Predicate } from './predicate.ts'

/** A criterion that no fact goes into (a request, a date of the course); `null` = not known. */
export function withoutFacts(index: number, holds: (patient: Patient) => boolean | null): Predicate {
  return {
    index,
    parts: [],
    slot: null,
    decision: null,
    judge: (patient) => truthOf(holds(patient)),
    explain: (_, truth) => judgedWithoutFacts(truth === 'unknown' ? null : truth === 'yes'),
  }
}
