import type { Assessment } from '@dosis/domain'
import { Button, ButtonLink, Disclosure, Notice, PageHeader, Screen, Section } from '@dosis/ui'
import { Printer } from 'lucide-react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { AppLink } from '../frame/AppLink.tsx'
import { PrintFoot } from '../frame/PrintFoot.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { useLiveAssessment } from '../intake/live-assessment.ts'
import { findRule } from '../reason/find-rule.ts'
import { ExpiredFacts } from '../reason/ExpiredFacts.tsx'
import { Contradiction } from '../reason/Contradiction.tsx'
import { Sources } from '../reason/Sources.tsx'
import { Why } from '../reason/Why.tsx'
import { CriteriaList } from './CriteriaList.tsx'
import { ExercisePermissions } from './ExercisePermissions.tsx'
import { ExerciseTable } from './ExerciseTable.tsx'
import { headline, subline } from './headline.ts'
import { Instruments } from './Instruments.tsx'
import { noticeOf } from './notices.ts'
import { Population } from './Population.tsx'
import { Recommendations } from './Recommendations.tsx'
import { Schedule } from './Schedule.tsx'
import { StoredDecisions } from './StoredDecisions.tsx'
import { tableCriteria } from './table-criteria.ts'
import { ToAnswer } from './ToAnswer.tsx'
import { WorthAsking } from './WorthAsking.tsx'

/** May this person exercise, where does he belong, and with what: the answer first, reasons and sources below. */
export function AssessmentPage() {
  const words = useWords()
  const { t, formatDate } = words
  const record = useRecord()
  const knowledge = useKnowledge()
  const assessment = useLiveAssessment()
  const mayNotBegin = assessment.redFlags.length > 0
  usePageTitle(t.place.assessment, record.details.name)
  return (
    <Screen
      aside={
        <>
          <ToAnswer needed={assessment.stillNeeded} />
          <WorthAsking needed={assessment.stillNeeded} />
          <Population population={assessment.population} />
          <StoredDecisions />
        </>
      }
    >
      <PageHeader
        above={t.assessment.above(formatDate(assessment.on))}
        title={headline(assessment, record, knowledge, words)}
        lead={mayNotBegin ? undefined : subline(assessment, words)}
        actions={
          <>
            <Button icon={Printer} onClick={() => window.print()}>
              {t.print}
            </Button>
            <ButtonLink
              href={patientPath(record.patientId, 'plan')}
              link={AppLink}
              kind={mayNotBegin ? 'secondary' : 'primary'}
            >
              {t.assessment.toPlan}
            </ButtonLink>
          </>
        }
      />
      <Safety assessment={assessment} />
      <ExpiredFacts expired={assessment.expired ?? []} />
      <LevelOfCare assessment={assessment} />
      <Indication assessment={assessment} />
      <Recommendations outcomes={assessment.recommendations} />
      <ExerciseTable assessment={assessment} />
      <ExercisePermissions />
      <Instruments advice={assessment.instruments} />
      <Schedule assessment={assessment} />
      <OpenQuestions ids={assessment.silent} />
      <MustShow codes={assessment.mustShow} />
      <PrintFoot />
    </Screen>
  )
}

/** Red flags and referral, before anything else. */
function Safety({ assessment }: { assessment: Assessment }) {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const { redFlags, referral, unsupportedConditions } = assessment
  const name = (rule: string) => pick(findRule(knowledge, rule).names)
  const conditionName = (id: string) => {
    const known = knowledge.conditions[id]
    return known === undefined ? id : pick(known.names)
  }
  return (
    <>
      {redFlags.length > 0 && (
        <Notice kind="stop" title={t.assessment.redFlags}>
          <ul>
            {redFlags.map(({ rule }) => (
              <li key={rule}>{name(rule)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {unsupportedConditions.length > 0 && (
        <Notice kind="caution" title={t.assessment.unsupported(unsupportedConditions.map(conditionName))}>
          {t.assessment.unsupportedText}
        </Notice>
      )}
      <Section title={t.assessment.referral}>
        <p className="c-answer">
          {referral.action === 'none' && referral.open.length > 0
            ? t.assessment.referralOpen
            : terms.referralAction[referral.action]}
        </p>
        {referral.reasons.length > 0 && (
          <ul className="c-list">
            {referral.reasons.map((rule) => (
              <li key={rule}>{name(rule)}</li>
            ))}
          </ul>
        )}
        {referral.open.length > 0 && (
          <>
            <p>{t.assessment.referralStillOpen}</p>
            <CriteriaList
              lines={referral.open.map((rule) => ({ key: rule, words: name(rule), truth: 'unknown' as const }))}
            />
          </>
        )}
        <Sources factIds={referral.factIds} />
        <Why why={referral.why} factIds={referral.factIds} />
      </Section>
    </>
  )
}

/** The level with its criteria: those that hold, those still open, and the rest one press away. */
function LevelOfCare({ assessment: { triage } }: { assessment: Assessment }) {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const lines = tableCriteria(knowledge, 'triage', triage.why).map(({ id, truth }) => ({
    key: id,
    words: pick(findRule(knowledge, id).names),
    truth,
  }))
  const spoken = lines.filter(({ truth }) => truth !== 'no')
  const rest = lines.filter(({ truth }) => truth === 'no')
  return (
    <Section title={t.assessment.level}>
      <p className="c-answer">
        {terms.careLevel[triage.level]} <span className="d-caption">{terms.careLevelProblem[triage.level]}</span>
      </p>
      <Sources factIds={triage.factIds} />
      {triage.open.length > 0 && <p>{t.assessment.levelCanChange}</p>}
      <CriteriaList lines={spoken} />
      {rest.length > 0 && (
        <Disclosure summary={t.assessment.otherCriteria(rest.length)}>
          <CriteriaList lines={rest} />
        </Disclosure>
      )}
      <Why why={triage.why} factIds={triage.factIds} />
    </Section>
  )
}

function Indication({ assessment: { therapyIndication } }: { assessment: Assessment }) {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  if (therapyIndication.verdict === 'not_applicable') return null
  const lines = therapyIndication.why.map(({ rule, truth }) => ({
    key: rule,
    words: pick(findRule(knowledge, rule).names),
    truth,
  }))
  return (
    <Section title={t.assessment.indication} note={therapyIndication.criteria.join(', ')}>
      <p className="c-answer">{terms.therapyIndication[therapyIndication.verdict]}</p>
      <Sources factIds={therapyIndication.factIds} standing={knowledge.decisions['therapy-indication']?.standing} />
      <CriteriaList lines={lines} />
      <Why why={therapyIndication.why} factIds={therapyIndication.factIds} />
    </Section>
  )
}

/** What the sources leave open; Dosis does not fill it in. */
function OpenQuestions({ ids }: { ids: readonly string[] }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  if (ids.length === 0) return null
  return (
    <Section title={t.assessment.openQuestions} note={t.assessment.openQuestionsNote}>
      <ul className="c-open-questions">
        {ids.map((id) => {
          const question = knowledge.openQuestions[id]
          return <li key={id}>{question === undefined ? id : pick(question.text)}</li>
        })}
      </ul>
    </Section>
  )
}

function MustShow({ codes }: { codes: readonly string[] }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  if (codes.length === 0) return null
  return (
    <Section title={t.assessment.mustShow}>
      <ul className="c-must-show">
        {codes.map((code) => {
          const { text, about } = noticeOf(knowledge, code)
          return (
            <li key={code}>
              {pick(text)}
              {about?.contradiction ? (
                <Contradiction contradiction={about.contradiction} />
              ) : (
                about && (
                  <p className="d-caption">
                    {pick(about.text)} <code>{about.id}</code>
                  </p>
                )
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
