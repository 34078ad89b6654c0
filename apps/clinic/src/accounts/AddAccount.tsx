import { type GivenPassword, type ProfessionalRole, RequestRefused } from '@dosis/api'
import { Button, Section, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useAccountWrite } from '../data/accounts.ts'
import { newId } from '../data/new-id.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { RoleField } from './RoleField.tsx'

const loginShape = /^[a-z0-9][a-z0-9._@-]{1,79}$/

/** Name, login and role; the password comes from the server and is shown once. */
export function AddAccount({ onGiven, onCancel }: { onGiven: (given: GivenPassword) => void; onCancel: () => void }) {
  const { t } = useWords()
  const [accountId] = useState(newId)
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [role, setRole] = useState<ProfessionalRole | undefined>()
  const [asked, setAsked] = useState(false)
  const add = useAccountWrite((call, chosen: ProfessionalRole) =>
    call('addAccount', { body: { accountId, login, displayName: name.trim(), role: chosen } }),
  )
  const isTaken = add.error instanceof RequestRefused && add.error.details.problems[0]?.path === 'login'
  const loginProblem = loginShape.test(login) ? (isTaken ? t.accounts.loginTaken : undefined) : t.accounts.needsLogin
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    setAsked(true)
    if (name.trim() === '' || !loginShape.test(login) || role === undefined) return
    add.mutate(role, { onSuccess: onGiven })
  }
  return (
    <Section title={t.accounts.add}>
      <form className="d-stack c-form" onSubmit={send} noValidate>
        <TextField
          label={t.accounts.name}
          value={name}
          onChange={setName}
          maxLength={200}
          required
          problem={asked && name.trim() === '' ? t.accounts.needsName : undefined}
        />
        <TextField
          label={t.accounts.login}
          hint={t.accounts.loginHint}
          value={login}
          onChange={(text) => {
            setLogin(text.trim().toLowerCase())
            add.reset()
          }}
          autoComplete="off"
          maxLength={80}
          required
          problem={asked ? loginProblem : undefined}
        />
        <RoleField
          value={role}
          onChange={setRole}
          problem={asked && role === undefined ? t.accounts.chooseRole : undefined}
        />
        {add.isError && !isTaken && <Failure error={add.error} onRetry={() => send()} write />}
        <div className="d-row">
          <Button type="submit" kind="primary" busy={add.isPending}>
            {t.accounts.add}
          </Button>
          <Button kind="quiet" onClick={onCancel}>
            {t.accounts.cancel}
          </Button>
        </div>
      </form>
    </Section>
  )
}
