import { Button, TextField } from '@dosis/ui'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { problemPath } from './problem-path.ts'

interface AskPasswordProps {
  error: unknown
  busy: boolean
  onPassword: (current: string) => void
  onCancel: () => void
  children: ReactNode
}

/** The password once more, before what somebody else at an open screen must not do. */
export function AskPassword({ error, busy, onPassword, onCancel, children }: AskPasswordProps) {
  const { t } = useWords()
  const [current, setCurrent] = useState('')
  const isWrong = problemPath(error) === 'current'
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (current !== '') onPassword(current)
  }
  return (
    <form className="d-stack c-form" onSubmit={send}>
      <TextField
        label={t.secondFactor.password}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        required
        problem={isWrong ? t.ownPassword.wrong : undefined}
      />
      {error !== null && !isWrong && <Failure error={error} onRetry={() => send()} write />}
      <div className="d-row">
        <Button type="submit" busy={busy}>
          {children}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {t.secondFactor.cancel}
        </Button>
      </div>
    </form>
  )
}
