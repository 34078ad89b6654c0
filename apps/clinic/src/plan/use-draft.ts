import type { PlanPreferences } from '@dosis/domain'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../data/api.ts'
import { useRecord } from '../data/context.tsx'

/**
 * What the server drafts from the record and these choices; the former draft stays in sight while a new one is made, and
 * when none can be made.
 */
export function useDraft(preferences: PlanPreferences) {
  const call = useApi()
  const { patientId, facts, requests } = useRecord()
  const query = useQuery({
    queryKey: ['draft', patientId, preferences, facts, requests],
    queryFn: () => call('draftPlan', { params: { patientId }, body: { preferences } }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const [held, setHeld] = useState(query.data)
  if (query.data !== undefined && query.data !== held) setHeld(query.data)
  return { ...query, data: query.data ?? held }
}
