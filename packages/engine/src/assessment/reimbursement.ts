import type { Reimbursement } from '@dosis/domain'
import type { Context } from '../criteria/context.ts'
import { type Conclusion, decide, notApplicable } from './decide.ts'

/** What Dutch insurance pays, where the sources say so; `null` where they say nothing. */
export function reimbursement(context: Context): {
  readonly block: Reimbursement | null
  readonly conclusion: Conclusion
} {
  const conclusion = decide('reimbursement', context)
  const [decides] = conclusion.rows
  if (decides === undefined || decides.row.outcome === notApplicable) return { block: null, conclusion }
  const figures = decides.row.figures ?? {}
  const block: Reimbursement = {
    windowMonths: figures['windowMonths'] ?? null,
    firstSessionsSupplementary: figures['firstSessionsSupplementary'] ?? null,
    basicFromSession: figures['basicFromSession'] ?? null,
    factIds: conclusion.cited.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}
