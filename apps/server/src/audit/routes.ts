import type { AuditFilter, AuditPage, PracticeAuditPage } from '@dosis/api'
import { addDays, type AuditEntry, auditEvents, type AuditOutcome } from '@dosis/domain'
import { auditBundle, exampleBase } from '@dosis/fhir'
import { z } from 'zod'
import { roleOf } from '../auth/store.ts'
import { daySchema } from '../http/limits.ts'
import { idSchema } from '../http/parse.ts'
import { badInput } from '../http/refused.ts'
import { patientRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readHistory } from '../patient/history.ts'
import { startOfDay } from '../today.ts'
import { auditEntries, type AuditSearch, findBreak } from './audit-entry.ts'
import { auditing } from './auditing.ts'

const entriesPerPage = 100
const exportedAtMost = 5000

const pageSchema = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, 'needs the number of an entry')
    .exactOptional(),
})

const filterSchema = z.strictObject({
  actor: z
    .string()
    .regex(/^(account|patient|os):[^\s]{1,200}$/, 'needs somebody of the log')
    .exactOptional(),
  patient: idSchema.exactOptional(),
  event: z.enum(auditEvents).exactOptional(),
  outcome: z.enum(['0', '4', '8']).exactOptional(),
  from: daySchema.exactOptional(),
  to: daySchema.exactOptional(),
})

type Names = 'patientAudit' | 'practiceAudit' | 'checkAudit' | 'exportAudit' | 'whoLooked'

export function auditRoutes({ store, timeZone }: Installation): Routes<Names> {
  const read = async (practiceId: string, search: Omit<AuditSearch, 'limit'>): Promise<AuditPage> => {
    const entries = await auditEntries(store.db, practiceId, { ...search, limit: entriesPerPage + 1 })
    const shown = entries.slice(0, entriesPerPage)
    return {
      entries: shown.map(toView),
      before: entries.length > shown.length ? (shown.at(-1)?.sequence ?? null) : null,
    }
  }
  const peopleOf = async (practiceId: string): Promise<PracticeAuditPage['people']> => {
    const rows = await store.db
      .selectFrom('account')
      .select(['account_id', 'display_name', 'role'])
      .where('practice_id', '=', practiceId)
      .orderBy('display_name')
      .execute()
    return rows.map((row) => ({
      actorId: `account:${row.account_id}`,
      name: row.display_name,
      role: roleOf(row.role),
    }))
  }
  return {
    patientAudit: professionalRoute({
      query: pageSchema,
      handle: async ({ caller: { practiceId }, params: { patientId }, query }) => {
        await readHistory(store.db, { practiceId, patientId })
        return read(practiceId, { patientId, ...beforeOf(query) })
      },
    }),
    practiceAudit: professionalRoute({
      query: filterSchema.extend(pageSchema.shape),
      handle: async ({ caller: { practiceId }, query }) => {
        aboutFilter(query)
        const page = await read(practiceId, { ...searchOf(query, timeZone), ...beforeOf(query) })
        return { ...page, people: await peopleOf(practiceId) }
      },
    }),
    checkAudit: professionalRoute({
      handle: async ({ caller: { practiceId } }) => {
        const found = await findBreak(store.db, practiceId)
        auditing()?.about({ detail: found.brokenAt === null ? 'whole' : `broken at ${found.brokenAt}` })
        return { ...found, checkedAt: store.now().toISOString() }
      },
    }),
    exportAudit: professionalRoute({
      query: filterSchema,
      handle: async ({ caller: { practiceId }, query }) => {
        aboutFilter(query)
        const search = { ...searchOf(query, timeZone), after: 0, limit: exportedAtMost + 1 }
        const entries = await auditEntries(store.db, practiceId, search)
        if (entries.length > exportedAtMost) {
          const message = `needs a shorter period: at most ${exportedAtMost} entries at once; dosis audit writes any number`
          throw badInput([{ path: 'from', message }])
        }
        auditing()?.about({ detail: `${entries.length} entries` })
        return auditBundle(entries, exampleBase)
      },
    }),
    whoLooked: patientRoute({
      query: pageSchema.extend({ by: z.literal('professionals').exactOptional() }),
      handle: ({ caller: { practiceId, patientId }, query }) =>
        read(practiceId, {
          patientId,
          ...beforeOf(query),
          ...(query.by === undefined ? {} : { actorKind: 'professional' }),
        }),
    }),
  }
}

/** Who looks for one patient's entries looked at that patient. */
function aboutFilter({ patient }: AuditFilter): void {
  if (patient !== undefined) auditing()?.about({ patientId: patient })
}

function searchOf(filter: AuditFilter, timeZone: string): Omit<AuditSearch, 'limit'> {
  const { actor, patient, event, outcome, from, to } = filter
  return {
    ...(actor === undefined ? {} : { actorId: actor }),
    ...(patient === undefined ? {} : { patientId: patient }),
    ...(event === undefined ? {} : { event }),
    ...(outcome === undefined ? {} : { outcome: Number(outcome) as AuditOutcome }),
    ...(from === undefined ? {} : { since: startOfDay(from, timeZone) }),
    ...(to === undefined ? {} : { until: startOfDay(addDays(to, 1), timeZone) }),
  }
}

function beforeOf({ before }: { readonly before?: string }): { before?: number } {
  return before === undefined ? {} : { before: Number(before) }
}

/** Without addresses and hashes, which are for who checks the log itself. */
function toView({ sequence, occurredAt, event, action, outcome, actor, patientId, detail, relation }: AuditEntry) {
  const { kind, name, role } = actor
  return { sequence, at: occurredAt, event, action, outcome, actor: { kind, name, role }, patientId, detail, relation }
}
