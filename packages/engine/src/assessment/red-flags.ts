import type { DecisionRow, RedFlag } from '@dosis/domain'
import type { Compiler } from '../compiled/compiler.ts'
import type { Patient } from '../compiled/patient.ts'
import type { Ready } from './ready-knowledge.ts'
import { judgementOfRow, type ReadyRow, readyRows, truthOfRow } from './rows.ts'

/** The rows that are signs of danger, from every table that may decide, in the order of the tables' ids. */
export function redFlagRows(compiler: Compiler): readonly ReadyRow<DecisionRow>[] {
  return Object.entries(compiler.knowledge.decisions)
    .filter(([, { review }]) => review.state === 'active')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([id, { rows }]) => {
      const flagged = rows.filter(({ redFlag }) => redFlag === true)
      return readyRows(flagged, id, compiler, ({ outcome }) => outcome)
    })
}

/** The signs of danger that hold. */
export function redFlags({ redFlagRows: rows }: Ready, patient: Patient): RedFlag[] {
  return rows
    .filter((row) => truthOfRow(row, patient) === 'yes')
    .map((row) => ({
      rule: row.rule,
      facts: judgementOfRow(row, patient).facts.map(({ fact }) => fact),
      factIds: row.row.factIds,
    }))
}
