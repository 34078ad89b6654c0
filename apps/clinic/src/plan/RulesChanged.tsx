import type { Contract, KnowledgeChange } from '@dosis/api'
import { Button, DataTable, Notice, Section, Tag, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'
import { Why } from '../reason/Why.tsx'
import { impactWords } from './impact-words.ts'

/** What the rules of today say of a plan that was confirmed under others, and what can be done about it. */
export function RulesChanged({ onRenew }: { onRenew: () => void }) {
  const { t, formatDate } = useWords()
  const { knowledgeChange: change, plans } = useRecord()
  if (change == null) return null
  const plan = plans.find(({ planId, version }) => planId === change.planId && version === change.version)
  const confirmedOn = formatDate(plan?.confirmedAt ?? '')
  const say = t.knowledgeChange
  return (
    <section className="d-stack" data-print="no">
      <Notice kind={change.blocks ? 'stop' : 'info'} title={change.blocks ? say.waits : say.runs} live>
        <p>{change.blocks ? say.waitsText(confirmedOn) : say.runsText(confirmedOn)}</p>
      </Notice>
      <Impacts change={change} />
      <May route="reviewKnowledgeChange">
        <Resolve change={change} onRenew={onRenew} />
      </May>
    </section>
  )
}

function Impacts({ change }: { change: KnowledgeChange }) {
  const words = useWords()
  const knowledge = useKnowledge()
  const say = words.t.knowledgeChange
  const rows = change.impacts.map((impact) => ({ ...impact, words: impactWords(impact, knowledge, words) }))
  return (
    <>
      <DataTable
        caption={say.list}
        rows={rows}
        rowKey={({ kind, about }) => `${kind}: ${about}`}
        columns={[
          {
            key: 'what',
            header: say.what,
            rowHeader: true,
            cell: (row) => (
              <span className="c-line">
                <span>{row.words.what}</span>
                {row.blocks && <Tag kind="stop">{say.waitsHere}</Tag>}
              </span>
            ),
          },
          { key: 'before', header: say.before, cell: (row) => row.words.before },
          { key: 'after', header: say.after, cell: (row) => row.words.after },
        ]}
      />
      <Why why={reasonsOf(change)} label={say.why} />
    </>
  )
}

/** Each rule once, the worst impact first. */
function reasonsOf({ impacts }: KnowledgeChange) {
  const reasons = impacts.flatMap(({ why = [] }) => why)
  return reasons.filter((reason, place) => reasons.findIndex(({ rule }) => rule === reason.rule) === place)
}

function Resolve({ change, onRenew }: { change: KnowledgeChange; onRenew: () => void }) {
  const { t } = useWords()
  const { patientId } = useRecord()
  const [asked, setAsked] = useState(false)
  const [reason, setReason] = useState('')
  const write = useRecordWrite((call, body: Contract['reviewKnowledgeChange']['body']) =>
    call('reviewKnowledgeChange', { params: { patientId }, body }),
  )
  const say = t.knowledgeChange
  const keep = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() === '') return
    const { planId, version, from, to } = change
    write.mutate({ eventId: newId(), planId, version, from, to, reason: reason.trim() })
  }
  return (
    <>
      <div className="d-row">
        <Button kind="primary" onClick={onRenew}>
          {say.renew}
        </Button>
        {!change.blocks && (
          <Button aria-expanded={asked} onClick={() => setAsked(!asked)}>
            {say.keep}
          </Button>
        )}
      </div>
      {asked && !change.blocks && (
        <form className="d-stack c-form" onSubmit={keep}>
          <TextField label={say.reason} value={reason} onChange={setReason} maxLength={500} required />
          {write.isError && <Failure error={write.error} onRetry={write.again} write />}
          <Button type="submit" busy={write.isPending} disabled={reason.trim() === ''}>
            {say.keepConfirm}
          </Button>
        </form>
      )}
    </>
  )
}

/** Who kept a plan as it was after the rules had changed, and why. */
export function KeptPlans() {
  const { t, formatDate } = useWords()
  const { knowledgeReviews = [] } = useRecord()
  if (knowledgeReviews.length === 0) return null
  const say = t.knowledgeChange
  return (
    <Section title={say.kept} level={3}>
      <DataTable
        caption={say.kept}
        captionHidden
        rows={knowledgeReviews}
        rowKey={({ eventId }) => eventId}
        columns={[
          { key: 'version', header: t.plan.version, rowHeader: true, cell: ({ version }) => version },
          { key: 'when', header: say.keptAt, cell: ({ recordedAt }) => formatDate(recordedAt, 'short') },
          { key: 'who', header: say.keptBy, cell: ({ recordedBy }) => recordedBy },
          { key: 'why', header: say.keptBecause, cell: ({ reason }) => <span className="c-note">{reason}</span> },
        ]}
      />
    </Section>
  )
}
