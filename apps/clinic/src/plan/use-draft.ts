import type { PlanPreferences } from '@dosis/domain'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../data/api.ts'
import { useRecord } from '../data/context.tsx'

/** The choices for the plan in the making; they stay while other pages are open. */
export function usePreferences(start: PlanPreferences) {
  const { patientId } = useRecord()
  const client = useQueryClient()
  const queryKey = ['preferences', patientId]
  const query = useQuery<PlanPreferences>({
    queryKey,
    queryFn: () => start,
    initialData: start,
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return {
    preferences: query.data,
    setPreferences: (next: PlanPreferences) => client.setQueryData(queryKey, next),
    forget: () => client.removeQueries({ queryKey }),
  }
}

/** What the server drafts from the record and these choices; the former draft stays in sight while a new one is made. */
export function useDraft(preferences: PlanPreferences) {
  const call = useApi()
  const { patientId, facts, requests } = useRecord()
  return useQuery({
    queryKey: ['draft', patientId, preferences, facts, requests],
    queryFn: () => call('draftPlan', { params: { patientId }, body: { preferences } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
