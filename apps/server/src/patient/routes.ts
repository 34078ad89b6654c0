import { z } from 'zod'
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
      handle: ({ caller, query }) => worklist.read(caller.practiceId, query.search ?? ''),
    }),
    patient: professionalRoute({
      handle: ({ caller, params }) =>
        readRecord(installation, { practiceId: caller.practiceId, patientId: params.patientId }),
    }),
  }
}
