import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { readHistory } from '../patient/history.ts'
import { readAccessReview, reviewAccess, setAccessRule } from './access-review.ts'
import { changeTeam, openOutside, readCareTeam } from './care-team.ts'
import { changeTeamSchema, openOutsideSchema, reviewAccessSchema, setAccessRuleSchema } from './schemas.ts'

type Names = 'careTeam' | 'changeTeam' | 'openOutside' | 'accessReview' | 'reviewAccess' | 'setAccessRule'

export function relationRoutes(installation: Installation): Routes<Names> {
  const { store, timeZone } = installation
  return {
    careTeam: professionalRoute({
      handle: async ({ caller: { practiceId }, params: { patientId } }) => {
        const key = { practiceId, patientId }
        await readHistory(store.db, key)
        return readCareTeam(store.db, key)
      },
    }),
    changeTeam: professionalRoute({
      body: changeTeamSchema,
      handle: ({ caller, params, body }) =>
        changeTeam(store, caller, { practiceId: caller.practiceId, patientId: params.patientId }, body),
    }),
    openOutside: professionalRoute({
      body: openOutsideSchema,
      handle: ({ caller, params, body }) =>
        openOutside(store, caller, { practiceId: caller.practiceId, patientId: params.patientId }, body),
    }),
    accessReview: professionalRoute({
      handle: ({ caller: { practiceId } }) => readAccessReview(store.db, practiceId, timeZone),
    }),
    reviewAccess: professionalRoute({
      body: reviewAccessSchema,
      handle: ({ caller, body }) => reviewAccess(installation, caller, body),
    }),
    setAccessRule: professionalRoute({
      body: setAccessRuleSchema,
      handle: ({ caller, body }) => setAccessRule(installation, caller, body),
    }),
  }
}
