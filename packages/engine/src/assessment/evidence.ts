import type { Assessment } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import type { Ready } from './ready-knowledge.ts'

/** The estimates that belong beside what is proposed. */
export function evidence(
  ready: Ready,
  patient: Patient,
): { readonly block: Assessment['evidence']; readonly conclusion: Conclusion } {
  const conclusion = concludeTable(ready.tables.evidence, patient, ready)
  const ids = [...new Set(conclusion.rows.flatMap(({ row }) => row.list ?? []))]
  return { block: ids.map((id) => ({ id, factIds: [id] })), conclusion }
}
