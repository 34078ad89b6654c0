import { useQuery, useQueryClient } from '@tanstack/react-query'

/**
 * Something in the making (a note, choices for a plan) that stays while other pages are open, and is gone with the tab:
 * health data are never written to the disk of this device.
 */
export function useKept<Value>(key: readonly string[], start: Value): [Value, (next: Value) => void] {
  const client = useQueryClient()
  const queryKey = ['kept', ...key]
  const { data } = useQuery<Value>({
    queryKey,
    queryFn: () => client.getQueryData<Value>(queryKey) ?? start,
    initialData: start,
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return [data ?? start, (next) => client.setQueryData<Value>(queryKey, () => next)]
}
