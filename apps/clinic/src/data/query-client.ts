import { type Call, RequestRefused } from '@dosis/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

const isRefused = (error: unknown) => error instanceof RequestRefused && error.details.status === 403

export const isSignedOut = (error: unknown) => error instanceof RequestRefused && error.details.status === 401

/**
 * Tells when the session has ended, whichever part of the app finds out: the screens stay as they are until somebody
 * signs in again.
 */
export function noticeSignedOut(call: Call, onSignedOut: () => void): Call {
  return (name, ...parts) =>
    call(name, ...parts).catch((error: unknown) => {
      if (isSignedOut(error)) onSignedOut()
      throw error
    })
}

/** Remembers what the server answered. A refusal is not tried again by itself; no answer is, once. */
export function createQueryClient(): QueryClient {
  // Somebody may have been given another role meanwhile: the pages then follow it.
  const onError = (error: unknown): void => {
    if (isRefused(error)) void client.invalidateQueries({ queryKey: ['account'] })
  }
  const client = new QueryClient({
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
  return client
}
