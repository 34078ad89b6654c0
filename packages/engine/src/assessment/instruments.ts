import type { InstrumentAdvice } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** Which instruments the sources recommend, allow, keep for screening, and leave out. */
export function instruments({ tables, codes }: Ready, patient: Patient): Block<InstrumentAdvice> {
  const { rows } = takenOf(tables.instruments, patient)
  const cited = citedByTable(tables.instruments, patient)
  const listed = (kind: string) => [
    ...new Set(rows.filter(({ row }) => row.outcome === kind).flatMap(({ row }) => row.list ?? [])),
  ]
  const block: InstrumentAdvice = {
    recommended: listed('recommended'),
    optional: listed('optional'),
    screening: listed('screening'),
    notUsed: listed('not_used'),
    factIds: codesOf(cited, 'factIds', codes),
    why: whyOfTable(tables.instruments, patient),
  }
  return { block, cited }
}
