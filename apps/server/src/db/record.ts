import type { Transaction } from 'kysely'
import type { Database } from './database.ts'
import {
  type Decision,
  decisionById,
  decisionsOf,
  type KnowledgeSnapshot,
  knowledgeByVersion,
  storeDecision,
  storeKnowledgeVersion,
} from './record/decisions.ts'
import { appendEvents, type EventStatement, eventById, eventsOf, eventsOfKind } from './record/events.ts'
import {
  type PatientDetails,
  patientDetails,
  patientsOf,
  storePatientDetails,
  storePractice,
} from './record/patients.ts'
import {
  confirmPlan,
  latestPlanVersion,
  type PlanVersion,
  planVersion,
  planVersionsOf,
  storePlanVersion,
} from './record/plans.ts'
import type { Store } from './store.ts'

/**
 * The record of what was stated, concluded and agreed. Each write is one transaction, can be repeated without a
 * second effect because its id comes from the client, and answers only when it is safe on the disk.
 */
export type ClinicalRecord = ReturnType<typeof openRecord>

export function openRecord(store: Store) {
  const { db, now, write } = store
  return {
    storePractice: (practice: { readonly practiceId: string; readonly name: string }) =>
      write(async (transaction) => {
        if (store.kind === 'embedded') await refuseSecondPractice(transaction, practice.practiceId)
        await storePractice(transaction, now(), practice)
      }),
    storePatientDetails: (patient: PatientDetails) =>
      write((transaction) => storePatientDetails(transaction, now(), patient)),
    appendEvent: (statement: EventStatement) =>
      write(async (transaction) => first(await appendEvents(transaction, now(), [statement]))),
    appendEvents: (statements: readonly EventStatement[]) =>
      write((transaction) => appendEvents(transaction, now(), statements)),
    storeKnowledgeVersion: (snapshot: KnowledgeSnapshot) =>
      write((transaction) => storeKnowledgeVersion(transaction, now(), snapshot), 'entry'),
    storeDecision: (decision: Decision) => write((transaction) => storeDecision(transaction, now(), decision)),
    storePlanVersion: (plan: PlanVersion) => write((transaction) => storePlanVersion(transaction, now(), plan)),
    confirmPlan: (shown: Parameters<typeof confirmPlan>[2]) =>
      write((transaction) => confirmPlan(transaction, now(), shown)),

    patientDetails: (practiceId: string, patientId: string) => patientDetails(db, practiceId, patientId),
    patientsOf: (practiceId: string) => patientsOf(db, practiceId),
    eventById: (practiceId: string, eventId: string) => eventById(db, practiceId, eventId),
    eventsOf: (practiceId: string, patientId: string, kinds?: readonly string[]) =>
      eventsOf(db, practiceId, patientId, kinds),
    eventsOfKind: (practiceId: string, kinds: readonly string[]) => eventsOfKind(db, practiceId, kinds),
    knowledgeByVersion: (knowledgeVersion: string) => knowledgeByVersion(db, knowledgeVersion),
    decisionById: (practiceId: string, decisionId: string) => decisionById(db, practiceId, decisionId),
    decisionsOf: (practiceId: string, patientId: string, kind?: string) => decisionsOf(db, practiceId, patientId, kind),
    planVersion: (practiceId: string, planId: string, version: number) => planVersion(db, practiceId, planId, version),
    latestPlanVersion: (practiceId: string, planId: string, status?: PlanVersion['status']) =>
      latestPlanVersion(db, practiceId, planId, status),
    planVersionsOf: (practiceId: string, patientId: string) => planVersionsOf(db, practiceId, patientId),
  }
}

/** The embedded database has one login, which may see everything: it cannot keep two practices apart. */
async function refuseSecondPractice(transaction: Transaction<Database>, practiceId: string): Promise<void> {
  const other = await transaction
    .selectFrom('practice')
    .select('name')
    .where('practice_id', '!=', practiceId)
    .executeTakeFirst()
  if (other !== undefined) {
    throw new RangeError('storePractice: the embedded database holds one practice; use PostgreSQL for more')
  }
}

function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new RangeError('first: needs an item, got none')
  return item
}
