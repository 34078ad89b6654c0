import { useQuery } from '@tanstack/react-query'

/** Whether the server says that it runs the practice for trying out; no answer means that it does not. */
export function useIsDemo(): boolean {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: async (): Promise<{ demo?: unknown }> => (await fetch('/healthz')).json(),
    staleTime: Infinity,
    retry: false,
  })
  return health.data?.demo === true
}
