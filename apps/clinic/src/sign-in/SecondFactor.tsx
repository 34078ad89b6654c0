import { Button, Notice, Section, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useSecondFactor, useSecondFactorWrite } from '../data/accounts.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { AskPassword } from './AskPassword.tsx'
import { problemPath } from './problem-path.ts'
import { QrCode } from './QrCode.tsx'

/** A code of a phone beside the password: turned on, and off again. */
export function SecondFactor({ onKept }: { /** The codes for on paper were taken. */ onKept?: () => void }) {
  const { t } = useWords()
  const state = useSecondFactor()
  const [asking, setAsking] = useState(false)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const stop = () => setAsking(false)
  return (
    <Section title={t.secondFactor.title}>
      {state.isError && <Failure error={state.error} onRetry={() => void state.refetch()} />}
      {codes !== null && (
        <PaperCodes
          codes={codes}
          onDone={() => {
            setCodes(null)
            onKept?.()
          }}
        />
      )}
      {state.data && (
        <>
          <p>{state.data.isOn ? t.secondFactor.on(state.data.recoveryCodesLeft) : t.secondFactor.off}</p>
          {!asking && (
            <div className="d-row">
              <Button onClick={() => setAsking(true)}>
                {state.data.isOn ? t.secondFactor.end : t.secondFactor.begin}
              </Button>
            </div>
          )}
          {asking && state.data.isOn && <TurnOff onDone={stop} />}
          {asking && !state.data.isOn && (
            <TurnOn
              onCancel={stop}
              onDone={(made) => {
                setCodes(made)
                stop()
              }}
            />
          )}
        </>
      )}
    </Section>
  )
}

function TurnOff({ onDone }: { onDone: () => void }) {
  const { t } = useWords()
  const end = useSecondFactorWrite((call, current: string) => call('endSecondFactor', { body: { current } }))
  return (
    <AskPassword
      error={end.error}
      busy={end.isPending}
      onCancel={onDone}
      onPassword={(current) => end.mutate(current, { onSuccess: onDone })}
    >
      {t.secondFactor.end}
    </AskPassword>
  )
}

function TurnOn({ onCancel, onDone }: { onCancel: () => void; onDone: (codes: readonly string[]) => void }) {
  const { t } = useWords()
  const begin = useSecondFactorWrite((call, current: string) => call('beginSecondFactor', { body: { current } }))
  if (begin.data !== undefined) return <ShowCode begun={begin.data} onCancel={onCancel} onDone={onDone} />
  return (
    <AskPassword
      error={begin.error}
      busy={begin.isPending}
      onCancel={onCancel}
      onPassword={(current) => begin.mutate(current)}
    >
      {t.secondFactor.next}
    </AskPassword>
  )
}

interface ShowCodeProps {
  begun: { secret: string; uri: string }
  onCancel: () => void
  onDone: (codes: readonly string[]) => void
}

function ShowCode({ begun: { secret, uri }, onCancel, onDone }: ShowCodeProps) {
  const { t } = useWords()
  const [code, setCode] = useState('')
  const confirm = useSecondFactorWrite((call, typed: string) => call('confirmSecondFactor', { body: { code: typed } }))
  const isWrong = problemPath(confirm.error) === 'code'
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (code.trim() !== '') confirm.mutate(code, { onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes) })
  }
  return (
    <form className="d-stack c-form" onSubmit={send}>
      <p>{t.secondFactor.scan}</p>
      <QrCode text={uri} label={t.secondFactor.qr} />
      <p>
        {t.secondFactor.key}: <code className="c-key">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <TextField
        label={t.secondFactor.code}
        hint={t.secondFactor.codeHint}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        maxLength={10}
        required
        problem={isWrong ? t.secondFactor.wrongCode : undefined}
      />
      {confirm.isError && !isWrong && <Failure error={confirm.error} onRetry={() => send()} write />}
      <div className="d-row">
        <Button type="submit" kind="primary" busy={confirm.isPending}>
          {t.secondFactor.confirm}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t.secondFactor.cancel}
        </Button>
      </div>
    </form>
  )
}

/** Shown once: they stand nowhere else. */
function PaperCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useWords()
  return (
    <Notice title={t.secondFactor.paper} live actions={<Button onClick={onDone}>{t.secondFactor.paperDone}</Button>}>
      <p>{t.secondFactor.paperText}</p>
      <ul className="c-paper-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
