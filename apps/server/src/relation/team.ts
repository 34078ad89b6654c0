import type { TeamHow } from '@dosis/api'
import type { Transaction } from 'kysely'
import { auditing } from '../audit/auditing.ts'
import type { Database } from '../db/index.ts'
import type { PatientKey } from '../patient/history.ts'

/** A change of the team around a patient. */
export interface TeamChange {
  readonly accountId: string
  readonly change: 'join' | 'leave'
  readonly how: TeamHow | 'removed'
  readonly recordedBy: string
}

/**
 * Adds a change; who is in already does not join again, who is not does not leave.
 * @param changeId left out = the server makes one; with a colon, so that no client has it
 */
export async function changeTeamOf(
  transaction: Transaction<Database>,
  now: Date,
  { practiceId, patientId }: PatientKey,
  { accountId, change, how, recordedBy }: TeamChange,
  changeId?: string,
): Promise<void> {
  const earlier = await transaction
    .selectFrom('care_team')
    .select('change')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('account_id', '=', accountId)
    .orderBy('sequence', 'desc')
    .execute()
  if ((earlier[0]?.change ?? 'leave') === change) return
  await transaction
    .insertInto('care_team')
    .values({
      practice_id: practiceId,
      change_id: changeId ?? `team:${patientId}:${accountId}:${earlier.length + 1}`,
      patient_id: patientId,
      account_id: accountId,
      change,
      how,
      recorded_at: now,
      recorded_by: recordedBy,
    })
    .onConflict((conflict) => conflict.columns(['practice_id', 'change_id']).doNothing())
    .execute()
}

/**
 * Who enters, plans or treats is in the team from then on. Who works in a record for a limited time is not, and neither
 * is a patient's phone.
 */
export async function joinByWork(
  transaction: Transaction<Database>,
  now: Date,
  key: PatientKey,
  recordedBy: string,
  how: 'entered' | 'planned' | 'treated',
): Promise<void> {
  if (!recordedBy.startsWith('account:') || auditing()?.relation?.kind === 'outside') return
  const accountId = recordedBy.slice('account:'.length)
  await changeTeamOf(transaction, now, key, { accountId, change: 'join', how, recordedBy })
}
