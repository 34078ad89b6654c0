import { Button, Section } from '@dosis/ui'
import { useEndOtherSessions, useOwnSessions } from '../data/accounts.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'

/** Where somebody is signed in; all but this place can be ended. */
export function OwnSessions() {
  const { t, formatDate, formatTime } = useWords()
  const own = useOwnSessions()
  const end = useEndOtherSessions()
  const sessions = own.data?.sessions ?? []
  const moment = (at: string) => `${formatDate(at)}, ${formatTime(at)}`
  return (
    <Section title={t.sessions.title}>
      {own.isError && <Failure error={own.error} onRetry={() => void own.refetch()} />}
      <ul className="c-sessions">
        {sessions.map(({ signedInAt, device, isThisOne }) => (
          <li key={`${signedInAt}${device}${isThisOne}`}>
            <span>
              {device ?? t.sessions.unknownDevice}
              {isThisOne && <strong> ({t.sessions.here})</strong>}
            </span>
            <span className="d-caption d-figures">{t.sessions.since(moment(signedInAt))}</span>
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <div className="d-row">
          <Button onClick={() => end.mutate()} busy={end.isPending}>
            {t.sessions.endOthers}
          </Button>
        </div>
      ) : (
        own.isSuccess && <p className="d-caption">{t.sessions.onlyHere}</p>
      )}
      {end.isError && <Failure error={end.error} onRetry={() => end.mutate()} />}
    </Section>
  )
}
