import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { recordAfter } from '../patient/record-after.ts'
import { decideEvaluationSchema, recordMeasurementsSchema } from './schemas.ts'
import { decideEvaluation, recordMeasurements } from './service.ts'

export function evaluationRoutes(installation: Installation): Routes<'recordMeasurements' | 'decideEvaluation'> {
  return {
    recordMeasurements: professionalRoute({
      body: recordMeasurementsSchema,
      handle: recordAfter(installation, recordMeasurements),
    }),
    decideEvaluation: professionalRoute({
      body: decideEvaluationSchema,
      handle: recordAfter(installation, decideEvaluation),
    }),
  }
}
