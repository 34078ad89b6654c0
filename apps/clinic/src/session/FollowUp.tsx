import { daysBetween } from '@dosis/domain'
import { EmptyState, PageHeader, Screen, Section, Tag, Timeline } from '@dosis/ui'
import { Link } from 'wouter'
import { useRecord } from '../data/context.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { AdverseEvents } from './AdverseEvents.tsx'
import { Proposals } from './Proposal.tsx'
import { SessionTable } from './SessionTable.tsx'
import { StopEvents, useSymptomNames } from './StopEvents.tsx'
import { weekEvents, weekOf, weekStrips } from './week-strips.ts'

/** Between visits: what was done, how it went, what went wrong, and what the rules propose. */
export function FollowUp() {
  const { t, terms } = useWords()
  const record = useRecord()
  const { plans, progress, today, treatmentStart } = record
  const current = plans.findLast(({ status }) => status === 'active' || status === 'paused')
  const shown = current ?? plans.at(-1)
  usePageTitle(t.place['follow-up'], record.details.name)
  return (
    <Screen width="wide">
      <PageHeader
        title={t.place['follow-up']}
        marks={shown && shown.status !== 'active' && <Tag kind="plain">{terms.planStatus[shown.status]}</Tag>}
        lead={lead()}
      />
      <StopEvents />
      {shown === undefined ? (
        <EmptyState action={<Link href={patientPath(record.patientId, 'plan')}>{t.place.plan}</Link>}>
          {t.followUp.noPlan}
        </EmptyState>
      ) : (
        <>
          {current !== undefined && <Proposals plan={current} />}
          <Weeks />
          <SessionTable />
          <AdverseEvents />
        </>
      )}
    </Screen>
  )

  function lead() {
    const weeks = progress?.weeks ?? []
    const now = weekOf(weeks, today)
    const week = now === null ? undefined : weeks[now]
    if (treatmentStart === null || week === undefined || now === null) return t.followUp.lead
    const running = Math.floor(daysBetween(treatmentStart, today) / 7) + 1
    return t.followUp.weekLead(running, week.done, week.planned)
  }
}

function Weeks() {
  const words = useWords()
  const { t } = words
  const { progress, adverseEvents, logs, today } = useRecord()
  const namesOf = useSymptomNames()
  const weeks = progress?.weeks ?? []
  if (weeks.length === 0) return null
  return (
    <Section title={t.followUp.overWeeks}>
      <Timeline
        caption={t.followUp.weeksCaption}
        weeks={weeks.map((_, place) => place + 1)}
        strips={weekStrips(weeks, logs, words)}
        events={weekEvents(weeks, adverseEvents, namesOf)}
        now={weekOf(weeks, today) ?? undefined}
        note={t.followUp.weeksNote}
      />
    </Section>
  )
}
