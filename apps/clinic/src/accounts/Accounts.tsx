import type { GivenPassword, KeptAccount } from '@dosis/api'
import { type Column, DataTable, Loading, Notice, PageHeader, Screen, Tag, Button } from '@dosis/ui'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useAccounts } from '../data/accounts.ts'
import { useAccount, useMay } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { AddAccount } from './AddAccount.tsx'
import { ChangeAccount } from './ChangeAccount.tsx'
import { SignInRules } from './SignInRules.tsx'

/** Who can sign in to the practice, with which role; an administrator changes it in place. */
export function Accounts() {
  const { t } = useWords()
  const list = useAccounts()
  const mayKeep = useMay('addAccount')
  const [adding, setAdding] = useState(false)
  const [given, setGiven] = useState<GivenPassword | null>(null)
  const columns = useColumns()
  usePageTitle(t.accounts.title)

  if (list.data === undefined) {
    if (list.isPending) return <Loading />
    return <Failure error={list.error} onRetry={() => void list.refetch()} page />
  }
  const receive = (password: GivenPassword) => {
    setGiven(password)
    setAdding(false)
    window.scrollTo({ top: 0 })
  }
  return (
    <Screen width="wide">
      <PageHeader
        title={t.accounts.title}
        lead={mayKeep ? t.accounts.lead : t.accounts.leadRead}
        actions={
          mayKeep &&
          !adding && (
            <Button kind="primary" icon={UserPlus} onClick={() => setAdding(true)}>
              {t.accounts.add}
            </Button>
          )
        }
      />
      {given !== null && <Given given={given} onDone={() => setGiven(null)} />}
      {adding && <AddAccount onGiven={receive} onCancel={() => setAdding(false)} />}
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      <DataTable
        caption={t.accounts.caption}
        captionHidden
        columns={columns}
        rows={[...list.data.accounts].sort((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null))}
        rowKey={({ accountId }) => accountId}
        detail={mayKeep ? (account) => <ChangeAccount account={account} onGiven={receive} /> : undefined}
      />
      <SignInRules />
    </Screen>
  )
}

function useColumns(): readonly Column<KeptAccount>[] {
  const { t } = useWords()
  const own = useAccount().data?.accountId
  return [
    {
      key: 'name',
      header: t.accounts.name,
      rowHeader: true,
      cell: ({ displayName, accountId }) => (
        <>
          {displayName} {accountId === own && <Tag>{t.accounts.you}</Tag>}
        </>
      ),
    },
    { key: 'login', header: t.accounts.login, cell: ({ login }) => <code>{login}</code> },
    { key: 'role', header: t.accounts.role, cell: ({ role }) => t.role[role] },
    { key: 'state', header: t.accounts.state, cell: (account) => <State account={account} /> },
  ]
}

function State({ account: { endedAt, passwordExpiresAt } }: { account: KeptAccount }) {
  const { t, formatDate } = useWords()
  if (endedAt !== null) return t.accounts.ended(formatDate(endedAt))
  if (passwordExpiresAt === null) return t.accounts.active
  return t.accounts.waits(formatDate(passwordExpiresAt))
}

/** Shown once: it stands nowhere else. */
function Given({ given: { account, password }, onDone }: { given: GivenPassword; onDone: () => void }) {
  const { t, formatDate } = useWords()
  return (
    <Notice
      title={t.accounts.given(account.displayName)}
      live
      actions={<Button onClick={onDone}>{t.accounts.givenDone}</Button>}
    >
      <p className="c-given">
        <code>{account.login}</code> <code>{password}</code>
      </p>
      <p>{t.accounts.givenText(formatDate(account.passwordExpiresAt ?? ''))}</p>
    </Notice>
  )
}
