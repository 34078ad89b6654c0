import { type Call, RequestRefused } from '@dosis/api'
import { QueryClient } from '@tanstack/react-query'

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
  return new QueryClient({
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
