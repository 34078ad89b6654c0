import type { Assessment } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import type { Block } from './cited.ts'
import { citedByTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** The estimates that belong beside what is proposed. */
export function evidence({ tables }: Ready, patient: Patient): Block<Assessment['evidence']> {
  const { rows } = takenOf(tables.evidence, patient)
  const ids = [...new Set(rows.flatMap(({ row }) => row.list ?? []))]
  return { block: ids.map((id) => ({ id, factIds: [id] })), cited: citedByTable(tables.evidence, patient) }
}
