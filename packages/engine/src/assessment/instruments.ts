import type { InstrumentAdvice } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import type { Ready } from './ready-knowledge.ts'

/** Which instruments the sources recommend, allow, keep for screening, and leave out. */
export function instruments(
  ready: Ready,
  patient: Patient,
): { readonly block: InstrumentAdvice; readonly conclusion: Conclusion } {
  const conclusion = concludeTable(ready.tables.instruments, patient, ready)
  const listed = (kind: string) => [
    ...new Set(conclusion.rows.filter(({ row }) => row.outcome === kind).flatMap(({ row }) => row.list ?? [])),
  ]
  const block: InstrumentAdvice = {
    recommended: listed('recommended'),
    optional: listed('optional'),
    screening: listed('screening'),
    notUsed: listed('not_used'),
    factIds: conclusion.factIds,
    why: conclusion.why,
  }
  return { block, conclusion }
}
