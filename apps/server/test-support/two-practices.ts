import { appendAuditEntry } from '../src/audit/audit-entry.ts'
import { insertPatientToken } from '../src/auth/store.ts'
import { openRecord, type Store } from '../src/db/index.ts'

export const practices = ['first', 'second'] as const

/** One row of each practice in every table, with a word that nobody else may see. */
export async function fillPractices(store: Store): Promise<void> {
  await openRecord(store).storeKnowledgeVersion({ knowledgeVersion: 'k', body: {} })
  for (const practiceId of practices) {
    await fillRecord(store, practiceId)
    await fillAccess(store, practiceId)
  }
}

async function fillRecord(store: Store, practiceId: string): Promise<void> {
  const record = openRecord(store)
  const patientId = `${practiceId}-patient`
  const canary = { name: `canary-${practiceId}` }
  const key = { practiceId, patientId }
  await record.storePractice({ practiceId, name: `Practice ${practiceId}` })
  await record.storePatientDetails({ ...key, versionId: 'v', details: canary, recordedBy: 'x' })
  await record.appendEvent({
    ...key,
    eventId: 'e',
    kind: 'requests.stated',
    body: canary,
    occurredAt: store.now().toISOString(),
    recordedBy: 'x',
  })
  const decision = { kind: 'assess', input: canary, knowledgeVersion: 'k', result: canary, madeBy: 'x' }
  await record.storeDecision({ ...key, decisionId: 'd', ...decision })
  await record.storePlanVersion({ ...key, planId: 'p', version: 1, body: canary, status: 'draft', recordedBy: 'x' })
}

async function fillAccess(store: Store, practiceId: string): Promise<void> {
  const createdAt = store.now()
  const patientId = `${practiceId}-patient`
  const row = { practice_id: practiceId, account_id: 'a', created_at: createdAt }
  await store.write(async (transaction) => {
    await transaction
      .insertInto('account')
      .values({
        ...row,
        login: practiceId,
        display_name: `canary-${practiceId}`,
        role: 'therapist',
        password_hash: 'x',
      })
      .execute()
    await transaction
      .insertInto('session')
      .values({ ...row, token_hash: `${practiceId}-token`, expires_at: createdAt })
      .execute()
    await transaction
      .insertInto('known_device')
      .values({ ...row, token_hash: `${practiceId}-device` })
      .execute()
    await transaction
      .insertInto('second_factor')
      .values({
        practice_id: practiceId,
        account_id: 'a',
        sealed_secret: `canary-${practiceId}`,
        last_step: 0,
        begun_at: createdAt,
      })
      .execute()
    await transaction
      .insertInto('recovery_code')
      .values({ ...row, code_hash: `${practiceId}-code` })
      .execute()
    await transaction
      .insertInto('passkey')
      .values({
        ...row,
        credential_id: `${practiceId}-passkey`,
        public_key: 'key',
        transports: '',
        relying_party: 'localhost',
        name: 'Laptop',
        counter: 0,
      })
      .execute()
    await transaction
      .insertInto('identity_provider')
      .values({
        practice_id: practiceId,
        name: `canary-${practiceId}`,
        issuer: 'https://login.example',
        client_id: 'dosis',
        sealed_secret: `canary-${practiceId}`,
        matched_by: 'email',
        asks_every_time: false,
        passwords_for: 'everyone',
        set_at: createdAt,
      })
      .execute()
    await transaction
      .insertInto('account_identity')
      .values({
        practice_id: practiceId,
        issuer: 'https://login.example',
        subject: `canary-${practiceId}`,
        account_id: 'a',
        linked_at: createdAt,
      })
      .execute()
    await transaction
      .insertInto('sign_in_policy')
      .values({ practice_id: practiceId, second_factor: 'optional', set_at: createdAt, set_by: 'account:a' })
      .execute()
    const token = { practiceId, patientId, tokenHash: `${practiceId}-link`, createdAt, expiresAt: createdAt }
    await insertPatientToken(transaction, token)
    await transaction
      .insertInto('care_team')
      .values({
        practice_id: practiceId,
        change_id: 'c',
        patient_id: patientId,
        account_id: 'a',
        change: 'join',
        how: 'entered',
        recorded_at: createdAt,
        recorded_by: 'account:a',
      })
      .execute()
    await transaction
      .insertInto('outside_access')
      .values({
        practice_id: practiceId,
        access_id: 'o',
        patient_id: patientId,
        account_id: 'a',
        reason: 'emergency',
        explanation: `canary-${practiceId}`,
        given_at: createdAt,
        expires_at: createdAt,
      })
      .execute()
    await transaction
      .insertInto('record_export')
      .values({
        practice_id: practiceId,
        export_id: 'e',
        patient_id: patientId,
        asked_at: createdAt,
        asked_by: 'account:a',
        reason: 'patient',
      })
      .execute()
    const said = { practice_id: practiceId, recorded_at: createdAt, recorded_by: 'account:a' }
    await transaction
      .insertInto('access_policy')
      .values({ ...said, policy_id: 'p', rule: 'team', explanation: 'x' })
      .execute()
    await transaction
      .insertInto('access_review')
      .values({ ...said, review_id: 'r', subject: 'outside:o', outcome: 'justified', note: 'x' })
      .execute()
    await appendAuditEntry(transaction, {
      practiceId,
      occurredAt: createdAt.toISOString(),
      event: 'patient.read',
      action: 'R',
      outcome: 0,
      purpose: 'TREAT',
      actor: { kind: 'professional', id: 'a', name: `canary-${practiceId}`, role: 'therapist' },
      address: null,
      patientId,
      objectId: null,
      detail: null,
      traceId: 't',
      source: null,
      policy: null,
      relation: null,
      checks: null,
    })
  })
}
