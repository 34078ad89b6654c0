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
  /** By predicate: 1 while a part of it has changed and it was not judged again, else 0. */
  readonly isStale: Uint8Array
}

export function trialOf(patient: Patient, decisions: readonly Decision[], reaches: Reaches): Trial {
  return {
    patient,
    decisions,
    reaches,
    isReached: new Uint8Array(reaches.ofDecisions.length),
    isStale: new Uint8Array(reaches.wholes.length),
  }
}

/** Told of a decision that comes out otherwise. */
type Tell = (decision: Decision, taken: Taken) => void

/** What an answer changed, to be undone: in the order in which it changed. */
interface Changes {
  readonly predicates: number[]
  readonly truths: (Truth | undefined)[]
  readonly places: number[]
  readonly taken: Taken[]
}

/** Tries other answers to one question, tells which decisions come out otherwise, and leaves the patient as they were. */
export function tryAnswers(trial: Trial, slot: number, answers: readonly Fact[], tell: Tell): void {
  const { patient, reaches } = trial
  const reached = reaches.ofFacts[slot] ?? []
  // What was not judged yet would seem to change.
  for (const predicate of reached) truthOf(predicate, patient)
  const current = factAt(patient, slot)
  const { fractures } = patient
  const changes: Changes = { predicates: [], truths: [], places: [], taken: [] }
  for (const answer of answers) {
    setFact(patient, slot, answer)
    judgeAgain(reached, trial, changes)
    if (changes.predicates.length > 0) takeAgain(trial, changes, tell)
    undo(changes, patient)
  }
  patient.facts[slot] = current
  patient.fractures = fractures
}

/** Judges again what looks at the fact or the decision that changed, and what is made of a criterion that changed. */
function judgeAgain(
  predicates: readonly Predicate[],
  { patient, reaches, isReached, isStale }: Trial,
  changes: Changes,
): void {
  const { truths } = patient
  for (const predicate of predicates) {
    const { index } = predicate
    if (predicate.parts.length > 0) {
      if (isStale[index] === 0) continue
      isStale[index] = 0
    }
    const before = truths[index]
    const now = predicate.judge(patient)
    if (now === before) continue
    changes.predicates.push(index)
    changes.truths.push(before)
    truths[index] = now
    for (const whole of reaches.wholes[index] as readonly number[]) isStale[whole] = 1
    for (const place of reaches.readers[index] as readonly number[]) isReached[place] = 1
  }
}

/** Takes the decisions again that look at a criterion that changed, and those that look at a decision that changed. */
function takeAgain(trial: Trial, changes: Changes, tell: Tell): void {
  const { patient, decisions, reaches, isReached } = trial
  for (const decision of decisions) {
    const { index } = decision
    if (isReached[index] === 0) continue
    isReached[index] = 0
    const before = takenOf(decision, patient)
    const now = decision.take(patient)
    if (comesToTheSame(before, now)) continue
    changes.places.push(index)
    changes.taken.push(before)
    patient.taken[index] = now
    tell(decision, now)
    judgeAgain(reaches.ofDecisions[index] ?? [], trial, changes)
  }
}

/** The last first: what changed twice gets its first truth back. */
function undo({ predicates, truths, places, taken }: Changes, patient: Patient): void {
  for (let at = predicates.length - 1; at >= 0; at--) patient.truths[predicates[at] as number] = truths[at]
  for (let at = places.length - 1; at >= 0; at--) patient.taken[places[at] as number] = taken[at]
  for (const list of [predicates, truths, places, taken]) list.length = 0
}
