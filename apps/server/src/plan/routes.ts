import { clinicianRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { recordAfter } from '../patient/record-after.ts'
import { changePlanStatusSchema, confirmPlanSchema, draftPlanSchema } from './schemas.ts'
import { changePlanStatus, confirmPlan, draftPlan } from './service.ts'

export function planRoutes(installation: Installation): Routes<'draftPlan' | 'confirmPlan' | 'changePlanStatus'> {
  return {
    draftPlan: professionalRoute({
      body: draftPlanSchema,
      handle: ({ caller, params, body }) => draftPlan(installation, { practiceId: caller.practiceId, ...params }, body),
    }),
    confirmPlan: clinicianRoute({
      body: confirmPlanSchema,
      handle: recordAfter(installation, confirmPlan),
    }),
    changePlanStatus: clinicianRoute({
      body: changePlanStatusSchema,
      handle: recordAfter(installation, changePlanStatus),
    }),
  }
}
