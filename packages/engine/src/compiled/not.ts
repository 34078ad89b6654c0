import { negate } from '@dosis/domain'
import { judgementOf, type Predicate, truthOf } from './predicate.ts'

/** The opposite; see `criteria/not.ts`. */
export function notOf(index: number, part: Predicate): Predicate {
  return {
    index,
    parts: [part],
    slot: null,
    decision: null,
    judge: (patient) => negate(truthOf(part, patient)),
    explain: (patient, truth) => ({ ...judgementOf(part, patient), truth }),
  }
}
