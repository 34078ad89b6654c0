import type { AuditPurpose } from '@dosis/domain'
import { sql, type Transaction } from 'kysely'
import { eraseFromLog } from '../audit/erase-from-log.ts'
import type { Operator } from '../audit/operator.ts'
import { originOfEntries } from '../audit/origin.ts'
import { type Database, MissingRecordError, type Store } from '../db/index.ts'
import { eraseFromQueue } from '../jobs/open-queue.ts'

/** Whom to erase and under which number the request is kept; the number says nothing about the person. */
export interface Erasure {
  readonly practiceId: string
  readonly patientId: string
  readonly request: string
  readonly operator: Operator
  /** On which ground; left out = the request of the patient. */
  readonly basis?: ErasureBasis
}

interface ErasureBasis {
  readonly purpose: AuditPurpose
  /** The articles of the law. */
  readonly articles: string
}

/** How many rows are gone from each table, and from how many entries of the log the patient was taken out. */
export interface Erased {
  readonly rows: Readonly<Record<string, number>>
  readonly logEntries: number
}

/** The request of the patient (BW 7:455) and the right to it (GDPR 17). */
const requestBasis: ErasureBasis = { purpose: 'PATRQT', articles: 'BW-7:455 GDPR-17' }

/** The end of the term for which the law asks to keep a record; no longer than needed (GDPR 5, 1, e). */
export function retentionBasis(article: string): ErasureBasis {
  return { purpose: 'HOPERAT', articles: `${article} GDPR-5.1.e` }
}

/** The log names a request; what could be the words of somebody does not come into it. */
export const requestForm = /^[A-Za-z0-9][A-Za-z0-9./-]{0,39}$/

/**
 * Erases one patient: every row with the patient's id in every table, in one transaction. The log keeps that things were
 * done and by which professional, no longer about whom.
 *
 * Needs the store of the owner. It is the one place that removes rows of the record: it writes SQL itself, past the
 * plugin that refuses it, and `dosis_app` has no right to it.
 * @throws {MissingRecordError} the practice has no such patient; nothing was changed
 * @throws {RangeError} the number of the request is longer than 40 signs, or not of letters, digits, `.`, `/` and `-`
 */
export async function erasePatient(
  store: Store,
  { practiceId, patientId, request, operator, basis = requestBasis }: Erasure,
): Promise<Erased> {
  if (!requestForm.test(request)) {
    throw new RangeError('erasePatient: needs the number of a request: 1 to 40 letters, digits, ".", "/" and "-"')
  }
  const erased = await store.write(async (transaction) => {
    const patient = await transaction
      .selectFrom('patient')
      .select('patient_id')
      .where('practice_id', '=', practiceId)
      .where('patient_id', '=', patientId)
      .forUpdate()
      .executeTakeFirst()
    if (patient === undefined) throw new MissingRecordError('erasePatient: needs a patient of the practice')
    const rows: Record<string, number> = {
      access_review: await eraseReviews(transaction, practiceId, patientId),
      'dosis_jobs.job': await eraseFromQueue(transaction, { practiceId, patientId }),
    }
    for (const table of await tablesAboutPatients(transaction)) {
      const { numAffectedRows } = await sql`delete from ${sql.table(table)}
        where practice_id = ${practiceId} and patient_id = ${patientId}`.execute(transaction)
      rows[table] = Number(numAffectedRows ?? 0)
    }
    const logEntries = await eraseFromLog(transaction, {
      ...originOfEntries,
      practiceId,
      patientId,
      occurredAt: store.now().toISOString(),
      event: 'patient.erase',
      action: 'D',
      outcome: 0,
      purpose: basis.purpose,
      actor: { kind: 'command', id: `os:${operator.account}`, name: operator.account, role: 'operator' },
      address: operator.machine,
      detail: `${request} ${basis.articles}`,
      traceId: operator.traceId,
      relation: null,
      checks: null,
    })
    return { rows, logEntries }
  })
  if (store.kind !== 'postgresql') await sweepFiles(store)
  return erased
}

/** What somebody concluded about who looked at this record; a review names an access or the patient, not in a column. */
async function eraseReviews(
  transaction: Transaction<Database>,
  practiceId: string,
  patientId: string,
): Promise<number> {
  const { numAffectedRows } = await sql`delete from access_review where practice_id = ${practiceId}
    and (position(${`:${patientId}:`} in subject) > 0 or subject in (select 'outside:' || access_id
      from outside_access where practice_id = ${practiceId} and patient_id = ${patientId}))`.execute(transaction)
  return Number(numAffectedRows ?? 0)
}

/** Asked of the catalogue, so that a table that a migration adds is not forgotten; `patient`, to which they refer, last. */
async function tablesAboutPatients(transaction: Transaction<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = 'patient_id' and not a.attisdropped and c.relname <> 'audit_entry'
    order by c.relname = 'patient', c.relname`.execute(transaction)
  return rows.map(({ name }) => name)
}

/** A removed row stays in its file and in the journal until both are written anew, without what was removed. */
async function sweepFiles({ db }: Store): Promise<void> {
  await sql`vacuum full`.execute(db)
  await sql`set wal_recycle = off`.execute(db)
  for (let pass = 0; pass < 2; pass += 1) {
    await sql`select pg_switch_wal()`.execute(db)
    await sql`checkpoint`.execute(db)
  }
  await sql`reset wal_recycle`.execute(db)
}
