import type { TherapyIndication } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** Whether therapy can be indicated, with the start criteria (S1–S4) that call for it. */
export function indication({ tables, codes }: Ready, patient: Patient): Block<TherapyIndication> {
  const [start, indicated] = [tables['start-criteria'], tables['therapy-indication']]
  const [verdict = 'unknown'] = takenOf(indicated, patient).outcomes
  const cited = [...citedByTable(start, patient), ...citedByTable(indicated, patient)]
  const block: TherapyIndication = {
    verdict: verdict as TherapyIndication['verdict'],
    criteria: takenOf(start, patient).rows.flatMap(({ row }) => row.criterion ?? []),
    factIds: codesOf(cited, 'factIds', codes),
    why: [...whyOfTable(start, patient), ...whyOfTable(indicated, patient)],
  }
  return { block, cited }
}
