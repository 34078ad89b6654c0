import type { Reimbursement } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, notApplicable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** What Dutch insurance pays, where the sources say so; `null` where they say nothing. */
export function reimbursement({ tables, codes }: Ready, patient: Patient): Block<Reimbursement | null> {
  const [decides] = takenOf(tables.reimbursement, patient).rows
  const cited = citedByTable(tables.reimbursement, patient)
  if (decides === undefined || decides.row.outcome === notApplicable) return { block: null, cited }
  const figures = decides.row.figures ?? {}
  const block: Reimbursement = {
    windowMonths: figures['windowMonths'] ?? null,
    firstSessionsSupplementary: figures['firstSessionsSupplementary'] ?? null,
    basicFromSession: figures['basicFromSession'] ?? null,
    factIds: codesOf(cited, 'factIds', codes),
    why: whyOfTable(tables.reimbursement, patient),
  }
  return { block, cited }
}
