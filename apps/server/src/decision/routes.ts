import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { replay } from './replay.ts'

export function decisionRoutes({ store, knowledge }: Installation): Routes<'knowledge' | 'replay'> {
  return {
    knowledge: professionalRoute({ handle: async () => knowledge }),
    replay: professionalRoute({ handle: ({ caller, params }) => replay(store, caller.practiceId, params.decisionId) }),
  }
}
