import type { Fact } from '@dosis/domain'
import { comesToTheSame, type Decision, takenOf } from './decision.ts'
import { factAt, judgedAs, type Patient, setFact, type Taken } from './patient.ts'
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
  /** By predicate: 1 while a part of it has changed and it was not judged again, else 0. */
  readonly isStale: Uint8Array
  /** Empty between answers. */
  readonly changes: Changes
}

export function trialOf(patient: Patient, decisions: readonly Decision[], reaches: Reaches): Trial {
  return {
    patient,
    decisions,
    reaches,
    isReached: new Uint8Array(reaches.ofDecisions.length),
    isStale: new Uint8Array(reaches.wholes.length),
    changes: { judged: 0, predicates: [], truths: [], decided: 0, places: [], taken: [] },
  }
}

/** Told of a decision that comes out otherwise. */
type Tell = (decision: Decision, taken: Taken) => void

/** What an answer changed, to be undone: in the order in which it changed. What lies beyond the counts is of earlier answers. */
interface Changes {
  judged: number
  readonly predicates: number[]
  readonly truths: number[]
  decided: number
  readonly places: number[]
  readonly taken: Taken[]
}

/** Tries other answers to one question, tells which decisions come out otherwise, and leaves the patient as they were. */
export function tryAnswers(trial: Trial, slot: number, answers: readonly Fact[], tell: Tell): void {
  const { patient, reaches, changes } = trial
  const reached = reaches.ofFacts[slot] ?? []
  // What was not judged yet would seem to change.
  for (const predicate of reached) truthOf(predicate, patient)
  const current = factAt(patient, slot)
  const { fractures } = patient
  for (const answer of answers) {
    setFact(patient, slot, answer)
    judgeAgain(reached, trial)
    if (changes.judged > 0) takeAgain(trial, tell)
    undo(changes, patient)
  }
  patient.facts[slot] = current
  patient.fractures = fractures
}

/** Judges again what looks at the fact or the decision that changed, and what is made of a criterion that changed. */
function judgeAgain(predicates: readonly Predicate[], { patient, reaches, isReached, isStale, changes }: Trial): void {
  const { truths } = patient
  for (const predicate of predicates) {
    const { index } = predicate
    if (predicate.parts.length > 0) {
      if (isStale[index] === 0) continue
      isStale[index] = 0
    }
    const before = truths[index] as number
    const now = judgedAs(predicate.judge(patient))
    if (now === before) continue
    changes.predicates[changes.judged] = index
    changes.truths[changes.judged] = before
    changes.judged += 1
    truths[index] = now
    for (const whole of reaches.wholes[index] as readonly number[]) isStale[whole] = 1
    for (const place of reaches.readers[index] as readonly number[]) isReached[place] = 1
  }
}

/** Takes the decisions again that look at a criterion that changed, and those that look at a decision that changed. */
function takeAgain(trial: Trial, tell: Tell): void {
  const { patient, decisions, reaches, isReached, changes } = trial
  for (const decision of decisions) {
    const { index } = decision
    if (isReached[index] === 0) continue
    isReached[index] = 0
    const before = takenOf(decision, patient)
    const now = decision.take(patient)
    if (comesToTheSame(before, now)) continue
    changes.places[changes.decided] = index
    changes.taken[changes.decided] = before
    changes.decided += 1
    patient.taken[index] = now
    tell(decision, now)
    judgeAgain(reaches.ofDecisions[index] ?? [], trial)
  }
}

/** The last first: what changed twice gets its first truth back. */
function undo(changes: Changes, patient: Patient): void {
  for (let at = changes.judged - 1; at >= 0; at--) {
    patient.truths[changes.predicates[at] as number] = changes.truths[at] as number
  }
  for (let at = changes.decided - 1; at >= 0; at--) patient.taken[changes.places[at] as number] = changes.taken[at]
  changes.judged = 0
  changes.decided = 0
}
