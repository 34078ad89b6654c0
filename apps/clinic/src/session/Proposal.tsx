import type { PlanVersion } from '@dosis/api'
import type { ChosenNumber, NumberStep, Observation, ProgressStep } from '@dosis/domain'
import { Button, DataTable, QuantityField, Section, Tag, TextField } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords, type Words } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { useReasons } from '../reason/use-reasons.tsx'
import { Why } from '../reason/Why.tsx'
import { changeLines, numberName } from './step-words.ts'

/** What progression proposes for each part of the plan, as a sentence with its rule. */
export function Proposals({ plan }: { plan: PlanVersion }) {
  const { t } = useWords()
  const { progress } = useRecord()
  if (progress === null || progress.steps.length === 0) return null
  return (
    <Section title={t.followUp.proposal}>
      {progress.steps.map((step) => (
        <Proposal key={step.prescription} step={step} plan={plan} />
      ))}
    </Section>
  )
}

function Proposal({ step, plan }: { step: ProgressStep; plan: PlanVersion }) {
  const words = useWords()
  const { t, pick, terms } = words
  const { progress } = useRecord()
  const knowledge = useKnowledge()
  const { sourceOf } = useReasons()
  const observedName = ({ what, key }: Observation) =>
    key === undefined
      ? terms.observation[what].name
      : `${terms.observation[what].name} (${terms.dose[key].name.toLowerCase()})`
  const prescription = plan.plan.prescriptions.find(({ id }) => id === step.prescription)
  const form = knowledge.forms[prescription?.form ?? '']
  const name = asStart(form === undefined ? step.prescription : pick(form.names))
  const rule = findRule(knowledge, step.rule)
  const source = sourceOf(rule.document)
  const why = progress?.why.filter((reason) => reason.rule === step.rule) ?? []
  const lines = changeLines(step, knowledge, words)
  const fallback = [{ rule: step.rule, truth: 'yes' as const, facts: [], factIds: step.factIds }]
  return (
    <article className="c-proposal" data-action={step.action}>
      <p className="c-answer">{t.followUp.sentence[step.action]({ name, from: step.from, to: step.to })}</p>
      {lines.length > 0 && (
        <ul className="c-list d-figures">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <p className="d-caption c-line">
        <span>
          {t.followUp.byRule}: {pick(rule.names)}
        </span>
        {source?.status && <Tag>{source.status}</Tag>}
        {rule.review?.state === 'awaiting_review' && <Tag>{t.reason.notReviewed}</Tag>}
      </p>
      <DataTable
        caption={`${t.followUp.observed}: ${name}`}
        captionHidden
        onPhone="scroll"
        rows={step.observed}
        rowKey={({ what, key = '' }) => `${what} ${key}`}
        columns={[
          { key: 'what', header: t.followUp.what, rowHeader: true, cell: observedName },
          {
            key: 'observed',
            header: t.followUp.observed,
            align: 'figures',
            cell: (row) => figure(row.observed, row.what, words) ?? t.followUp.notMeasured,
          },
          {
            key: 'needed',
            header: t.followUp.needed,
            align: 'figures',
            cell: (row) => figure(row.needed, row.what, words) ?? t.followUp.noNorm,
          },
        ]}
      />
      <Why why={why.length > 0 ? why : fallback} factIds={step.factIds} />
      {changesPlan(step) && (
        <May route="decideProgress">
          <Decide step={step} plan={plan} name={name} />
        </May>
      )}
    </article>
  )
}

/** Silent about its size, a step waits for the therapist's number. */
const openNumbers = ({ numbers = [] }: ProgressStep) => numbers.filter(({ to }) => to === null)

const asStart = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** Only a step that changes the plan asks for a decision; holding, stopping and asking are said, not signed. */
const changesPlan = (step: ProgressStep) =>
  step.action === 'advance' ||
  step.action === 'regress' ||
  step.action === 'deload' ||
  (step.action === 'ask' && openNumbers(step).length > 0)

function figure(value: number | null, what: Observation['what'], { formatNumber, terms }: Words): string | null {
  return value === null ? null : formatNumber(value, { decimals: undefined, unit: terms.observation[what].unit })
}

const isSame = (given: ChosenNumber, { key, exercise }: NumberStep) => given.key === key && given.exercise === exercise

interface Decision {
  readonly eventId: string
  readonly decisionId: string
  readonly accepted: boolean
  readonly reason: string
  readonly chosen?: readonly ChosenNumber[]
}

function Decide({ step, plan, name }: { step: ProgressStep; plan: PlanVersion; name: string }) {
  const words = useWords()
  const { t, terms, formatDate } = words
  const knowledge = useKnowledge()
  const { patientId, progressDecisions } = useRecord()
  const [given, setGiven] = useState<readonly ChosenNumber[]>([])
  const [declining, setDeclining] = useState(false)
  const [reason, setReason] = useState('')
  const write = useRecordWrite((call, decision: Decision) =>
    call('decideProgress', {
      params: { patientId },
      body: { ...decision, planId: plan.planId, prescription: step.prescription },
    }),
  )
  const last = progressDecisions.findLast(({ prescription }) => prescription === step.prescription)
  const decide = (accepted: boolean) =>
    write.mutate(
      {
        eventId: newId(),
        decisionId: newId(),
        accepted,
        reason: reason.trim(),
        ...(accepted && given.length > 0 ? { chosen: given } : {}),
      },
      {
        onSuccess: () => {
          setDeclining(false)
          setReason('')
        },
      },
    )
  const open = openNumbers(step)
  const give = (number: NumberStep, value: number | undefined) => {
    const others = given.filter((each) => !isSame(each, number))
    const { key, exercise } = number
    setGiven(
      value === undefined ? others : [...others, { key, value, ...(exercise === undefined ? {} : { exercise }) }],
    )
  }
  const decline = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') decide(false)
  }
  return (
    <div className="d-stack">
      {open.length > 0 && (
        <div className="c-choices">
          {open.map((number) => (
            <QuantityField
              key={`${number.key}/${number.exercise ?? ''}`}
              label={t.followUp.give(numberName(number, knowledge, words))}
              unit={terms.dose[number.key].unit}
              min={0}
              max={100_000}
              decimals={number.key === 'loadKilograms' ? 1 : 0}
              hint={t.followUp.giveHint}
              value={given.find((each) => isSame(each, number))?.value}
              onChange={(value) => give(number, value)}
            />
          ))}
        </div>
      )}
      <div className="d-row">
        <Button
          kind="primary"
          busy={write.isPending}
          disabled={given.length < open.length}
          onClick={() => decide(true)}
        >
          {t.followUp.accept}
          <span className="d-hidden">: {name}</span>
        </Button>
        <Button aria-expanded={declining} onClick={() => setDeclining(!declining)}>
          {t.followUp.decline}
          <span className="d-hidden">: {name}</span>
        </Button>
      </div>
      {declining && (
        <form className="d-stack c-form" onSubmit={decline}>
          <TextField label={t.followUp.declineReason} value={reason} onChange={setReason} maxLength={500} required />
          <Button type="submit" kind="primary" disabled={reason.trim() === ''} busy={write.isPending}>
            {t.followUp.declineConfirm}
          </Button>
        </form>
      )}
      {write.isError && <Failure error={write.error} onRetry={write.again} write />}
      {last !== undefined && (
        <p className="d-caption">
          {t.followUp.lastDecision(last.accepted, formatDate(last.recordedAt, 'short'), last.recordedBy, last.reason)}
        </p>
      )}
    </div>
  )
}
