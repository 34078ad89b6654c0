import { type Contract, exportReasons } from '@dosis/api'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'
import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readHistory } from '../patient/history.ts'
import { askExport, readExports, takeExport } from './record-exports.ts'

const askSchema: z.ZodType<Contract['askExport']['body']> = z.strictObject({
  exportId: idSchema,
  reason: z.enum(exportReasons),
})

const fileSchema = z.strictObject({ exportId: idSchema.exactOptional() })

export function exportRoutes({ store }: Installation): Routes<'recordExports' | 'askExport' | 'downloadExport'> {
  return {
    recordExports: professionalRoute({
      handle: async ({ caller: { practiceId }, params: { patientId } }) => {
        await readHistory(store.db, { practiceId, patientId })
        return readExports(store, { practiceId, patientId })
      },
    }),
    askExport: professionalRoute({
      body: askSchema,
      handle: ({ caller, params: { patientId }, body }) =>
        askExport(store, caller, { practiceId: caller.practiceId, patientId }, body),
    }),
    downloadExport: professionalRoute({
      query: fileSchema,
      handle: ({ caller: { practiceId }, params: { patientId }, query }) =>
        takeExport(store, { practiceId, patientId }, query.exportId),
    }),
  }
}
