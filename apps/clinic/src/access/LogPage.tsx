import type { AuditFilter } from '@dosis/api'
import { auditEvents } from '@dosis/domain'
import { Button, ChoiceField, DateField, EmptyState, Loading, Notice, PageHeader, Screen, TextField } from '@dosis/ui'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useSearch } from 'wouter'
import { saveText } from '../evidence/save-file.ts'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useCheckLog, useExportLog, usePracticeLog } from './access-data.ts'
import { AuditLog } from './AuditLog.tsx'
import { OversightTabs } from './OversightTabs.tsx'
import { useAccessWords } from './use-access-words.ts'
import { usePatientNames } from './use-patient-names.ts'

/** What everybody did in the practice: searched, checked and given away. */
export function LogPage() {
  const { a } = useAccessWords()
  const asked = new URLSearchParams(useSearch())
  const [filter, setFilter] = useState<AuditFilter>(() => filterOf(asked))
  const log = usePracticeLog(filter)
  const patients = usePatientNames()
  usePageTitle(a.log.practiceTitle)
  const entries = log.data?.pages.flatMap((page) => page.entries)
  return (
    <Screen width="wide">
      <PageHeader title={a.log.practiceTitle} lead={a.log.practiceLead} />
      <OversightTabs current="log" />
      <Filter filter={filter} onChange={setFilter} people={log.data?.pages[0]?.people ?? []} patients={patients.all} />
      <CheckAndSave filter={filter} />
      {log.isPending && <Loading />}
      {log.isError && <Failure error={log.error} onRetry={() => void log.refetch()} />}
      {entries?.length === 0 && <EmptyState>{a.log.none}</EmptyState>}
      {entries !== undefined && <AuditLog entries={entries} level={2} patientName={patients.nameOf} />}
      {log.hasNextPage && (
        <Button onClick={() => void log.fetchNextPage()} busy={log.isFetchingNextPage}>
          {a.log.more}
        </Button>
      )}
    </Screen>
  )
}

function filterOf(asked: URLSearchParams): AuditFilter {
  const [actor, patient] = [asked.get('actor'), asked.get('patient')]
  return { ...(actor === null ? {} : { actor }), ...(patient === null ? {} : { patient }) }
}

interface FilterProps {
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
  people: readonly { readonly actorId: string; readonly name: string }[]
  patients: readonly { readonly patientId: string; readonly name: string }[]
}

const outcomes = ['0', '4', '8'] as const
/** An id of a patient, as the server takes it; while it is being typed nothing is searched. */
const isPatientId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/

function Filter({ filter, onChange, people, patients }: FilterProps) {
  const { a } = useAccessWords()
  const [patient, setPatient] = useState(filter.patient ?? '')
  const [known, setKnown] = useState(people)
  // While another page is on its way the people stay, so that the choice does not fall away.
  if (people.length > 0 && people !== known) setKnown(people)
  const set = <Key extends keyof AuditFilter>(key: Key, value: AuditFilter[Key] | undefined) => {
    const { [key]: _, ...rest } = filter
    onChange(value === undefined ? rest : { ...rest, [key]: value })
  }
  const words = { '0': a.log.done, '4': a.log.refused, '8': a.log.failed } as const
  return (
    <search className="c-filter" aria-label={a.log.filter}>
      <ChoiceField
        label={a.log.person}
        options={known.map(({ actorId, name }) => ({ value: actorId, label: name }))}
        value={filter.actor}
        onChange={(actor) => set('actor', actor)}
        unknownLabel={a.log.everyone}
      />
      <ChoiceField
        label={a.log.kind}
        options={auditEvents
          .map((event) => ({ value: event, label: a.did[event] }))
          .toSorted((left, right) => left.label.localeCompare(right.label))}
        value={auditEvents.find((event) => event === filter.event)}
        onChange={(event) => set('event', event)}
        unknownLabel={a.log.everything}
      />
      <ChoiceField
        label={a.log.outcome}
        options={outcomes.map((value) => ({ value, label: words[value] }))}
        value={filter.outcome}
        onChange={(outcome) => set('outcome', outcome)}
        unknownLabel={a.log.every}
      />
      {patients.length > 0 ? (
        <ChoiceField
          label={a.log.patient}
          options={patients.map(({ patientId, name }) => ({ value: patientId, label: name }))}
          value={filter.patient}
          onChange={(patientId) => set('patient', patientId)}
          unknownLabel={a.log.everyone}
        />
      ) : (
        <TextField
          label={a.log.patientId}
          value={patient}
          onChange={(text) => {
            setPatient(text)
            if (text.trim() === '') set('patient', undefined)
            else if (isPatientId.test(text.trim())) set('patient', text.trim())
          }}
          autoComplete="off"
          maxLength={80}
        />
      )}
      <DateField label={a.log.from} value={filter.from} onChange={(from) => set('from', from)} />
      <DateField label={a.log.to} value={filter.to} onChange={(to) => set('to', to)} />
      {Object.keys(filter).length > 0 && (
        <Button
          kind="quiet"
          onClick={() => {
            setPatient('')
            onChange({})
          }}
        >
          {a.log.clear}
        </Button>
      )}
    </search>
  )
}

function CheckAndSave({ filter }: { filter: AuditFilter }) {
  const { a } = useAccessWords()
  const check = useCheckLog()
  const save = useExportLog((bundle) =>
    saveText('dosis-log.json', JSON.stringify(bundle, null, 2), 'application/fhir+json'),
  )
  const isTooMany = save.isError && 'details' in save.error
  return (
    <div className="d-stack">
      <div className="d-row">
        <Button onClick={() => check.mutate()} busy={check.isPending}>
          {a.log.check}
        </Button>
        <Button icon={Download} onClick={() => save.mutate(filter)} busy={save.isPending}>
          {a.log.save}
        </Button>
        <span className="d-caption">{a.log.saveHint}</span>
      </div>
      {check.isError && <Failure error={check.error} onRetry={() => check.mutate()} />}
      {check.data && (
        <Notice kind={check.data.brokenAt === null ? 'info' : 'caution'} live>
          {check.data.brokenAt === null ? a.log.whole(check.data.entries) : a.log.broken(check.data.brokenAt)}
        </Notice>
      )}
      {save.isError &&
        (isTooMany ? (
          <Notice kind="caution" live>
            {a.log.tooMany}
          </Notice>
        ) : (
          <Failure error={save.error} onRetry={() => save.mutate(filter)} />
        ))}
    </div>
  )
}
