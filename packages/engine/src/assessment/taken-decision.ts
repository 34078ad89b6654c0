import type { FactId } from '@dosis/domain'
import type { Patient, Taken } from '../compiled/patient.ts'
import { inOrder } from './cited.ts'
import type { TakenTable, TableDecision } from './decide.ts'
import { judgementOfRow } from './rows.ts'

/** What one decision could become when rules that are open are judged, and the facts that they wait for. */
export type OpenRules = readonly { readonly outcome: string; readonly missing: readonly FactId[] }[]

/** One decision as it came out, with what it could become when open rules are judged. */
export interface DecisionTaken {
  readonly decision: string
  readonly outcome: string
  readonly open: OpenRules
}

/** The outcomes of a decision in one word. */
export function outcomeInWords({ outcomes }: Taken): string {
  return outcomes.length === 1 ? (outcomes[0] as string) : inOrder(outcomes).join(' + ')
}

/** A decision by its table, with what its open rows could make of it. */
export function takenByTable(
  { id }: Pick<TableDecision, 'id'>,
  taken: Pick<TakenTable, 'open' | keyof Taken>,
  missing: readonly FactId[],
  patient: Patient,
): DecisionTaken {
  const rows = taken.open.map((row) => ({ outcome: row.row.outcome, missing: judgementOfRow(row, patient).missing }))
  return {
    decision: id,
    outcome: outcomeInWords(taken),
    open: rows.length === 0 && missing.length > 0 ? [{ outcome: 'applies', missing }] : rows,
  }
}
