import type { Fact, Truth } from '@dosis/domain'
import { comesToTheSame, type Decision } from './decision.ts'
import { factAt, type Patient, setFact, type Taken } from './patient.ts'
import { nothingReached, type Reach, type Reaches } from './reach.ts'

/** A patient who has taken all decisions, to try other answers on. */
export interface Trial {
  readonly patient: Patient
  /** What was judged before anything was tried, by predicate. */
  readonly truths: readonly (Truth | undefined)[]
  /** Those whose outcome counts, in the order in which they are taken. */
  readonly decisions: readonly Decision[]
  readonly reaches: Reaches
}

/**
 * Takes again each decision that another answer to one question can reach, tells which come out otherwise, and leaves the
 * patient as they were.
 */
export function tryAnswer(
  { patient, truths, decisions, reaches }: Trial,
  slot: number,
  answer: Fact,
  tell: (decision: Decision, taken: Taken) => void,
): void {
  const current = factAt(patient, slot)
  const reached: Reach[] = []
  const isReached: boolean[] = []
  const retaken: (readonly [place: number, before: Taken])[] = []
  const reach = (one: Reach): void => {
    reached.push(one)
    for (const predicate of one.predicates) patient.truths[predicate] = undefined
    for (const decision of one.decisions) isReached[decision] = true
  }

  setFact(patient, slot, answer)
  reach(reaches.ofFacts[slot] ?? nothingReached)
  for (const decision of decisions) {
    const before = patient.taken[decision.index]
    if (isReached[decision.index] !== true || before === undefined) continue
    const now = decision.take(patient)
    if (comesToTheSame(before, now)) continue
    retaken.push([decision.index, before])
    patient.taken[decision.index] = now
    tell(decision, now)
    reach(reaches.ofDecisions[decision.index] ?? nothingReached)
  }

  setFact(patient, slot, current)
  for (const [place, before] of retaken) patient.taken[place] = before
  for (const { predicates } of reached)
    for (const predicate of predicates) patient.truths[predicate] = truths[predicate]
}
