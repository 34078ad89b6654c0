import type { DecisionRow, Referral, ReferralAction } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide } from './decide.ts'
import { judgeRows, type JudgedRow, missingOf, reasonOf } from './rows.ts'

/**
 * Whom the patient must see first: the most urgent referral that a rule calls for, with every reason for that referral.
 * Rules that cannot be judged are open; with `none` and open rules nobody is cleared.
 */
export function referral(context: Context): { readonly block: Referral; readonly conclusion: Conclusion } {
  const conclusion = decide('referral', context)
  const action = (conclusion.outcomes[0] ?? 'silent') as ReferralAction
  const all = !context.explains
    ? []
    : judgeRows(context.knowledge.decisions['referral']?.rows ?? [], 'referral', context)
  const calling = all.filter(({ row, judgement }) => judgement.truth === 'yes' && row.outcome !== 'none')
  const block: Referral = {
    action,
    reasons: calling.filter(({ row }) => row.outcome === action).map(({ rule }) => rule),
    open: conclusion.open.map(({ rule }) => rule),
    missing: missingOf(conclusion.open),
    factIds: conclusion.cited.factIds,
    why: [...conclusion.open, ...calling].map((row: JudgedRow<DecisionRow>) => reasonOf(row)),
  }
  return { block, conclusion }
}
