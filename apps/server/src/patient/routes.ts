import { z } from 'zod'
import { auditing } from '../audit/auditing.ts'
import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readRecord } from './record.ts'
import { Worklist } from './worklist.ts'

const searchSchema = z.strictObject({ search: z.string().max(200).exactOptional() })

export function patientRoutes(installation: Installation): Routes<'listPatients' | 'patient'> {
  const worklist = new Worklist(installation)
  return {
    listPatients: professionalRoute({
      query: searchSchema,
      handle: async ({ caller, query }) => {
        const found = await worklist.read(caller, query.search ?? '')
        auditing()?.about({ detail: `${found.patients.length + found.others.length} found` })
        return found
      },
    }),
    patient: professionalRoute({
      handle: ({ caller, params }) =>
        readRecord(installation, { practiceId: caller.practiceId, patientId: params.patientId }),
    }),
  }
}
