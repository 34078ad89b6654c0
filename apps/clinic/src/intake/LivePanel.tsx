import { ButtonLink, Notice, Section, Tag, VerdictMark } from '@dosis/ui'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { AppLink } from '../frame/AppLink.tsx'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { ExpiredFacts } from '../reason/ExpiredFacts.tsx'
import { findRule } from '../reason/find-rule.ts'
import { useLiveAssessment } from './live-assessment.ts'
import { StillNeeded } from './StillNeeded.tsx'

/** Beside the questions: what Dosis concludes so far, and what it still needs to know. */
export function LivePanel() {
  const { t, terms, pick } = useWords()
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  const assessment = useLiveAssessment()
  const { redFlags, triage, referral, exercise, stillNeeded } = assessment
  const judged = exercise.filter(({ verdict }) => verdict !== 'unknown')
  const waiting = exercise.length - judged.length
  const isOpen = triage.open.length > 0 || referral.open.length > 0
  return (
    <div className="c-live">
      {redFlags.length > 0 && (
        <Notice kind="stop" live title={t.assessment.redFlags}>
          <ul>
            {redFlags.map(({ rule }) => (
              <li key={rule}>{pick(findRule(knowledge, rule).names)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ExpiredFacts expired={assessment.expired ?? []} />
      <Section title={t.intake.soFar} level={3} note={isOpen ? t.intake.provisional : undefined}>
        <dl className="c-facts">
          <div>
            <dt>{t.assessment.referral}</dt>
            <dd>
              {referral.action === 'none' && referral.open.length > 0
                ? t.assessment.referralOpen
                : terms.referralAction[referral.action]}
            </dd>
          </div>
          <div>
            <dt>{t.assessment.level}</dt>
            <dd>
              {terms.careLevel[triage.level]} {triage.open.length > 0 && <Tag>{t.intake.canStillChange}</Tag>}
            </dd>
          </div>
          <div>
            <dt>{t.assessment.indication}</dt>
            <dd>{terms.therapyIndication[assessment.therapyIndication.verdict]}</dd>
          </div>
        </dl>
        {exercise.length > 0 && (
          <ul className="c-live-forms">
            {judged.map(({ form, verdict }) => (
              <li key={form}>
                <span>{knowledge.forms[form] ? pick(knowledge.forms[form].names) : form}</span>
                <VerdictMark verdict={verdict} />
              </li>
            ))}
            {waiting > 0 && (
              <li>
                <span>{judged.length === 0 ? t.intake.forms(waiting) : t.intake.otherForms(waiting)}</span>
                <VerdictMark verdict="unknown" />
              </li>
            )}
          </ul>
        )}
        <ButtonLink href={patientPath(patientId, 'assessment')} link={AppLink} kind="primary" wide>
          {t.intake.toAssessment}
        </ButtonLink>
      </Section>
      <Section title={t.intake.stillNeeded} level={3} note={String(stillNeeded.length)} id="still-needed">
        <StillNeeded needed={stillNeeded} />
      </Section>
    </div>
  )
}
