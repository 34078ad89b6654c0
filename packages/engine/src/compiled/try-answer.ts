import type { Fact, Truth } from '@dosis/domain'
import { comesToTheSame, type Decision, takenOf } from './decision.ts'
import { factAt, type Patient, setFact, type Taken } from './patient.ts'
import { type Predicate, truthOf } from './predicate.ts'
import type { Reaches } from './reach.ts'

/** A patient who has taken all decisions, to try other answers on. */
export interface Trial {
  readonly patient: Patient
  /** Those whose outcome counts, in the order in which they are taken. */
  readonly decisions: readonly Decision[]
  readonly reaches: Reaches
  /** By the place of a decision: 1 while it must be taken again, else 0. */
  readonly isReached: Uint8Array
}

export function trialOf(patient: Patient, decisions: readonly Decision[], reaches: Reaches): Trial {
  return { patient, decisions, reaches, isReached: new Uint8Array(reaches.ofDecisions.length) }
}

/**
 * Tries another answer to one question, tells which decisions come out otherwise, and leaves the patient as they were.
 * The criteria that look at the fact are judged again; the decisions that look at a criterion that changed are taken
 * again; and so on for what looks at a decision that changed.
 */
export function tryAnswer(
  { patient, decisions, reaches, isReached }: Trial,
  slot: number,
  answer: Fact,
  tell: (decision: Decision, taken: Taken) => void,
): void {
  const { truths, taken, fractures } = patient
  const current = factAt(patient, slot)
  const changed: number[] = []
  const truthsBefore: (Truth | undefined)[] = []
  const retaken: (readonly [place: number, before: Taken])[] = []
  const judgeAgain = (predicates: readonly Predicate[]): void => {
    for (const predicate of predicates) {
      const before = truths[predicate.index]
      const now = predicate.judge(patient)
      if (now === before) continue
      changed.push(predicate.index)
      truthsBefore.push(before)
      truths[predicate.index] = now
      for (const place of reaches.readers[predicate.index] ?? []) isReached[place] = 1
    }
  }

  const reached = reaches.ofFacts[slot] ?? []
  // What was not judged yet would seem to change.
  for (const predicate of reached) truthOf(predicate, patient)
  setFact(patient, slot, answer)
  judgeAgain(reached)
  for (const decision of decisions) {
    if (isReached[decision.index] === 0) continue
    isReached[decision.index] = 0
    const before = takenOf(decision, patient)
    const now = decision.take(patient)
    if (comesToTheSame(before, now)) continue
    retaken.push([decision.index, before])
    taken[decision.index] = now
    tell(decision, now)
    judgeAgain(reaches.ofDecisions[decision.index] ?? [])
  }

  patient.facts[slot] = current
  patient.fractures = fractures
  for (const [place, before] of retaken) taken[place] = before
  // The last first: what changed twice gets its first truth back.
  for (let at = changed.length - 1; at >= 0; at--) truths[changed[at] as number] = truthsBefore[at]
}
