import { Button, ButtonLink, EmptyState, Notice, PageHeader, Screen, Section, Tag } from '@dosis/ui'
import { Printer } from 'lucide-react'
import { useState } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useMay } from '../data/records.ts'
import { AppLink } from '../frame/AppLink.tsx'
import { PrintFoot } from '../frame/PrintFoot.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { ConfirmedPlan, PlanHistory } from './ConfirmedPlan.tsx'
import { DraftPlan } from './DraftPlan.tsx'
import { KeptPlans, RulesChanged } from './RulesChanged.tsx'
import { preferencesOf } from './preferences.ts'

/** The plan that holds, or the one in the making. */
export function PlanPage() {
  const { t, terms, formatDate } = useWords()
  const record = useRecord()
  const last = record.plans.at(-1)
  const running = record.plans.findLast(({ status }) => status === 'active' || status === 'paused')
  // A course that was closed shows what was agreed last; a new plan begins only when somebody asks for it.
  const current = running ?? (record.closedOn === null ? undefined : last)
  const [replacing, setReplacing] = useState(false)
  const [justConfirmed, setJustConfirmed] = useState(false)
  const mayConfirm = useMay('confirmPlan')
  const mayDraft = useMay('draftPlan')
  const drafting = current === undefined || replacing
  usePageTitle(t.place.plan, record.details.name)
  return (
    <Screen width="wide">
      <PageHeader
        title={drafting && mayDraft ? t.plan.draftTitle : t.plan.title}
        marks={!drafting && <Tag kind="accent">{terms.planStatus[current.status]}</Tag>}
        lead={
          drafting
            ? mayDraft && t.plan.draftLead
            : [
                t.plan.confirmedLead(current.version, formatDate(current.confirmedAt), current.confirmedBy),
                ...(running === undefined && record.closedOn !== null
                  ? [t.evaluation.closed(formatDate(record.closedOn))]
                  : []),
              ].join(' ')
        }
        actions={
          !drafting && (
            <>
              <Button icon={Printer} onClick={() => window.print()}>
                {t.print}
              </Button>
              {record.knowledgeChange == null && mayConfirm && (
                <Button onClick={() => setReplacing(true)}>{t.plan.replace}</Button>
              )}
              <ButtonLink href={patientPath(record.patientId, 'follow-up')} link={AppLink}>
                {t.place['follow-up']}
              </ButtonLink>
            </>
          )
        }
      />
      {justConfirmed && !drafting && (
        <Notice title={t.plan.confirmedNow} live>
          {t.plan.confirmedNowText}
        </Notice>
      )}
      {drafting && !mayDraft ? (
        <EmptyState>{t.may.noPlanYet}</EmptyState>
      ) : drafting ? (
        <DraftPlan
          start={last === undefined ? {} : preferencesOf(last.plan)}
          onConfirmed={() => {
            setReplacing(false)
            setJustConfirmed(true)
          }}
          onCancel={current === undefined ? undefined : () => setReplacing(false)}
        />
      ) : (
        <>
          <RulesChanged onRenew={() => setReplacing(true)} />
          <ConfirmedPlan version={current} />
          <StopRules rules={current.plan.stopRules} />
        </>
      )}
      <PlanHistory />
      <KeptPlans />
      <PrintFoot />
    </Screen>
  )
}

/** What ends a session or the training, whatever the plan says. */
function StopRules({ rules }: { rules: readonly string[] }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  if (rules.length === 0) return null
  return (
    <Section title={t.plan.stopRules} level={3}>
      <ul className="c-stop-rules">
        {rules.map((rule) => (
          <li key={rule}>{pick(findRule(knowledge, rule).names)}</li>
        ))}
      </ul>
    </Section>
  )
}
