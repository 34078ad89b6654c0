import type { Call } from '@dosis/api'
import { createContext, useContext } from 'react'

const ApiContext = createContext<Call | null>(null)
export const ApiProvider = ApiContext.Provider

/** The client of the server; a test gives one that talks to a fake server. */
export function useApi(): Call {
  const call = useContext(ApiContext)
  if (call === null) throw new Error('useApi: needs an ApiProvider above it')
  return call
}
