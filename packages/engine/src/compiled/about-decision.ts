import type { Criterion, FactId } from '@dosis/domain'
import { judgedWithoutFacts } from '../criteria/judgement.ts'
import type { Patient, Taken } from './patient.ts'
import type { Predicate } from './predicate.ts'

type Decided = Extract<Criterion, { decided: unknown }>

/** What `decided` asks of a decision: its place among all, and the facts that it waits for. */
export interface ReadDecision {
  readonly index: number
  readonly missing: (patient: Patient) => readonly FactId[]
}

/**
 * An earlier decision came out as one of these; see `criteria/decided.ts`.
 * @param find decisions are compiled after the criteria that read them
 */
export function aboutDecision(
  index: number,
  { decided: id, isAnyOf }: Decided,
  decision: number | null,
  find: (id: string) => ReadDecision | undefined,
): Predicate {
  const outcomeOf = (patient: Patient): Taken => {
    const taken = decision === null ? undefined : patient.taken[decision]
    if (taken === undefined) throw new RangeError(`judge: needs a decision that was taken before, got ${id}`)
    return taken
  }
  return {
    index,
    parts: [],
    slot: null,
    decision,
    judge: (patient) => {
      const { outcomes, isUndecided } = outcomeOf(patient)
      for (const outcome of outcomes) if (isAnyOf.includes(outcome)) return 'yes'
      return isUndecided ? 'unknown' : 'no'
    },
    explain: (patient, truth) =>
      truth === 'unknown'
        ? { truth, facts: [], missing: find(id)?.missing(patient) ?? [] }
        : judgedWithoutFacts(truth === 'yes'),
  }
}
