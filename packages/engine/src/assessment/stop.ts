import type { StopAdvice } from '@dosis/domain'
import { takenOf } from '../compiled/decision.ts'
import type { Patient } from '../compiled/patient.ts'
import { type Block, codesOf } from './cited.ts'
import { citedByTable, whyOfTable } from './decide.ts'
import type { Ready } from './ready-knowledge.ts'

/** Whether the course goes on, closes, or waits for the GP. No instrument's threshold ever decides about it. */
export function stop({ tables, codes }: Ready, patient: Patient): Block<StopAdvice> {
  const [verdict = 'silent'] = takenOf(tables.stop, patient).outcomes
  const cited = citedByTable(tables.stop, patient)
  const block: StopAdvice = {
    verdict: verdict as StopAdvice['verdict'],
    factIds: codesOf(cited, 'factIds', codes),
    why: whyOfTable(tables.stop, patient),
  }
  return { block, cited }
}
