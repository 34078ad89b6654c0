import type { Contract, PatientToday } from '@dosis/api'
import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

export type PatientKnowledge = Contract['patientKnowledge']['response']

/** Something that the patient said and the server has not confirmed yet. */
export type Unsent =
  | { readonly id: string; readonly kind: 'log'; readonly log: SessionLog }
  | { readonly id: string; readonly kind: 'report'; readonly report: AdverseEventReport }

interface PhoneSchema extends DBSchema {
  outbox: { key: string; value: Unsent }
  kept: { key: 'today' | 'knowledge'; value: PatientToday | PatientKnowledge }
}

let opening: Promise<IDBPDatabase<PhoneSchema>> | undefined

function open(): Promise<IDBPDatabase<PhoneSchema>> {
  opening ??= openDB<PhoneSchema>('dosis', 1, {
    upgrade: (database) => {
      database.createObjectStore('outbox', { keyPath: 'id' })
      database.createObjectStore('kept')
    },
  })
  return opening
}

/** Keeps what must be sent; resolves when it is safe on this phone. */
export async function putUnsent(item: Unsent): Promise<void> {
  const database = await open()
  const writing = database.transaction('outbox', 'readwrite', { durability: 'strict' })
  await Promise.all([writing.store.put(item), writing.done])
}

export async function unsentItems(): Promise<readonly Unsent[]> {
  return (await open()).getAll('outbox')
}

export async function removeUnsent(ids: readonly string[]): Promise<void> {
  const writing = (await open()).transaction('outbox', 'readwrite')
  await Promise.all([...ids.map((id) => writing.store.delete(id)), writing.done])
}

/** Keeps the plan and its texts, so that a session can be done without a connection. */
export async function keep(today: PatientToday, knowledge?: PatientKnowledge): Promise<void> {
  const database = await open()
  await database.put('kept', today, 'today')
  if (knowledge !== undefined) await database.put('kept', knowledge, 'knowledge')
}

export async function kept(): Promise<{ today: PatientToday | undefined; knowledge: PatientKnowledge | undefined }> {
  const database = await open()
  const [today, knowledge] = await Promise.all([database.get('kept', 'today'), database.get('kept', 'knowledge')])
  return { today: today as PatientToday | undefined, knowledge: knowledge as PatientKnowledge | undefined }
}

/** Forgets the patient on this phone, except what was not sent yet. */
export async function forget(): Promise<void> {
  await (await open()).clear('kept')
}
