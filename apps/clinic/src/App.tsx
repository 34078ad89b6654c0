import type { Call } from '@dosis/api'
import type { Language } from '@dosis/domain'
import { LanguageProvider } from '@dosis/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { ApiProvider } from './data/api.ts'
import { createQueryClient, noticeSignedOut } from './data/query-client.ts'
import { Door } from './frame/Door.tsx'
import { Pages } from './frame/Pages.tsx'

/** The app of the therapist. `call` talks to the server; `language` is for tests and pictures. */
export function App({ call, language }: { call: Call; language?: Language }) {
  const [expired, setExpired] = useState(false)
  const [client] = useState(createQueryClient)
  const told = useMemo(() => noticeSignedOut(call, () => setExpired(true)), [call])
  return (
    <LanguageProvider initial={language}>
      <ApiProvider value={told}>
        <QueryClientProvider client={client}>
          <Door expired={expired} onSignedIn={() => setExpired(false)}>
            <Pages />
          </Door>
        </QueryClientProvider>
      </ApiProvider>
    </LanguageProvider>
  )
}
