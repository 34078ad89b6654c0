import type { LogSetAside } from '@dosis/api'
import { answersBefore, type CheckBefore, numbersBefore, type PartDone, type SessionLog } from '@dosis/domain'
import { DataTable, Disclosure, Notice, Section, Tag } from '@dosis/ui'
import { useRecord } from '../data/context.tsx'
import { useWords, type Words } from '../frame/words.ts'

const atFirst = 12

/** Every session that was sent, newest first, as the patient told it. */
export function SessionTable() {
  const { t } = useWords()
  const { logs, logsSetAside = [], deliveriesUnread = [] } = useRecord()
  const newestFirst = logs.toSorted(byStart)
  const older = newestFirst.slice(atFirst)
  return (
    <Section title={t.followUp.sessions} note={t.followUp.sessionCount(logs.length)}>
      <Sessions caption={t.followUp.sessions} logs={newestFirst.slice(0, atFirst)} />
      {older.length > 0 && (
        <Disclosure summary={t.followUp.olderSessions(older.length)}>
          <Sessions caption={t.followUp.olderSessions(older.length)} logs={older} />
        </Disclosure>
      )}
      {logsSetAside.length > 0 && (
        <Disclosure summary={t.followUp.setAside(logsSetAside.length)}>
          <p>{t.followUp.setAsideText}</p>
          <SetAside all={logsSetAside.toSorted((left, right) => byStart(left.log, right.log))} />
        </Disclosure>
      )}
      {deliveriesUnread.length > 0 && (
        <Notice kind="caution" title={t.followUp.unread(deliveriesUnread.length)}>
          {t.followUp.unreadText}
        </Notice>
      )}
    </Section>
  )
}

const byStart = (left: SessionLog, right: SessionLog): number => right.startedAt.localeCompare(left.startedAt)

/** What was told but does not count: another account of the same session, or dates that cannot be. */
function SetAside({ all }: { all: readonly LogSetAside[] }) {
  const { t, formatDate } = useWords()
  return (
    <DataTable
      caption={t.followUp.setAside(all.length)}
      captionHidden
      onPhone="scroll"
      rows={all.map((each, at) => ({ ...each, at }))}
      rowKey={({ at }) => String(at)}
      columns={[
        {
          key: 'on',
          header: t.followUp.day,
          rowHeader: true,
          cell: ({ log }) => <span className="c-day-of">{formatDate(log.on, 'short')}</span>,
        },
        { key: 'because', header: t.followUp.because, cell: ({ because }) => t.followUp.setAsideBecause[because] },
        { key: 'done', header: t.followUp.whatWasDone, cell: ({ log }) => <WhatWasDone log={log} /> },
      ]}
    />
  )
}

function Sessions({ caption, logs }: { caption: string; logs: readonly SessionLog[] }) {
  const words = useWords()
  const { t, formatDate, formatNumber } = words
  const scale = (value: number | null) =>
    value === null ? <span className="d-caption">{t.followUp.notAsked}</span> : formatNumber(value)
  return (
    <DataTable
      caption={caption}
      captionHidden
      onPhone="scroll"
      empty={t.followUp.noSessions}
      rows={logs}
      rowKey={({ sessionId }) => sessionId}
      columns={[
        {
          key: 'on',
          header: t.followUp.day,
          rowHeader: true,
          cell: (log) => <span className="c-day-of">{formatDate(log.on, 'short')}</span>,
        },
        { key: 'done', header: t.followUp.whatWasDone, cell: (log) => <WhatWasDone log={log} /> },
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
  )
}

function WhatWasDone({ log }: { log: SessionLog }) {
  const words = useWords()
  const { t } = words
  const wasBegun = log.parts.length > 0
  return (
    <>
      {wasBegun
        ? log.parts.map((part) => doneWords(part, words)).join('; ')
        : log.before === undefined
          ? t.followUp.nothingDone
          : t.followUp.notBegun}{' '}
      {wasBegun && !log.completed && <Tag kind="caution">{t.followUp.brokenOff}</Tag>}{' '}
      {log.adverseEvent !== null && <Tag kind="stop">{t.followUp.event}</Tag>}
      {log.before !== undefined && <span className="d-caption c-before">{beforeWords(log.before, words)}</span>}
      {log.note !== null && log.note !== '' && <blockquote className="c-note">{log.note}</blockquote>}
    </>
  )
}

/** What was measured and told just before the session, in the order in which it is asked. */
function beforeWords(before: CheckBefore, { t, formatNumber }: Pick<Words, 't' | 'formatNumber'>): string {
  const { names, units, yes, no } = t.followUp.checkedBefore
  const measured = numbersBefore.flatMap((key) => {
    const value = before[key]
    if (value === undefined) return []
    return `${names[key]} ${value === null ? t.followUp.notKnown : `${formatNumber(value)}${units[key]}`}`
  })
  const told = answersBefore.flatMap((key) => {
    const answer = before[key]
    if (answer === undefined) return []
    return `${names[key]}: ${answer === null ? t.followUp.notKnown : answer ? yes : no}`
  })
  return t.followUp.checkedBefore.line([...measured, ...told].join('; '))
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
