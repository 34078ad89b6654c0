import { z } from 'zod'
import { parseUndatedAssessmentInput } from '@dosis/domain/schemas'
import { assess } from '@dosis/engine'
import { accept } from '../http/parse.ts'
import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readRecord } from '../patient/record.ts'
import { recordAfter } from '../patient/record-after.ts'
import {
  changeDetailsSchema,
  createPatientSchema,
  stateFactsSchema,
  stateRequestsSchema,
  storeAssessmentSchema,
} from './schemas.ts'
import { changeDetails, createPatient, stateFacts, stateRequests, storeAssessment } from './service.ts'

type Names = 'assess' | 'createPatient' | 'changeDetails' | 'stateFacts' | 'stateRequests' | 'storeAssessment'

export function intakeRoutes(installation: Installation): Routes<Names> {
  const { knowledge } = installation
  return {
    assess: professionalRoute({
      body: z.unknown(),
      handle: async ({ body }) => assess(accept(parseUndatedAssessmentInput(body)), knowledge),
    }),
    createPatient: professionalRoute({
      body: createPatientSchema,
      handle: async ({ caller, body }) => {
        await createPatient(installation, caller, body)
        return readRecord(installation, { practiceId: caller.practiceId, patientId: body.patientId })
      },
    }),
    changeDetails: professionalRoute({
      body: changeDetailsSchema,
      handle: recordAfter(installation, changeDetails),
    }),
    stateFacts: professionalRoute({
      body: stateFactsSchema,
      handle: recordAfter(installation, stateFacts),
    }),
    stateRequests: professionalRoute({
      body: stateRequestsSchema,
      handle: recordAfter(installation, stateRequests),
    }),
    storeAssessment: professionalRoute({
      body: storeAssessmentSchema,
      handle: recordAfter(installation, storeAssessment),
    }),
  }
}
