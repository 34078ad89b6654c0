import type { PartDone, SessionLog } from '@dosis/domain'
import { DataTable, Section, Tag } from '@dosis/ui'
import { useRecord } from '../data/context.tsx'
import { useWords, type Words } from '../frame/words.ts'

/** Every session that was sent, newest first, as the patient told it. */
export function SessionTable() {
  const words = useWords()
  const { t, formatDate, formatNumber } = words
  const { logs } = useRecord()
  const open = <span className="d-caption">{t.followUp.notAsked}</span>
  const scale = (value: number | null) => (value === null ? open : formatNumber(value))
  const newestFirst = logs.toSorted((left, right) => right.startedAt.localeCompare(left.startedAt))
  return (
    <Section title={t.followUp.sessions} note={t.followUp.sessionCount(logs.length)}>
      <DataTable
        caption={t.followUp.sessions}
        captionHidden
        empty={t.followUp.noSessions}
        rows={newestFirst}
        rowKey={({ sessionId }) => sessionId}
        columns={[
          {
            key: 'on',
            header: t.followUp.day,
            rowHeader: true,
            cell: (log) => formatDate(log.on, 'short'),
          },
          {
            key: 'done',
            header: t.followUp.whatWasDone,
            cell: (log) => (
              <>
                {log.parts.map((part) => doneWords(part, words)).join('; ') || t.followUp.nothingDone}{' '}
                {!log.completed && <Tag kind="caution">{t.followUp.brokenOff}</Tag>}
                {log.adverseEvent !== null && <Tag kind="stop">{t.followUp.event}</Tag>}
                {log.note !== null && log.note !== '' && <blockquote className="c-note">{log.note}</blockquote>}
              </>
            ),
          },
          { key: 'minutes', header: t.followUp.minutes, align: 'figures', cell: (log) => formatNumber(minutesOf(log)) },
          {
            key: 'effort',
            header: t.followUp.effort,
            unit: 'Borg',
            align: 'figures',
            cell: (log) => scale(log.effortBorg),
          },
          { key: 'before', header: t.followUp.painBefore, align: 'figures', cell: (log) => scale(log.painBefore) },
          { key: 'after', header: t.followUp.painAfter, align: 'figures', cell: (log) => scale(log.painAfter) },
        ]}
      />
    </Section>
  )
}

function minutesOf({ startedAt, endedAt }: SessionLog): number {
  return Math.max(0, Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 60_000))
}

/** What was done of one part: "niveau 3, 8 herhalingen". */
function doneWords({ kind, level, sets, repetitions, seconds }: PartDone, { t }: Pick<Words, 't'>): string {
  const figures = [
    level === undefined ? null : t.plan.level(level),
    sets === undefined ? null : t.followUp.sets(sets),
    repetitions === undefined ? null : t.followUp.repetitions(repetitions),
    level === undefined && sets === undefined && repetitions === undefined
      ? t.followUp.minutesDone(Math.round(seconds / 60))
      : null,
  ].filter((words) => words !== null)
  return `${t.followUp.partKind[kind]}: ${figures.join(', ')}`
}
