import type { GivenPassword, KeptAccount, ProfessionalRole } from '@dosis/api'
import { Button, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useAccountWrite } from '../data/accounts.ts'
import { useAccount } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { RoleField } from './RoleField.tsx'

interface OneAccount {
  account: KeptAccount
  onGiven: (given: GivenPassword) => void
}

/** What can be done with one account: another name or role, another password, its end. */
export function ChangeAccount({ account, onGiven }: OneAccount) {
  const { t } = useWords()
  const isOwn = useAccount().data?.accountId === account.accountId
  if (account.endedAt !== null) return <Reopen account={account} onGiven={onGiven} />
  return (
    <div className="d-stack c-account">
      <Details account={account} isOwn={isOwn} />
      {isOwn ? <p className="d-caption">{t.accounts.ownText}</p> : <Access account={account} onGiven={onGiven} />}
    </div>
  )
}

function Details({ account, isOwn }: { account: KeptAccount; isOwn: boolean }) {
  const { t } = useWords()
  const { accountId } = account
  const [name, setName] = useState(account.displayName)
  const [role, setRole] = useState(account.role)
  const change = useAccountWrite((call, body: { displayName: string; role: ProfessionalRole }) =>
    call('changeAccount', { params: { accountId }, body }),
  )
  const isSame = name.trim() === account.displayName && role === account.role
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (name.trim() !== '') change.mutate({ displayName: name.trim(), role })
  }
  return (
    <form className="d-stack c-form" onSubmit={send}>
      <TextField
        label={t.accounts.name}
        value={name}
        onChange={setName}
        maxLength={200}
        required
        problem={name.trim() === '' ? t.accounts.needsName : undefined}
      />
      <RoleField value={role} onChange={(chosen) => chosen !== undefined && setRole(chosen)} disabled={isOwn} />
      {change.isError && <Failure error={change.error} onRetry={() => send()} write />}
      <div className="d-row">
        <Button type="submit" disabled={isSame} busy={change.isPending}>
          {t.accounts.save}
        </Button>
        <span role="status" className="d-caption">
          {change.isSuccess && isSame ? t.accounts.saved : ''}
        </span>
      </div>
    </form>
  )
}

function Access({ account: { accountId }, onGiven }: OneAccount) {
  const { t } = useWords()
  const [ending, setEnding] = useState(false)
  const give = useAccountWrite((call, _: null) => call('givePassword', { params: { accountId }, body: {} }))
  const remove = useAccountWrite((call, _: null) => call('removeSecondFactor', { params: { accountId } }))
  const end = useAccountWrite((call, _: null) => call('endAccount', { params: { accountId } }))
  return (
    <div className="d-stack">
      <div className="d-stack" data-gap="small">
        <div className="d-row">
          <Button onClick={() => give.mutate(null, { onSuccess: onGiven })} busy={give.isPending}>
            {t.accounts.give}
          </Button>
        </div>
        <p className="d-caption">{t.accounts.giveText}</p>
        {give.isError && <Failure error={give.error} onRetry={() => give.mutate(null, { onSuccess: onGiven })} write />}
      </div>
      <div className="d-stack" data-gap="small">
        <div className="d-row">
          <Button onClick={() => remove.mutate(null)} busy={remove.isPending}>
            {t.secondFactor.remove}
          </Button>
          <span role="status" className="d-caption">
            {remove.isSuccess ? t.secondFactor.removed : ''}
          </span>
        </div>
        <p className="d-caption">{t.secondFactor.removeText}</p>
        {remove.isError && <Failure error={remove.error} onRetry={() => remove.mutate(null)} write />}
      </div>
      <div className="d-row">
        <Button aria-expanded={ending} onClick={() => setEnding(!ending)}>
          {t.accounts.end}
        </Button>
      </div>
      {ending && (
        <div className="d-stack c-form">
          <p>{t.accounts.endText}</p>
          <div className="d-row">
            <Button kind="danger" onClick={() => end.mutate(null)} busy={end.isPending}>
              {t.accounts.endConfirm}
            </Button>
          </div>
        </div>
      )}
      {end.isError && <Failure error={end.error} onRetry={() => end.mutate(null)} write />}
    </div>
  )
}

function Reopen({ account: { accountId }, onGiven }: OneAccount) {
  const { t } = useWords()
  const reopen = useAccountWrite((call, _: null) => call('reopenAccount', { params: { accountId }, body: {} }))
  const send = () => reopen.mutate(null, { onSuccess: onGiven })
  return (
    <div className="d-stack c-account">
      <div className="d-row">
        <Button onClick={send} busy={reopen.isPending}>
          {t.accounts.reopen}
        </Button>
      </div>
      {reopen.isError && <Failure error={reopen.error} onRetry={send} write />}
    </div>
  )
}
