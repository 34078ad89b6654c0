import type { CareLevel, Triage } from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import { type Decision, takenOf } from '../compiled/decision.ts'
import type { Patient, Taken } from '../compiled/patient.ts'
import { type Block, citedBy, codesOf } from './cited.ts'
import {
  citedByTable,
  joined,
  openRows,
  reasonsOf,
  type TableDecision,
  tableDecision,
  type TakenTable,
} from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

interface TakenTriage extends Taken, Pick<TakenTable, 'rows' | 'open'> {
  readonly level: string
}

export type TriageDecision = Decision<TakenTriage>

/** Makes the decision about the level of care ready. */
export function triageDecision(compiler: Compiler): TriageDecision {
  const table = tableDecision('triage', compiler)
  const decision: TriageDecision = {
    ...table,
    take: (patient) => takeTriage(table, patient),
    missing: () => [],
    open: (patient) => openRows(takenOf(decision, patient).open, patient),
  }
  return decision
}

/**
 * The level of care: the highest that a criterion calls for, with the criteria of that level. Criteria that cannot be
 * judged do not raise it, and are listed as open. The outcomes of the table run from the highest level to the lowest.
 */
function takeTriage({ table, take }: TableDecision, patient: Patient): TakenTriage {
  const judged = take(patient)
  const rank = (level: string) => table.outcomes.indexOf(level)
  const level = table.outcomes.find((outcome) => judged.outcomes.includes(outcome)) ?? 'silent'
  return {
    level,
    outcomes: [level],
    isUndecided: false,
    rows: judged.rows.filter(({ row }) => row.outcome === level),
    open: judged.open.filter(({ row }) => rank(row.outcome) < rank(level)),
  }
}

export function triage({ triage: decision, tables, codes }: Ready, patient: Patient): Block<Triage> {
  const { level, rows, open } = takenOf(decision, patient)
  const ofRows = citedBy(
    rows.map(({ cites }) => cites),
    patient,
  )
  const cited = [...ofRows, ...citedByTable(tables['triage-statements'], patient)]
  const block: Triage = {
    level: level as CareLevel,
    criteria: [...new Set(rows.flatMap(({ row }) => row.criterion ?? []))],
    open: open.map(({ rule }) => rule),
    factIds: codesOf(cited, 'factIds', codes),
    why: reasonsOf(joined(open, rows), patient),
  }
  return { block, cited }
}
