import { useQuery, useQueryClient } from '@tanstack/react-query'

/**
 * Something in the making (a note, choices for a plan) that stays while other pages are open, and is gone with the tab:
 * health data are never written to the disk of this device.
 */
export function useKept<Value>(
  key: readonly string[],
  start: Value,
): [Value, (next: Value) => void, (change: (before: Value) => Value) => void] {
  const client = useQueryClient()
  const queryKey = ['kept', ...key]
  const { data } = useQuery<Value>({
    queryKey,
    queryFn: () => client.getQueryData<Value>(queryKey) ?? start,
    initialData: start,
    staleTime: Infinity,
    gcTime: Infinity,
  })
  return [
    data ?? start,
    (next) => client.setQueryData<Value>(queryKey, () => next),
    // From what is kept at that moment: two changes in a row come before the page shows the first.
    (change) => client.setQueryData<Value>(queryKey, (before) => change(before ?? start)),
  ]
}
