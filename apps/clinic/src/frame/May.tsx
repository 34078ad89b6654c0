import type { RouteName } from '@dosis/api'
import { EmptyState, PageHeader, Screen } from '@dosis/ui'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useAccount, useMay } from '../data/records.ts'
import { usePageTitle } from './page-title.ts'
import { useWords } from './words.ts'

/** What only somebody who may do it sees. */
export function May({ route, children }: { route: RouteName; children: ReactNode }) {
  return useMay(route) ? children : null
}

/** A page for who may use it; who came by its address is told why it is not here. */
export function PageFor({ route, children }: { route: RouteName; children: ReactNode }) {
  return useMay(route) ? children : <NotForRole />
}

function NotForRole() {
  const { t } = useWords()
  const account = useAccount()
  usePageTitle(t.may.notForRole)
  return (
    <Screen>
      <PageHeader title={t.may.notForRole} />
      <EmptyState action={<Link href="/">{t.notFound.back}</Link>}>
        {account.data && t.may.notForRoleText(t.role[account.data.role])}
      </EmptyState>
    </Screen>
  )
}

/** One line over a record for who may not decide about it. */
export function YourPart() {
  const { t } = useWords()
  const role = useAccount().data?.role
  return role === 'physician' || role === 'assistant' ? (
    <p className="c-your-part" data-print="no">
      {t.may[role]}
    </p>
  ) : null
}
