import type { PlanVersion } from '@dosis/api'
import { planActions } from '@dosis/domain'
import { Button, DataTable, Section, Tag, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'
import { PatientLink } from './PatientLink.tsx'
import { PlanGrid } from './PlanGrid.tsx'
import { Programmes } from './Programmes.tsx'
import { SessionsPreview } from './SessionsPreview.tsx'

/** The plan that holds: it cannot be changed, only replaced, paused or closed. */
export function ConfirmedPlan({ version }: { version: PlanVersion }) {
  const { t } = useWords()
  return (
    <>
      {version.status === 'active' && (
        <div data-print="no">
          <May route="createPatientLink">
            <PatientLink />
          </May>
        </div>
      )}
      <Section title={t.plan.dosing} note={<span data-print="no">{t.plan.dosingNote}</span>}>
        <PlanGrid plan={version.plan} from={laterOf(version.plan.startsOn, version.confirmedAt.slice(0, 10))} />
      </Section>
      <Programmes plan={version.plan} preferences={{}} />
      <SessionsPreview plan={version.plan} />
      <div data-print="no">
        <May route="changePlanStatus">
          <StatusActions version={version} />
        </May>
      </div>
    </>
  )
}

const laterOf = (left: string, right: string) => (left > right ? left : right)

type Action = 'pause' | 'resume' | 'close'
const actions = ['pause', 'resume', 'close'] as const

function StatusActions({ version }: { version: PlanVersion }) {
  const { t } = useWords()
  const { patientId, knowledgeChange, need } = useRecord()
  const [asked, setAsked] = useState<Action | null>(null)
  const [reason, setReason] = useState('')
  const write = useRecordWrite((call, body: { eventId: string; action: Action; reason: string }) =>
    call('changePlanStatus', { params: { patientId }, body }),
  )
  // A plan that waits because rules changed is not resumed by hand, nor one that waits for a look at a sign of danger.
  const possible = actions
    .filter((action) => (planActions[action] as readonly string[]).includes(version.status))
    .filter((action) => action !== 'resume' || (knowledgeChange?.blocks !== true && need !== 'stop'))
  if (possible.length === 0) return null
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (asked === null || reason.trim() === '') return
    write.mutate(
      { eventId: newId(), action: asked, reason: reason.trim() },
      {
        onSuccess: () => {
          setAsked(null)
          setReason('')
        },
      },
    )
  }
  return (
    <Section title={t.plan.status}>
      <div className="d-row">
        {possible.map((action) => (
          <Button
            key={action}
            aria-expanded={asked === action}
            onClick={() => setAsked(asked === action ? null : action)}
          >
            {t.plan.statusAction[action]}
          </Button>
        ))}
      </div>
      {asked !== null && (
        <form className="d-stack c-form" onSubmit={send}>
          <TextField label={t.plan.statusReason[asked]} value={reason} onChange={setReason} maxLength={500} required />
          {write.isError && <Failure error={write.error} onRetry={write.again} write />}
          <Button type="submit" kind="primary" busy={write.isPending} disabled={reason.trim() === ''}>
            {t.plan.statusConfirm[asked]}
          </Button>
        </form>
      )}
    </Section>
  )
}

/** Every version of the plan; none is ever changed. */
export function PlanHistory() {
  const { t, terms, formatDate, formatTime } = useWords()
  const { plans } = useRecord()
  if (plans.length === 0) return null
  return (
    <Section title={t.plan.history} level={3}>
      <DataTable
        caption={t.plan.history}
        captionHidden
        rows={plans.toSorted((left, right) => right.confirmedAt.localeCompare(left.confirmedAt))}
        rowKey={({ planId, version }) => `${planId}-${version}`}
        columns={[
          { key: 'version', header: t.plan.version, rowHeader: true, cell: ({ version }) => version },
          {
            key: 'status',
            header: t.plan.status,
            cell: ({ status }) => <Tag kind={status === 'active' ? 'accent' : 'plain'}>{terms.planStatus[status]}</Tag>,
          },
          {
            key: 'when',
            header: t.plan.confirmedAt,
            cell: ({ confirmedAt }) => `${formatDate(confirmedAt, 'short')}, ${formatTime(confirmedAt)}`,
          },
          { key: 'who', header: t.plan.confirmedBy, cell: ({ confirmedBy }) => confirmedBy },
          { key: 'hash', header: t.plan.hash, cell: ({ hash }) => <code>{hash.slice(0, 8)}</code> },
        ]}
      />
    </Section>
  )
}
