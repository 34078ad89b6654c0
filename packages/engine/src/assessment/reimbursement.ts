import type { Reimbursement } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import { notApplicable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** What Dutch insurance pays, where the sources say so; `null` where they say nothing. */
export function reimbursement(
  ready: Ready,
  patient: Patient,
): { readonly block: Reimbursement | null; readonly conclusion: Conclusion } {
  const conclusion = concludeTable(ready.tables.reimbursement, patient, ready)
  const [decides] = conclusion.rows
  if (decides === undefined || decides.row.outcome === notApplicable) return { block: null, conclusion }
  const figures = decides.row.figures ?? {}
  const block: Reimbursement = {
    windowMonths: figures['windowMonths'] ?? null,
    firstSessionsSupplementary: figures['firstSessionsSupplementary'] ?? null,
    basicFromSession: figures['basicFromSession'] ?? null,
    factIds: conclusion.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}
