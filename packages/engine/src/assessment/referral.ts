import type { Referral, ReferralAction } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import { reasonsOf } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'
import { missingOf, truthOfRow } from './rows.ts'

/**
 * Whom the patient must see first: the most urgent referral that a rule calls for, with every reason for that referral.
 * Rules that cannot be judged are open; with `none` and open rules nobody is cleared.
 */
export function referral(
  ready: Ready,
  patient: Patient,
): { readonly block: Referral; readonly conclusion: Conclusion } {
  const table = ready.tables.referral
  const conclusion = concludeTable(table, patient, ready)
  const action = (conclusion.outcome ?? 'silent') as ReferralAction
  const calling = table.rows.filter((row) => row.row.outcome !== 'none' && truthOfRow(row, patient) === 'yes')
  const block: Referral = {
    action,
    reasons: calling.filter(({ row }) => row.outcome === action).map(({ rule }) => rule),
    open: conclusion.open.map(({ rule }) => rule),
    missing: missingOf(conclusion.open, patient),
    factIds: conclusion.factIds,
    why: reasonsOf([...conclusion.open, ...calling], patient),
  }
  return { block, conclusion }
}
