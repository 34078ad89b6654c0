import { type CareTeam, mayUse, type OutsideAccess, type TeamMember } from '@dosis/api'
import { Button, ChoiceField, DataTable, EmptyState, Loading, Section, Tag } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { newId } from '../data/new-id.ts'
import { useAccount } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useCareTeam, useChangeTeam } from './access-data.ts'
import { useAccessWords } from './use-access-words.ts'

/** The treating team of a patient, to which a colleague is added, and who opened the record from outside it. */
export function CareTeamSection({ patientId }: { patientId: string }) {
  const { a } = useAccessWords()
  const team = useCareTeam(patientId)
  if (team.data === undefined) {
    return (
      <Section title={a.team.title}>
        {team.isPending ? <Loading /> : <Failure error={team.error} onRetry={() => void team.refetch()} />}
      </Section>
    )
  }
  return (
    <>
      <Members patientId={patientId} team={team.data} />
      <Section title={a.opened.title}>
        {team.data.outside.length === 0 ? (
          <EmptyState>{a.opened.none}</EmptyState>
        ) : (
          <OpenedOutside accesses={team.data.outside} />
        )}
      </Section>
    </>
  )
}

function Members({ patientId, team }: { patientId: string; team: CareTeam }) {
  const { a, formatDate } = useAccessWords()
  const account = useAccount()
  const change = useChangeTeam(patientId)
  const mayChange = account.data !== undefined && mayUse(account.data.role, 'changeTeam')
  const working = team.members.filter(({ hasLeft }) => !hasLeft)
  const remove = ({ accountId }: TeamMember) => change.mutate({ changeId: newId(), accountId, change: 'leave' })
  return (
    <Section title={a.team.title} note={team.rule === 'practice' ? a.team.open : a.team.lead}>
      <DataTable
        caption={a.team.title}
        captionHidden
        rows={team.members}
        rowKey={({ accountId }) => accountId}
        columns={[
          {
            key: 'name',
            header: a.team.name,
            rowHeader: true,
            cell: ({ name, role, hasLeft }) => (
              <>
                {name} <span className="c-log-role">{a.roles[role]}</span> {hasLeft && <Tag>{a.team.left}</Tag>}
              </>
            ),
          },
          { key: 'how', header: a.team.how, cell: ({ how }) => a.team.hows[how] },
          { key: 'since', header: a.team.since, cell: ({ since }) => formatDate(since, 'short') },
          ...(mayChange
            ? [
                {
                  key: 'remove',
                  header: '',
                  cell: (member: TeamMember) =>
                    working.length > 1 || member.hasLeft ? (
                      <Button
                        kind="quiet"
                        size="small"
                        aria-label={a.team.removeOf(member.name)}
                        onClick={() => remove(member)}
                        busy={change.isPending}
                      >
                        {a.team.remove}
                      </Button>
                    ) : null,
                },
              ]
            : []),
        ]}
      />
      {mayChange && <AddColleague team={team} onAdd={change.mutate} busy={change.isPending} />}
      {change.isError && <Failure error={change.error} write />}
    </Section>
  )
}

interface AddColleagueProps {
  team: CareTeam
  onAdd: (body: { changeId: string; accountId: string; change: 'join' }) => void
  busy: boolean
}

function AddColleague({ team: { colleagues }, onAdd, busy }: AddColleagueProps) {
  const { a } = useAccessWords()
  const [chosen, setChosen] = useState<string>()
  if (colleagues.length === 0) return <p className="d-caption">{a.team.nobodyElse}</p>
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (chosen === undefined) return
    onAdd({ changeId: newId(), accountId: chosen, change: 'join' })
    setChosen(undefined)
  }
  return (
    <form className="c-filter" onSubmit={add}>
      <ChoiceField
        label={a.team.add}
        options={colleagues.map(({ accountId, name, role }) => ({
          value: accountId,
          label: `${name}, ${a.roles[role]}`,
        }))}
        value={chosen}
        onChange={setChosen}
        unknownLabel={a.team.choose}
      />
      <Button type="submit" busy={busy} disabled={chosen === undefined}>
        {a.team.addButton}
      </Button>
    </form>
  )
}

function OpenedOutside({ accesses }: { accesses: readonly OutsideAccess[] }) {
  const { a, formatDate, formatTime } = useAccessWords()
  return (
    <DataTable
      caption={a.opened.title}
      captionHidden
      rows={accesses}
      rowKey={({ accessId }) => accessId}
      columns={[
        {
          key: 'who',
          header: a.log.who,
          rowHeader: true,
          cell: ({ name, role }) => (
            <>
              {name} <span className="c-log-role">{a.roles[role]}</span>
            </>
          ),
        },
        {
          key: 'at',
          header: a.log.time,
          cell: ({ at, expiresAt }) => (
            <>
              {formatDate(at, 'short')} <span className="d-figures">{formatTime(at)}</span>{' '}
              <span className="d-caption">{a.opened.until(formatTime(expiresAt))}</span>
            </>
          ),
        },
        {
          key: 'why',
          header: a.outside.reason,
          cell: ({ reason, explanation }) => (
            <>
              {a.reasons[reason]}
              <blockquote className="c-note">{explanation}</blockquote>
            </>
          ),
        },
      ]}
    />
  )
}
