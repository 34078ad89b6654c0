import type { AuditPage } from '@dosis/api'
import type { AuditEntry } from '@dosis/domain'
import { z } from 'zod'
import { patientRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readHistory } from '../patient/history.ts'
import { auditEntries, type AuditSearch } from './audit-entry.ts'

const entriesPerPage = 100

const pageSchema = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,15}$/, 'needs the number of an entry')
    .exactOptional(),
})

export function auditRoutes({ store }: Installation): Routes<'patientAudit' | 'practiceAudit' | 'whoLooked'> {
  const read = async (practiceId: string, search: Omit<AuditSearch, 'limit'>): Promise<AuditPage> => {
    const entries = await auditEntries(store.db, practiceId, { ...search, limit: entriesPerPage + 1 })
    const shown = entries.slice(0, entriesPerPage)
    return {
      entries: shown.map(toView),
      before: entries.length > shown.length ? (shown.at(-1)?.sequence ?? null) : null,
    }
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
      query: pageSchema,
      handle: ({ caller, query }) => read(caller.practiceId, beforeOf(query)),
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

function beforeOf({ before }: { readonly before?: string }): { before?: number } {
  return before === undefined ? {} : { before: Number(before) }
}

/** Without addresses and hashes, which are for who checks the log itself. */
function toView({ sequence, occurredAt, event, action, outcome, actor, patientId, detail }: AuditEntry) {
  const { kind, name, role } = actor
  return { sequence, at: occurredAt, event, action, outcome, actor: { kind, name, role }, patientId, detail }
}
