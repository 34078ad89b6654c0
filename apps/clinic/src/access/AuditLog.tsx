import { type AuditView, outsideReasons } from '@dosis/api'
import { type AuditEvent, auditEvents } from '@dosis/domain'
import { type Column, DataTable, Section, Tag } from '@dosis/ui'
import { type EntryGroup, groupEntries } from './group-entries.ts'
import { type AccessWords, useAccessWords } from './use-access-words.ts'

interface AuditLogProps {
  entries: readonly AuditView[]
  /** Of the headings of the days. */
  level?: 2 | 3
  /** How a patient is named; left out where all is about one. */
  patientName?: ((patientId: string) => string) | undefined
}

/** Who did what, day by day, the newest first; what is alike is one line that opens into its moments. */
export function AuditLog({ entries, level = 3, patientName }: AuditLogProps) {
  const words = useAccessWords()
  const { a, formatDate, formatTime } = words
  const byDay = Map.groupBy(groupEntries(entries), ({ day }) => day)
  const columns: readonly Column<EntryGroup>[] = [
    {
      key: 'time',
      header: a.log.time,
      width: '6.5rem',
      plainOnPhone: true,
      cell: ({ newest, entries: within }) => (
        <span className="d-figures">
          {formatTime(newest.at)}
          {within.length > 1 && <small className="c-log-times">{a.log.times(within.length)}</small>}
        </span>
      ),
    },
    { key: 'who', header: a.log.who, width: '19rem', rowHeader: true, cell: ({ newest }) => whoOf(newest, words) },
    {
      key: 'what',
      header: a.log.what,
      plainOnPhone: true,
      cell: ({ newest }) => (
        <>
          {didOf(newest.event, words)} {newest.outcome === 4 && <Tag kind="caution">{a.log.refused}</Tag>}
          {newest.outcome === 8 && <Tag kind="caution">{a.log.failed}</Tag>}
        </>
      ),
    },
    ...(patientName === undefined
      ? []
      : [
          {
            key: 'patient',
            header: a.log.patient,
            width: '14rem',
            plainOnPhone: true,
            cell: ({ newest: { patientId } }: EntryGroup) => (patientId === null ? '' : patientName(patientId)),
          },
        ]),
    {
      key: 'relation',
      header: a.log.relation,
      width: '14rem',
      plainOnPhone: true,
      cell: ({ newest }) => relationOf(newest, words),
    },
  ]
  return [...byDay].map(([day, groups]) => (
    <Section key={day} title={formatDate(day, 'weekday')} level={level}>
      <DataTable
        caption={formatDate(day)}
        captionHidden
        rows={groups}
        rowKey={({ newest }) => String(newest.sequence)}
        columns={columns}
        detail={({ entries: within }) =>
          within.length > 1 ? (
            <p>
              {a.log.at} <span className="d-figures">{within.map(({ at }) => formatTime(at)).join(' · ')}</span>
            </p>
          ) : undefined
        }
      />
    </Section>
  ))
}

function whoOf({ actor: { kind, name, role } }: AuditView, { a }: AccessWords) {
  if (kind === 'patient') return a.log.patientSelf
  if (name === null) return a.log.nobody
  if (kind === 'command') return a.log.keeper(name)
  return (
    <>
      {name} {role !== null && isRole(role, a) && <span className="c-log-role">{a.roles[role]}</span>}
    </>
  )
}

function isRole(role: string, a: AccessWords['a']): role is keyof AccessWords['a']['roles'] {
  return Object.hasOwn(a.roles, role)
}

/** An event of a later version has no words yet. */
function didOf(event: string, { a }: AccessWords): string {
  const known: AuditEvent | undefined = auditEvents.find((one) => one === event)
  return known === undefined ? event : a.did[known]
}

function relationOf({ relation }: AuditView, { a }: AccessWords): string {
  const [kind = '', of = ''] = relation?.split(' ') ?? []
  if (kind === 'outside') {
    const reason = outsideReasons.find((one) => one === of)
    return reason === undefined ? a.log.relations.outside : a.reasons[reason]
  }
  return kind === 'team' || kind === 'practice' || kind === 'none' ? a.log.relations[kind] : ''
}
