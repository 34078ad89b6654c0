import { DataTable, Section, Tag } from '@dosis/ui'
import { useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { useSymptomNames } from './StopEvents.tsx'

/** Every adverse event that was reported; none is ever overwritten. */
export function AdverseEvents() {
  const { t, terms, formatDate } = useWords()
  const { adverseEvents } = useRecord()
  const namesOf = useSymptomNames()
  if (adverseEvents.length === 0) return null
  return (
    <Section title={t.followUp.events} note={String(adverseEvents.length)}>
      <DataTable
        caption={t.followUp.events}
        captionHidden
        rows={adverseEvents.toSorted((left, right) => right.report.on.localeCompare(left.report.on))}
        rowKey={({ report }) => report.eventId}
        columns={[
          { key: 'on', header: t.followUp.day, rowHeader: true, cell: ({ report }) => formatDate(report.on, 'short') },
          {
            key: 'what',
            header: t.followUp.event,
            cell: (event) => (
              <>
                {namesOf(event)} {event.stops && <Tag kind="stop">{t.followUp.stopped}</Tag>}
                {event.report.description !== '' && (
                  <blockquote className="c-note">{event.report.description}</blockquote>
                )}
              </>
            ),
          },
          { key: 'severity', header: t.followUp.severity, cell: ({ report }) => terms.severity[report.severity] },
          {
            key: 'release',
            header: t.followUp.outcome,
            cell: ({ release, stops }) =>
              release === null
                ? stops
                  ? t.followUp.notReleased
                  : t.followUp.noRelease
                : t.followUp.released(release.outcome, release.by, formatDate(release.at, 'short')),
          },
        ]}
      />
    </Section>
  )
}
