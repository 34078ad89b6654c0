import type { FactId } from '@dosis/domain'
import type { Patient, Taken } from './patient.ts'
import type { Predicate } from './predicate.ts'

/** A decision made ready: taken by truths alone, so that it costs little to take it again for another answer. */
export interface Decision<Of extends Taken = Taken> {
  readonly id: string
  /** Its place in the order in which decisions are taken. */
  readonly index: number
  /** All that it looks at to come to its outcome. */
  readonly predicates: readonly Predicate[]
  readonly take: (patient: Patient) => Of
  /** The facts that it waits for. */
  readonly missing: (patient: Patient) => readonly FactId[]
  /** Rules that cannot be judged yet and could change its outcome. */
  readonly open: (patient: Patient) => readonly OpenRule[]
}

/** What a decision could come to when a rule that is open is judged, and the facts that the rule waits for. */
export interface OpenRule {
  readonly outcome: string
  readonly missing: readonly FactId[]
}

/**
 * What a decision came to for this patient.
 * @throws {RangeError} when it was not taken yet
 */
export function takenOf<Of extends Taken>({ id, index }: Decision<Of>, { taken }: Patient): Of {
  const found = taken[index]
  if (found === undefined) throw new RangeError(`takenOf: needs a decision that was taken before, got ${id}`)
  return found as Of
}

export function comesToTheSame(left: Taken, right: Taken): boolean {
  if (left === right) return true
  const { length } = left.outcomes
  if (left.isUndecided !== right.isUndecided || length !== right.outcomes.length) return false
  for (let at = 0; at < length; at++) if (left.outcomes[at] !== right.outcomes[at]) return false
  return true
}
