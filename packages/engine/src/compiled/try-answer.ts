import type { Fact, Truth } from '@dosis/domain'
import { comesToTheSame, type Decision } from './decision.ts'
import { factAt, type Patient, setFact, type Taken } from './patient.ts'
import { nothingReached, type Reach, type Reaches } from './reach.ts'

/**
 * Takes again each decision that another answer to one question can reach, tells which come out otherwise, and leaves the
 * patient as they were.
 * @param decisions those whose outcome counts, in the order in which they are taken; the patient has taken them
 */
export function tryAnswer(
  patient: Patient,
  slot: number,
  answer: Fact,
  decisions: readonly Decision[],
  reaches: Reaches,
  tell: (decision: Decision, taken: Taken) => void,
): void {
  const current = factAt(patient, slot)
  const { truths, taken } = patient
  const forgotten: (readonly [predicate: number, truth: Truth | undefined])[] = []
  const retaken: (readonly [decision: number, taken: Taken | undefined])[] = []
  const isReached: boolean[] = []
  const forget = (reach: Reach): void => {
    for (const predicate of reach.predicates) {
      forgotten.push([predicate, truths[predicate]])
      truths[predicate] = undefined
    }
    for (const decision of reach.decisions) isReached[decision] = true
  }

  setFact(patient, slot, answer)
  forget(reaches.ofFacts[slot] ?? nothingReached)
  for (const decision of decisions) {
    const before = taken[decision.index]
    if (isReached[decision.index] !== true || before === undefined) continue
    const now = decision.take(patient)
    if (comesToTheSame(before, now)) continue
    retaken.push([decision.index, before])
    taken[decision.index] = now
    tell(decision, now)
    forget(reaches.ofDecisions[decision.index] ?? nothingReached)
  }

  setFact(patient, slot, current)
  for (const [decision, before] of retaken) taken[decision] = before
  // The last forgotten first: what was forgotten twice gets its first truth back.
  for (const [predicate, truth] of forgotten.reverse()) truths[predicate] = truth
}
