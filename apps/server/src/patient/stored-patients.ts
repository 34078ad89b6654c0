import type { IsoDate, Knowledge } from '@dosis/domain'
import type { StoredPatient } from '@dosis/knowledge'
import { pino } from 'pino'
import { appendCommandEntries, everyPractice } from '../audit/by-command.ts'
import { thisOperator } from '../audit/operator.ts'
import type { DatabasePlace } from '../db/index.ts'
import { openForUse } from '../open-for-use.ts'
import { dayAt } from '../today.ts'
import { concludeOn } from './conclusions.ts'
import { readHistory } from './history.ts'
import { stateOf } from './state.ts'

/**
 * Reads every patient of a database that no server has open, by id and never by name: the facts of today, and the plan
 * that runs.
 * @param knowledge what a programme of levels is judged with, where the facts depend on it
 * @throws {StartRefused} the database cannot be opened
 */
export async function storedPatients(
  place: DatabasePlace,
  knowledge: Knowledge,
  timeZone = 'Europe/Amsterdam',
  now: () => Date = () => new Date(),
): Promise<{ readonly today: IsoDate; readonly patients: readonly StoredPatient[] }> {
  const store = await openForUse({ ...place, now, log: pino({ level: 'silent' }) })
  const today = dayAt(now(), timeZone)
  try {
    const keys = await store.db
      .selectFrom('patient')
      .select(['practice_id', 'patient_id'])
      .orderBy('practice_id')
      .orderBy('patient_id')
      .execute()
    const isOne = new Set(keys.map(({ practice_id }) => practice_id)).size < 2
    const patients: StoredPatient[] = []
    for (const { practice_id: practiceId, patient_id: patientId } of keys) {
      const history = await readHistory(store.db, { practiceId, patientId })
      const state = stateOf(history, today, timeZone)
      const { assessmentInput } = concludeOn(history.details, state, knowledge, today)
      const id = isOne ? patientId : `${practiceId}/${patientId}`
      patients.push({ id, input: assessmentInput, confirmed: state.current })
    }
    const statement = {
      operator: thisOperator(),
      event: 'knowledge.compare',
      action: 'R',
      concerns: everyPractice,
    } as const
    await store.write((transaction) =>
      appendCommandEntries(transaction, now(), { ...statement, detail: `${patients.length} read` }),
    )
    return { today, patients }
  } finally {
    await store.close()
  }
}
