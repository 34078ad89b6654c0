import { RequestRefused } from '@dosis/api'
import { Button, Notice, remember, remembered } from '@dosis/ui'
import { Building2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useBeginProviderSignIn, useOfferedProvider, useSignInWithProvider } from '../data/records.ts'
import { failureWords } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { problemPath } from './problem-path.ts'

const practiceKey = 'dosis-practice'

/** The practice that the address names, as staff have it in their bookmarks; this browser knows it from then on. */
function practiceHere(): string | null {
  const named = new URLSearchParams(location.search).get('practice')
  if (named !== null) remember(practiceKey, named)
  return named ?? remembered(practiceKey)
}

/** What the provider put behind the address, once: it must not stay there, nor be sent again. */
function takeAnswer(): string | null {
  const { search } = location
  const said = new URLSearchParams(search)
  if (!said.has('state') || (!said.has('code') && !said.has('error'))) return null
  history.replaceState(null, '', location.pathname + location.hash)
  return search
}

/** The way in through the identity provider of the practice, where it has one. */
export function WithProvider({ onSignedIn }: { onSignedIn: () => void }) {
  const words = useWords()
  const { t } = words
  const [practice] = useState(practiceHere)
  const offered = useOfferedProvider(practice)
  const begin = useBeginProviderSignIn()
  const enter = useSignInWithProvider(onSignedIn)
  const { mutate } = enter
  useEffect(() => {
    const answer = takeAnswer()
    if (answer !== null) mutate(answer)
  }, [mutate])

  const error = begin.error ?? enter.error
  const reason = problemPath(error)?.replace('provider.', '') ?? ''
  const refused = error instanceof RequestRefused ? error.details.status : null
  const problem =
    reason in t.provider.refused
      ? t.provider.refused[reason as keyof typeof t.provider.refused]
      : refused === 429
        ? t.signIn.tooMany
        : failureWords(error, words)
  const provider = offered.data?.provider ?? null
  if (provider === null && error === null && !enter.isPending) return null
  return (
    <div className="d-stack c-passkey">
      {provider !== null && (
        <Button
          onClick={() => {
            enter.reset()
            begin.mutate(provider.practiceId)
          }}
          busy={begin.isPending || begin.isSuccess || enter.isPending}
          icon={Building2}
          wide
        >
          {t.provider.enter(provider.name)}
        </Button>
      )}
      {error !== null && (
        <Notice kind="caution" live>
          {problem}
        </Notice>
      )}
    </div>
  )
}
