import type { Reason, StatementId } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Cited, codesOf } from './cited.ts'
import { citedByTable, type TableDecision, type TakenTable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'
import { type DecisionTaken, takenByTable } from './taken-decision.ts'

/** What a decision table concluded, with its reasons. */
export interface Conclusion extends Pick<TakenTable, 'rows' | 'open'> {
  readonly outcome: string | undefined
  readonly why: readonly Reason[]
  readonly cited: Cited
  readonly factIds: readonly StatementId[]
  readonly taken: DecisionTaken
}

/** Tells what a table came to for this patient, who has taken all decisions. */
export function concludeTable(decision: TableDecision, patient: Patient, { codes }: Ready): Conclusion {
  const taken = takenOf(decision, patient)
  const cited = citedByTable(decision, patient)
  return {
    outcome: taken.outcomes[0],
    rows: taken.rows,
    open: taken.open,
    why: whyOfTable(decision, patient),
    cited,
    factIds: codesOf(cited, 'factIds', codes),
    taken: takenByTable(decision, taken, decision.missing(patient), patient),
  }
}
