import { type AccessReview, type AccessToReview, type ReviewOutcome, reviewOutcomes } from '@dosis/api'
import {
  Button,
  DataTable,
  Disclosure,
  EmptyState,
  Loading,
  PageHeader,
  Screen,
  Section,
  SegmentedControl,
  Tag,
  TextArea,
} from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { newId } from '../data/new-id.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useAccessReview, useReviewAccess } from './access-data.ts'
import { AccessRuleSection } from './AccessRuleSection.tsx'
import { OversightTabs } from './OversightTabs.tsx'
import { useAccessWords } from './use-access-words.ts'
import { usePatientNames } from './use-patient-names.ts'

/** Every access that somebody has to look at, with what was concluded; and the rule of the practice. */
export function ReviewPage() {
  const { a } = useAccessWords()
  const review = useAccessReview()
  usePageTitle(a.review.title)
  return (
    <Screen>
      <PageHeader title={a.review.title} lead={a.review.lead} />
      <OversightTabs current="review" />
      {review.isPending && <Loading />}
      {review.isError && <Failure error={review.error} onRetry={() => void review.refetch()} />}
      {review.data && <Lists review={review.data} />}
    </Screen>
  )
}

function Lists({ review: { items, policy, rules } }: { review: AccessReview }) {
  const { a, pick } = useAccessWords()
  const present = (['outside', 'read-only'] as const).filter((rule) => items.some((item) => item.rule === rule))
  const waiting = items.filter(({ review }) => review === null || review.outcome === 'follow_up')
  const reviewed = items.filter((item) => !waiting.includes(item))
  return (
    <>
      <Section title={a.review.waiting} note={waiting.length > 0 ? String(waiting.length) : undefined}>
        {waiting.length === 0 ? (
          <EmptyState>{a.review.nothing}</EmptyState>
        ) : (
          <Accesses items={waiting} caption={a.review.waiting} />
        )}
      </Section>
      {reviewed.length > 0 && (
        <Section title={a.review.reviewed} note={String(reviewed.length)}>
          <Accesses items={reviewed} caption={a.review.reviewed} />
        </Section>
      )}
      {present.length > 0 && (
        <Disclosure summary={a.review.why}>
          <dl className="c-sources">
            {present.map((rule) => (
              <div key={rule}>
                <dt>{a.review.rules[rule]}</dt>
                <dd className="d-caption">{pick(rules[rule].source)}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
      <AccessRuleSection policy={policy} />
    </>
  )
}

function Accesses({ items, caption }: { items: readonly AccessToReview[]; caption: string }) {
  const { a, formatDate, formatTime } = useAccessWords()
  const { nameOf } = usePatientNames()
  return (
    <DataTable
      caption={caption}
      captionHidden
      rows={items}
      rowKey={({ subject }) => subject}
      detail={(item) => <ReviewForm key={`${item.subject} ${item.review?.at}`} item={item} />}
      columns={[
        {
          key: 'who',
          header: a.log.who,
          rowHeader: true,
          cell: ({ name, role }) => (
            <>
              {name} {isRole(role) && <span className="c-log-role">{a.roles[role]}</span>}
            </>
          ),
        },
        {
          key: 'at',
          header: a.log.time,
          cell: ({ at }) => (
            <>
              {formatDate(at, 'short')} <span className="d-figures">{formatTime(at)}</span>
            </>
          ),
        },
        { key: 'patient', header: a.log.patient, cell: ({ patientId }) => nameOf(patientId) },
        {
          key: 'why',
          header: a.log.what,
          cell: ({ rule, reason, explanation, entries }) => (
            <>
              {a.review.rules[rule]}
              {reason !== null && `: ${a.reasons[reason].toLowerCase()}`}
              <span className="c-log-times">{a.review.entries(entries)}</span>
              {explanation !== null && <blockquote className="c-note">{explanation}</blockquote>}
            </>
          ),
        },
        ...(items.some(({ review }) => review !== null)
          ? [
              {
                key: 'outcome',
                header: a.review.outcome,
                cell: ({ review }: AccessToReview) => <Concluded {...{ review }} />,
              },
            ]
          : []),
      ]}
    />
  )

  function isRole(role: string | null): role is keyof typeof a.roles {
    return role !== null && Object.hasOwn(a.roles, role)
  }
}

function Concluded({ review }: Pick<AccessToReview, 'review'>) {
  const { a, formatDate } = useAccessWords()
  if (review === null) return null
  return (
    <>
      <Tag kind={review.outcome === 'unjustified' ? 'caution' : 'plain'}>{a.review.outcomes[review.outcome]}</Tag>
      <span className="c-log-times">{a.review.by(review.by, formatDate(review.at, 'short'))}</span>
      {review.note !== '' && <blockquote className="c-note">{review.note}</blockquote>}
    </>
  )
}

/** What somebody concludes; a doubt or a fault says why. */
function ReviewForm({ item: { subject, actorId, patientId } }: { item: AccessToReview }) {
  const { a } = useAccessWords()
  const [reviewId] = useState(newId)
  const [outcome, setOutcome] = useState<ReviewOutcome | 'open'>('open')
  const [note, setNote] = useState('')
  const [asked, setAsked] = useState(false)
  const send = useReviewAccess()
  const needsNote = outcome !== 'justified' && note.trim() === ''
  const save = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (outcome === 'open' || needsNote) return
    send.mutate({ reviewId, subject, outcome, note: note.trim() })
  }
  const log = `/oversight/log?${new URLSearchParams({ actor: actorId, patient: patientId })}`
  return (
    <form className="d-stack c-form" onSubmit={save} noValidate>
      <SegmentedControl
        label={a.review.outcome}
        options={reviewOutcomes.map((value) => ({ value, label: a.review.outcomes[value] }))}
        value={outcome}
        onChange={setOutcome}
        problem={asked && outcome === 'open' ? a.review.needsOutcome : undefined}
      />
      <TextArea
        label={a.review.note}
        value={note}
        onChange={setNote}
        rows={2}
        maxLength={500}
        problem={asked && outcome !== 'open' && needsNote ? a.review.needsNote : undefined}
      />
      {send.isError && <Failure error={send.error} write />}
      <div className="d-row">
        <Button kind="primary" type="submit" busy={send.isPending}>
          {a.review.save}
        </Button>
        <AppLink href={log}>{a.review.seeLog}</AppLink>
      </div>
    </form>
  )
}
