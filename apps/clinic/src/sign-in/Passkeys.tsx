import type { OwnPasskey } from '@dosis/api'
import { Button, Notice, Section, TextField } from '@dosis/ui'
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  startRegistration,
} from '@simplewebauthn/browser'
import { type FormEvent, useState } from 'react'
import { usePasskeys, usePasskeyWrite } from '../data/accounts.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { AskPassword } from './AskPassword.tsx'
import { problemPath } from './problem-path.ts'
import { wasCancelled } from './was-cancelled.ts'

/** Keys that devices keep: they open the door without a password, after a finger, a face or a code of the device. */
export function Passkeys() {
  const { t } = useWords()
  const own = usePasskeys()
  const [name, setName] = useState<string | null>(null)
  const passkeys = own.data?.passkeys ?? []
  const canKeep = browserSupportsWebAuthn()
  return (
    <Section title={t.passkeys.title}>
      <p className="d-reading">{t.passkeys.text}</p>
      {own.isError && <Failure error={own.error} onRetry={() => void own.refetch()} />}
      {passkeys.length > 0 && (
        <ul className="c-sessions">
          {passkeys.map((passkey) => (
            <OnePasskey key={passkey.passkeyId} passkey={passkey} />
          ))}
        </ul>
      )}
      {!canKeep && <p className="d-caption">{t.passkeys.notHere}</p>}
      {canKeep && name === null && (
        <div className="d-row">
          <Button onClick={() => setName('')}>{t.passkeys.add}</Button>
        </div>
      )}
      {name !== null && <AddPasskey name={name} onName={setName} onDone={() => setName(null)} />}
    </Section>
  )
}

function OnePasskey({ passkey: { passkeyId, name, createdAt, lastUsedAt } }: { passkey: OwnPasskey }) {
  const { t, formatDate } = useWords()
  const [asking, setAsking] = useState(false)
  const remove = usePasskeyWrite((call, _: null) => call('removePasskey', { body: { passkeyId } }))
  return (
    <li>
      <span>
        {name}
        <br />
        <span className="d-caption d-figures">
          {t.passkeys.since(formatDate(createdAt))}
          {lastUsedAt !== null && `, ${t.passkeys.used(formatDate(lastUsedAt))}`}
        </span>
      </span>
      {asking ? (
        <span className="d-row">
          <Button kind="danger" size="small" onClick={() => remove.mutate(null)} busy={remove.isPending}>
            {t.passkeys.removeConfirm(name)}
          </Button>
          <Button kind="quiet" size="small" onClick={() => setAsking(false)}>
            {t.secondFactor.cancel}
          </Button>
        </span>
      ) : (
        <Button kind="quiet" size="small" aria-label={t.passkeys.removeOf(name)} onClick={() => setAsking(true)}>
          {t.passkeys.remove}
        </Button>
      )}
      {remove.isError && <Failure error={remove.error} onRetry={() => remove.mutate(null)} write />}
    </li>
  )
}

interface AddPasskeyProps {
  name: string
  onName: (name: string) => void
  onDone: () => void
}

/** First a name, then the password, then the device asks its owner. */
function AddPasskey({ name, onName, onDone }: AddPasskeyProps) {
  const { t } = useWords()
  const [isNamed, setNamed] = useState(false)
  const [asked, setAsked] = useState(false)
  const add = usePasskeyWrite(async (call, current: string) => {
    const { options } = await call('beginPasskey', { body: { current } })
    const answer = await startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    return call('addPasskey', { body: { name: name.trim(), answer } })
  })
  const next = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (name.trim() !== '') setNamed(true)
  }
  if (!isNamed) {
    return (
      <form className="d-stack c-form" noValidate onSubmit={next}>
        <TextField
          label={t.passkeys.name}
          hint={t.passkeys.nameHint}
          value={name}
          onChange={onName}
          maxLength={100}
          required
          problem={asked && name.trim() === '' ? t.passkeys.needsName : undefined}
        />
        <div className="d-row">
          <Button type="submit">{t.secondFactor.next}</Button>
          <Button kind="quiet" onClick={onDone}>
            {t.secondFactor.cancel}
          </Button>
        </div>
      </form>
    )
  }
  const cancelled = add.isError && wasCancelled(add.error)
  const isRefused = problemPath(add.error) === 'answer'
  return (
    <>
      {(cancelled || isRefused) && (
        <Notice kind="caution" live>
          {cancelled ? t.passkeys.cancelled : t.passkeys.refused}
        </Notice>
      )}
      <AskPassword
        error={cancelled || isRefused ? null : add.error}
        busy={add.isPending}
        onCancel={onDone}
        onPassword={(current) => add.mutate(current, { onSuccess: onDone })}
      >
        {t.passkeys.add}
      </AskPassword>
    </>
  )
}
