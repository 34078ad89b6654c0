import type { Referral, ReferralAction } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, reasonsOf } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'
import { missingOf, truthOfRow } from './rows.ts'

/**
 * Whom the patient must see first: the most urgent referral that a rule calls for, with every reason for that referral.
 * Rules that cannot be judged are open; with `none` and open rules nobody is cleared.
 */
export function referral({ tables, codes }: Ready, patient: Patient): Block<Referral> {
  const { outcomes, open } = takenOf(tables.referral, patient)
  const [action = 'silent'] = outcomes
  const calling = tables.referral.rows.filter((row) => row.row.outcome !== 'none' && truthOfRow(row, patient) === 'yes')
  const cited = citedByTable(tables.referral, patient)
  const block: Referral = {
    action: action as ReferralAction,
    reasons: calling.filter(({ row }) => row.outcome === action).map(({ rule }) => rule),
    open: open.map(({ rule }) => rule),
    missing: missingOf(open, patient),
    factIds: codesOf(cited, 'factIds', codes),
    why: reasonsOf([...open, ...calling], patient),
  }
  return { block, cited }
}
