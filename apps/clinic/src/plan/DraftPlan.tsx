import type { Plan, PlanPreferences } from '@dosis/domain'
import { Button, ConfirmBar, Disclosure, Loading, Section, VerdictMark } from '@dosis/ui'
import { useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { Chain } from '../reason/Why.tsx'
import { Blocked } from './Blocked.tsx'
import { PlanGaps } from './PlanGaps.tsx'
import { PlanGrid } from './PlanGrid.tsx'
import { Preferences } from './Preferences.tsx'
import { chooseDose } from './preferences.ts'
import { Programmes } from './Programmes.tsx'
import { SessionsPreview } from './SessionsPreview.tsx'
import { useDraft } from './use-draft.ts'

interface DraftPlanProps {
  /** Where the choices start: those of the plan that is replaced, or nothing. */
  start: PlanPreferences
  onConfirmed: () => void
  onCancel?: (() => void) | undefined
}

interface Confirmation {
  readonly planId: string
  readonly decisionId: string
  readonly preferences: PlanPreferences
  readonly hash: string
}

/** A plan in the making: wishes, doses, what stands in the way, and exactly what the patient will see. */
export function DraftPlan({ start, onConfirmed, onCancel }: DraftPlanProps) {
  const { t } = useWords()
  const { patientId, plans } = useRecord()
  const [preferences, setPreferences] = useKept<PlanPreferences>(
    ['preferences', patientId, String(plans.length)],
    start,
  )
  const draft = useDraft(preferences)
  const [ids] = useState(() => ({ planId: newId(), decisionId: newId() }))
  const confirm = useRecordWrite((call, body: Confirmation) => call('confirmPlan', { params: { patientId }, body }))

  if (draft.data === undefined) {
    if (draft.isPending) return <Loading>{t.plan.drafting}</Loading>
    return <Failure error={draft.error} onRetry={() => void draft.refetch()} />
  }
  const { plan, hash } = draft.data
  const isStale = draft.isPlaceholderData || draft.isFetching || draft.isError
  const canConfirm = plan.blocked.length === 0 && !isStale
  const send = () =>
    confirm.mutate(
      { ...ids, preferences, hash },
      {
        onSuccess: () => {
          onConfirmed()
        },
        // Another hash: the record or the knowledge changed. The new draft is shown before anybody confirms it.
        onError: () => void draft.refetch(),
      },
    )
  return (
    <>
      {draft.isError && <Failure error={draft.error} onRetry={() => void draft.refetch()} />}
      <Blocked plan={plan} />
      <Preferences preferences={preferences} plan={plan} onChange={setPreferences} />
      <Section title={t.plan.dosing} note={<span data-print="no">{t.plan.dosingNote}</span>}>
        {plan.prescriptions.length === 0 ? (
          <p>{t.plan.nothing}</p>
        ) : (
          <PlanGrid
            plan={plan}
            onChoose={(form, key, choice) => setPreferences(chooseDose(preferences, form, key, choice))}
          />
        )}
      </Section>
      <Programmes plan={plan} preferences={preferences} onChange={setPreferences} />
      <PlanGaps plan={plan} />
      <LeftOutForms plan={plan} />
      {plan.prescriptions.length > 0 && <SessionsPreview plan={plan} />}
      {confirm.isError && <Failure error={confirm.error} onRetry={canConfirm ? send : undefined} write />}
      <May route="confirmPlan">
        <ConfirmBar
          actions={
            <>
              {onCancel && (
                <Button kind="quiet" onClick={onCancel}>
                  {t.plan.cancel}
                </Button>
              )}
              <Button kind="primary" disabled={!canConfirm} busy={confirm.isPending} onClick={send}>
                {t.plan.confirm}
              </Button>
            </>
          }
        >
          {plan.blocked.length > 0 ? t.plan.notYet(plan.blocked.length) : t.plan.confirmText}{' '}
          <code title={hash}>{hash.slice(0, 8)}</code>
        </ConfirmBar>
      </May>
    </>
  )
}

/** Forms that were looked at and are not in the plan, each with its reason. */
function LeftOutForms({ plan }: { plan: Plan }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const nameOf = (id: string) => {
    const found = knowledge.forms[id]
    return found === undefined ? id : pick(found.names)
  }
  if (plan.leftOut.length === 0) return null
  return (
    <Section title={t.plan.leftOut}>
      <ul className="c-left-out">
        {plan.leftOut.map(({ form, verdict, rule, factIds, instead }) => {
          const { note } = findRule(knowledge, rule)
          const isChoice = verdict === 'allowed' || verdict === 'allowed_with_conditions'
          return (
            <li key={form}>
              <span>{nameOf(form)}</span>
              <VerdictMark verdict={verdict} />
              <div>
                <span className="d-caption">{isChoice ? t.plan.notChosen : note === null ? '' : pick(note)}</span>
                {instead !== undefined && <p>{t.plan.instead(nameOf(instead.form))}</p>}
                {!isChoice && (
                  <Disclosure summary={t.reason.why}>
                    <Chain why={[{ rule, truth: 'yes', facts: [], factIds }]} factIds={instead?.factIds ?? []} />
                  </Disclosure>
                )}
              </div>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
