import type { TherapyIndication } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Cited, codesOf } from './cited.ts'
import { concludeTable } from './conclude-table.ts'
import type { Ready } from './ready-knowledge.ts'
import type { DecisionTaken } from './taken-decision.ts'

/** Whether therapy can be indicated, with the start criteria (S1–S4) that call for it. */
export function indication(
  ready: Ready,
  patient: Patient,
): { readonly block: TherapyIndication; readonly taken: DecisionTaken; readonly cited: Cited } {
  const start = concludeTable(ready.tables['start-criteria'], patient, ready)
  const verdict = concludeTable(ready.tables['therapy-indication'], patient, ready)
  const cited = [...start.cited, ...verdict.cited]
  const block: TherapyIndication = {
    verdict: (verdict.outcome ?? 'unknown') as TherapyIndication['verdict'],
    criteria: start.rows.flatMap(({ row }) => (row.criterion === undefined ? [] : [row.criterion])),
    factIds: codesOf(cited, 'factIds', ready.codes),
    why: [...start.why, ...verdict.why],
  }
  return { block, taken: verdict.taken, cited }
}
