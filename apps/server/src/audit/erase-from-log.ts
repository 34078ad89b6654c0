import type { AuditStatement } from '@dosis/domain'
import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { sha256 } from '../db/hash.ts'
import { appendAuditEntry, digestOfRemainders, remainderHashOf, toEntry } from './audit-entry.ts'

/** The patient of an erasure as the log names it: only who already knows the id can tell. */
export function erasedName(practiceId: string, patientId: string): string {
  return sha256(`dosis erased patient\n${practiceId}\n${patientId}`)
}

/**
 * Takes out of the log whom its entries are about, and adds the entry that says so. Each entry keeps its hash, so that
 * the next one still follows it; the new entry holds a digest of what is left of them all.
 * @returns how many entries no longer name the patient
 */
export async function eraseFromLog(
  transaction: Transaction<Database>,
  statement: Omit<AuditStatement, 'objectId' | 'patientId'> & { readonly patientId: string },
): Promise<number> {
  const { practiceId, patientId } = statement
  // Whoever adds an entry takes the head first, so none can come between.
  const head = await transaction
    .selectFrom('audit_head')
    .select('sequence')
    .where('practice_id', '=', practiceId)
    .forUpdate()
    .executeTakeFirst()
  const erasedBy = Number(head?.sequence ?? 0) + 1
  const rows = await transaction
    .selectFrom('audit_entry')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where((where) =>
      where.or([
        where('patient_id', '=', patientId),
        where('actor_id', '=', `patient:${patientId}`),
        sql<boolean>`position(${patientId} in object_id) > 0`,
        sql<boolean>`position(${patientId} in detail) > 0`,
      ]),
    )
    .orderBy('sequence')
    .execute()
  const left = rows.map((row) => {
    const isPatient = row.actor_kind === 'patient'
    const remainder = {
      ...row,
      patient_id: null,
      object_id: null,
      detail: null,
      actor_id: isPatient ? null : row.actor_id,
      actor_name: isPatient ? null : row.actor_name,
      address: isPatient ? null : row.address,
    }
    return { ...remainder, remainder_hash: remainderHashOf(toEntry(remainder)) }
  })
  for (const { sequence, actor_id, actor_name, address, remainder_hash } of left) {
    await sql`update audit_entry set patient_id = null, object_id = null, detail = null, actor_id = ${actor_id},
      actor_name = ${actor_name}, address = ${address}, erased_by = ${erasedBy}, remainder_hash = ${remainder_hash}
      where practice_id = ${practiceId} and sequence = ${sequence}`.execute(transaction)
  }
  const digest = digestOfRemainders(left.map(({ hash, remainder_hash }) => `${hash} ${remainder_hash}`))
  await appendAuditEntry(transaction, {
    ...statement,
    patientId: null,
    objectId: erasedName(practiceId, patientId),
    detail: `${statement.detail ?? ''} ${digest}`,
  })
  return left.length
}
