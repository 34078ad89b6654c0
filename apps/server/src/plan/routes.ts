import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { recordAfter } from '../patient/record-after.ts'
import { reviewKnowledgeChange } from './review-knowledge-change.ts'
import { changePlanStatusSchema, confirmPlanSchema, draftPlanSchema, reviewKnowledgeChangeSchema } from './schemas.ts'
import { changePlanStatus, confirmPlan, draftPlan } from './service.ts'

type Names = 'draftPlan' | 'confirmPlan' | 'changePlanStatus' | 'reviewKnowledgeChange'

export function planRoutes(installation: Installation): Routes<Names> {
  return {
    draftPlan: professionalRoute({
      body: draftPlanSchema,
      handle: ({ caller, params, body }) => draftPlan(installation, { practiceId: caller.practiceId, ...params }, body),
    }),
    confirmPlan: professionalRoute({
      body: confirmPlanSchema,
      handle: recordAfter(installation, confirmPlan),
    }),
    changePlanStatus: professionalRoute({
      body: changePlanStatusSchema,
      handle: recordAfter(installation, changePlanStatus),
    }),
    reviewKnowledgeChange: professionalRoute({
      body: reviewKnowledgeChangeSchema,
      handle: recordAfter(installation, reviewKnowledgeChange),
    }),
  }
}
