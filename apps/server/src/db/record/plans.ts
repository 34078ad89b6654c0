import type { IsoMoment, Json } from '@dosis/domain'
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Database, PlanVersionStatus, PlanVersionTable } from '../database.ts'
import { sha256, storableJson } from '../hash.ts'
import { ConflictError, DamagedRecordError, MissingRecordError } from './conflict.ts'

export type PlanVersion = {
  readonly practiceId: string
  readonly planId: string
  /** 1 for the first; each next version counts one up. */
  readonly version: number
  readonly patientId: string
  readonly body: Json
  /** A confirmed version names the professional in `recordedBy`, who confirmed it. */
  readonly status: PlanVersionStatus
  readonly recordedBy: string
}

export type StoredPlanVersion = PlanVersion & {
  /** Canonical JSON, byte for byte as it was stored. */
  readonly bodyText: string
  /** SHA-256 of `bodyText`: what was shown is what was confirmed when the hashes are equal. */
  readonly bodyHash: string
  readonly recordedAt: IsoMoment
  readonly confirmedAt: IsoMoment | null
  readonly confirmedBy: string | null
}

/**
 * Adds a version of a plan; the same again has no effect.
 * @throws {ConflictError} the version is already there with another body or status
 * @throws {MissingRecordError} the version before it is not there
 */
export async function storePlanVersion(
  transaction: Transaction<Database>,
  recordedAt: Date,
  plan: PlanVersion,
): Promise<StoredPlanVersion> {
  const bodyHash = sha256(storableJson(plan.body))
  const latest = await latestPlanVersion(transaction, plan.practiceId, plan.planId)
  const next = (latest?.version ?? 0) + 1
  if (plan.version > next) throw new MissingRecordError(`plan ${plan.planId}: needs version ${next} first`)
  if (latest !== undefined && latest.patientId !== plan.patientId) throw new ConflictError('plan', [plan.planId])
  const inserted = await insertPlanVersion(transaction, recordedAt, plan, bodyHash)
  if (inserted !== undefined) return toStoredPlanVersion(inserted)
  const stored = await planVersion(transaction, plan.practiceId, plan.planId, plan.version)
  if (stored?.bodyHash !== bodyHash || stored.status !== plan.status || stored.patientId !== plan.patientId) {
    throw new ConflictError('plan version', [`${plan.planId} version ${plan.version}`])
  }
  return stored
}

/**
 * Confirms the latest draft, which must be the one that was shown: a new version with the same body. Confirming
 * what is already confirmed has no effect.
 * @throws {ConflictError} the latest version has another body than the one that was shown
 * @throws {MissingRecordError} there is no such plan
 */
export async function confirmPlan(
  transaction: Transaction<Database>,
  confirmedAt: Date,
  shown: {
    readonly practiceId: string
    readonly planId: string
    readonly bodyHash: string
    readonly confirmedBy: string
  },
): Promise<StoredPlanVersion> {
  const latest = await latestPlanVersion(transaction, shown.practiceId, shown.planId)
  if (latest === undefined) throw new MissingRecordError(`no plan ${shown.planId}`)
  if (latest.bodyHash !== shown.bodyHash) throw new ConflictError('plan', [shown.planId])
  if (latest.status === 'confirmed') return latest
  return storePlanVersion(transaction, confirmedAt, {
    practiceId: latest.practiceId,
    planId: latest.planId,
    version: latest.version + 1,
    patientId: latest.patientId,
    body: latest.body,
    status: 'confirmed',
    recordedBy: shown.confirmedBy,
  })
}

function insertPlanVersion(
  transaction: Transaction<Database>,
  recordedAt: Date,
  plan: PlanVersion,
  bodyHash: string,
): Promise<Selectable<PlanVersionTable> | undefined> {
  const isConfirmed = plan.status === 'confirmed'
  return transaction
    .insertInto('plan_version')
    .values({
      practice_id: plan.practiceId,
      plan_id: plan.planId,
      version: plan.version,
      patient_id: plan.patientId,
      body: storableJson(plan.body),
      body_hash: bodyHash,
      status: plan.status,
      recorded_at: recordedAt,
      recorded_by: plan.recordedBy,
      confirmed_at: isConfirmed ? recordedAt : null,
      confirmed_by: isConfirmed ? plan.recordedBy : null,
    })
    .onConflict((conflict) => conflict.columns(['practice_id', 'plan_id', 'version']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function planVersion(
  db: Kysely<Database>,
  practiceId: string,
  planId: string,
  version: number,
): Promise<StoredPlanVersion | undefined> {
  const row = await db
    .selectFrom('plan_version')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('plan_id', '=', planId)
    .where('version', '=', version)
    .executeTakeFirst()
  return row && toStoredPlanVersion(row)
}

/** @returns the newest version; with a status, the newest of that status */
export async function latestPlanVersion(
  db: Kysely<Database>,
  practiceId: string,
  planId: string,
  status?: PlanVersionStatus,
): Promise<StoredPlanVersion | undefined> {
  const row = await db
    .selectFrom('plan_version')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('plan_id', '=', planId)
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'draft'))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toStoredPlanVersion(row)
}

/** @returns every version of every plan of one patient, plan by plan, oldest version first */
export async function planVersionsOf(
  db: Kysely<Database>,
  practiceId: string,
  patientId: string,
): Promise<readonly StoredPlanVersion[]> {
  const rows = await db
    .selectFrom('plan_version')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('plan_id')
    .orderBy('version')
    .execute()
  return rows.map(toStoredPlanVersion)
}

/** @throws {DamagedRecordError} what is there is not what was confirmed */
function toStoredPlanVersion(row: Selectable<PlanVersionTable>): StoredPlanVersion {
  if (sha256(row.body) !== row.body_hash) {
    throw new DamagedRecordError('plan_version', `${row.plan_id} version ${row.version}`)
  }
  return {
    practiceId: row.practice_id,
    planId: row.plan_id,
    version: row.version,
    patientId: row.patient_id,
    body: JSON.parse(row.body) as Json,
    status: row.status,
    recordedBy: row.recorded_by,
    bodyText: row.body,
    bodyHash: row.body_hash,
    recordedAt: row.recorded_at.toISOString(),
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    confirmedBy: row.confirmed_by,
  }
}
