import type { Need, WorklistRow } from '@dosis/api'
import { ButtonLink, EmptyState, Loading, PageHeader, Screen, SearchField, Section, WorkList } from '@dosis/ui'
import { UserPlus } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useMay, useOthers, useWorklist } from '../data/records.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'
import { OthersSection } from '../access/OthersSection.tsx'
import { groupByNeed, searchRows } from './group-by-need.ts'
import { useWorkItem } from './work-item.tsx'

/** Who needs the therapist today, by what is needed; then everybody else. */
export function Worklist() {
  const { t, formatDate } = useWords()
  const list = useWorklist()
  const [search, setSearch] = useState('')
  const lookedFor = useOthers(useDeferredValue(search))
  usePageTitle(t.patients.title)
  useSearchKey()
  const mayOpen = useMay('patient')

  if (list.data === undefined) {
    if (list.isPending) return <Loading />
    return <Failure error={list.error} onRetry={() => void list.refetch()} page />
  }
  const { today, patients, others = [] } = list.data
  const found = searchRows(patients, search)
  const isWaiting = ({ need }: WorklistRow) => need !== 'none' && need !== 'closed'
  return (
    <Screen width="wide">
      <PageHeader
        above={formatDate(today, 'weekday')}
        title={t.patients.title}
        lead={mayOpen ? undefined : t.may.listOnly}
        actions={
          <>
            <SearchField label={t.patients.search} value={search} onChange={setSearch} shortcut="/" />
            <May route="createPatient">
              <ButtonLink href="/patients/new" link={AppLink} kind="primary" icon={UserPlus}>
                {t.patients.add}
              </ButtonLink>
            </May>
          </>
        }
      />
      {list.isError && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {search === '' && !patients.some(isWaiting) && mayOpen && <EmptyState>{t.patients.nobodyWaits}</EmptyState>}
      {search !== '' && found.length === 0 && (lookedFor.data ?? []).length === 0 && (
        <EmptyState>{t.patients.notFound(search)}</EmptyState>
      )}
      {groupByNeed(found).map(({ need, rows }) => (
        <NeedSection key={need} need={need} rows={rows} today={today} />
      ))}
      <OthersSection others={search === '' ? others : (lookedFor.data ?? [])} />
    </Screen>
  )
}

function NeedSection({ need, rows, today }: { need: Need; rows: readonly WorklistRow[]; today: string }) {
  const { t } = useWords()
  const toItem = useWorkItem(today)
  return (
    <Section title={t.need[need]} note={t.patients.count(rows.length)}>
      <WorkList link={AppLink} items={rows.map(toItem)} />
    </Section>
  )
}

/** `/` on any page leads here with `?search`; the cursor then stands in the search field. */
function useSearchKey() {
  const query = useSearch()
  const [, go] = useLocation()
  useEffect(() => {
    if (!new URLSearchParams(query).has('search')) return
    document.querySelector<HTMLInputElement>('input[type="search"]')?.focus()
    go('/', { replace: true })
  }, [query, go])
}
