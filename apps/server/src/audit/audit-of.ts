import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { addDays, type AuditEntry, auditEvents } from '@dosis/domain'
import { parseWith } from '@dosis/domain/schemas'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { askControl } from '../control/ask-control.ts'
import { onStore } from '../control/on-store.ts'
import type { Database, DatabasePlace, Store } from '../db/index.ts'
import { daySchema } from '../http/limits.ts'
import { idSchema } from '../http/parse.ts'
import { StartRefused } from '../start-refused.ts'
import { startOfDay } from '../today.ts'
import { auditEntries, nobodysPractice } from './audit-entry.ts'
import { type Concerned, practicesOfPatient, withCommandAudit } from './by-command.ts'
import { type Operator, thisOperator } from './operator.ts'

/** What a command asks of the log; left out = everything of every practice. */
export const auditQuerySchema = z.strictObject({
  /** Name of the practice. */
  practice: z.string().min(1).max(200).exactOptional(),
  patient: idSchema.exactOptional(),
  event: z.enum(auditEvents).exactOptional(),
  from: daySchema.exactOptional(),
  to: daySchema.exactOptional(),
  timeZone: z.string().default('Europe/Amsterdam'),
})
export type AuditQuery = z.input<typeof auditQuerySchema>
type Query = z.output<typeof auditQuerySchema>

const entriesAtOnce = 1000

/** Entries that fit, oldest first, practice by practice; that they are read stands in the log before the first. */
export async function* auditBy(operator: Operator, store: Store, query: Query): AsyncGenerator<AuditEntry> {
  const practices = await practicesOf(store.db, query)
  const { patient } = query
  const statement = {
    operator,
    event: 'audit.export',
    action: 'R',
    concerns: () => Promise.resolve(practices),
    ...(patient === undefined ? {} : { patientId: patient }),
  } as const
  await withCommandAudit(store, statement, () => Promise.resolve())
  const search = {
    ...(patient === undefined ? {} : { patientId: patient }),
    ...(query.event === undefined ? {} : { event: query.event }),
    ...(query.from === undefined ? {} : { since: startOfDay(query.from, query.timeZone) }),
    ...(query.to === undefined ? {} : { until: startOfDay(addDays(query.to, 1), query.timeZone) }),
  }
  for (const { practiceId } of practices) {
    let after = 0
    for (;;) {
      const entries = await auditEntries(store.db, practiceId, { ...search, after, limit: entriesAtOnce })
      yield* entries
      const last = entries.at(-1)
      if (last === undefined || entries.length < entriesAtOnce) break
      after = last.sequence
    }
  }
}

/** Those of that name or that know the patient; all, and what happened before anybody was known, when neither is named. */
async function practicesOf(db: Kysely<Database>, { practice, patient }: Query): Promise<readonly Concerned[]> {
  const found = await db
    .selectFrom('practice')
    .select('practice_id as practiceId')
    .$if(practice !== undefined, (query) => query.where('name', '=', practice ?? ''))
    .orderBy('practice_id')
    .execute()
  if (patient !== undefined) {
    const known = new Set((await practicesOfPatient(patient)(db)).map(({ practiceId }) => practiceId))
    return found.filter(({ practiceId }) => known.has(practiceId))
  }
  return practice === undefined ? [...found, { practiceId: nobodysPractice }] : found
}

/** Writes the entries as lines of JSON, no faster than they are taken. */
export async function writeAudit(operator: Operator, store: Store, asked: unknown, to: Writable): Promise<void> {
  for await (const entry of auditBy(operator, store, auditQuerySchema.parse(asked))) {
    if (!to.write(`${JSON.stringify(entry)}\n`)) await once(to, 'drain')
  }
}

/**
 * The log of a database, also while its server runs, entry by entry.
 * @throws {StartRefused} the question does not fit, or the database does not open
 */
export async function auditOf(
  place: DatabasePlace,
  asked: AuditQuery,
  take: (entry: AuditEntry) => void,
): Promise<void> {
  const parsed = parseWith(auditQuerySchema, asked)
  if (!parsed.ok) {
    throw new StartRefused(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('; '))
  }
  const operator = thisOperator()
  await onStore(
    place,
    async (store) => {
      for await (const entry of auditBy(operator, store, parsed.value)) take(entry)
    },
    async (folder) => {
      let rest = ''
      for await (const part of await askControl(folder, '/audit', operator, parsed.value)) {
        const lines = (rest + (part as Buffer).toString('utf8')).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) take(JSON.parse(line) as AuditEntry)
      }
    },
  )
}
