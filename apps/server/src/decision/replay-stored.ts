import type { Contract } from '@dosis/api'
import { pino } from 'pino'
import { withCommandAudit } from '../audit/by-command.ts'
import { thisOperator } from '../audit/operator.ts'
import type { DatabasePlace } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { replay } from './replay.ts'

/**
 * Replays a decision of a database that no server has open.
 * @returns undefined when there is no decision with this id
 * @throws {StartRefused} the database cannot be opened
 */
export async function replayStored(
  place: DatabasePlace,
  decisionId: string,
): Promise<Contract['replay']['response'] | undefined> {
  const store = await openForUse({ ...place, now: () => new Date(), log: pino({ level: 'silent' }) })
  try {
    const row = await store.db
      .selectFrom('decision')
      .select(['practice_id', 'patient_id'])
      .where('decision_id', '=', decisionId)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const { practice_id: practiceId, patient_id: patientId } = row
    const statement = {
      operator: thisOperator(),
      event: 'decision.replay',
      action: 'R',
      concerns: () => Promise.resolve([{ practiceId, objectId: decisionId }]),
      ...(patientId === null ? {} : { patientId }),
    } as const
    return await withCommandAudit(store, statement, (audited) => replay(audited, practiceId, decisionId))
  } finally {
    await store.close()
  }
}
