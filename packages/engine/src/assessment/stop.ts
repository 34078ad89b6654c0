import type { StopAdvice } from '@dosis/domain'
import type { Patient } from '../compiled/patient.ts'
import { type Conclusion, concludeTable } from './conclude-table.ts'
import type { Ready } from './ready-knowledge.ts'

/** Whether the course goes on, closes, or waits for the GP. No instrument's threshold ever decides about it. */
export function stop(ready: Ready, patient: Patient): { readonly block: StopAdvice; readonly conclusion: Conclusion } {
  const conclusion = concludeTable(ready.tables.stop, patient, ready)
  const { outcome, factIds, why } = conclusion
  return { block: { verdict: (outcome ?? 'silent') as StopAdvice['verdict'], factIds, why }, conclusion }
}
