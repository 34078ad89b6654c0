import { RequestRefused } from '@dosis/api'
import { Button, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useChangePassword } from '../data/accounts.ts'
import { useAccount } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'

const shortest = 8

/** Why the server would not take it, in the words of the field; null = another failure. */
function usePasswordProblem(error: unknown): { path: string; words: string } | null {
  const { t } = useWords()
  if (!(error instanceof RequestRefused)) return null
  const [problem] = error.details.problems
  if (problem?.path === 'current') return { path: 'current', words: t.ownPassword.wrong }
  if (problem?.path !== 'next') return null
  const { message } = problem
  const words = message.includes('at least')
    ? t.ownPassword.short
    : message.includes('at most')
      ? t.ownPassword.long
      : message.includes('login')
        ? t.ownPassword.isLogin
        : message.includes('given')
          ? t.ownPassword.same
          : t.ownPassword.common
  return { path: 'next', words }
}

/** The password of now and the one to be. `onChanged` comes when it is stored. */
export function ChangePassword({ onChanged, isGiven = false }: { onChanged?: () => void; isGiven?: boolean }) {
  const { t } = useWords()
  const login = useAccount().data?.login
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [asked, setAsked] = useState(false)
  const change = useChangePassword(() => {
    setCurrent('')
    setNext('')
    setAsked(false)
    onChanged?.()
  })
  const problem = usePasswordProblem(change.error)
  const isShort = [...next].length < shortest
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    setAsked(true)
    if (current !== '' && !isShort) change.mutate({ current, next })
  }
  const refusedNext = problem?.path === 'next' ? problem.words : undefined
  return (
    <form className="d-stack c-form" onSubmit={send} noValidate>
      <input type="text" name="username" autoComplete="username" value={login ?? ''} readOnly hidden />
      <TextField
        label={isGiven ? t.ownPassword.currentGiven : t.ownPassword.current}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        required
        problem={problem?.path === 'current' ? problem.words : undefined}
      />
      <TextField
        label={t.ownPassword.next}
        hint={t.ownPassword.nextHint}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        required
        problem={asked && isShort ? t.ownPassword.short : refusedNext}
      />
      {change.isError && problem === null && <Failure error={change.error} onRetry={() => send()} write />}
      <div className="d-row">
        <Button type="submit" kind={isGiven ? 'primary' : 'secondary'} busy={change.isPending}>
          {t.ownPassword.save}
        </Button>
        <span role="status" className="d-caption">
          {change.isSuccess ? t.ownPassword.changed : ''}
        </span>
      </div>
    </form>
  )
}
