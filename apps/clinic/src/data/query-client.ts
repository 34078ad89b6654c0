import { RequestRefused } from '@dosis/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

export const isSignedOut = (error: unknown) => error instanceof RequestRefused && error.details.status === 401

/**
 * Remembers what the server answered. A refusal is not tried again by itself; no answer is, once.
 * @param onSignedOut the session has ended: the screens stay as they are until somebody signs in again
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => !(error instanceof RequestRefused) && count < 1,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
