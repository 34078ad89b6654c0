import { EmptyState, PageHeader, Screen } from '@dosis/ui'
import { Link } from 'wouter'
import { usePageTitle } from './page-title.ts'
import { useWords } from './words.ts'

export function NotFound() {
  const { t } = useWords()
  usePageTitle(t.notFound.title)
  return (
    <Screen>
      <PageHeader title={t.notFound.title} />
      <EmptyState action={<Link href="/">{t.notFound.back}</Link>}>{t.notFound.text}</EmptyState>
    </Screen>
  )
}
