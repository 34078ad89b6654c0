import type { Assessment } from '@dosis/domain'
import { Section } from '@dosis/ui'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { SourceNote } from '../reason/SourceNote.tsx'
import { Why } from '../reason/Why.tsx'

/** When to evaluate, how the course ends, and who pays. */
export function Schedule({ assessment }: { assessment: Assessment }) {
  const { t, pick, terms, formatDate } = useWords()
  const knowledge = useKnowledge()
  const { treatmentStart } = useRecord()
  const { evaluation, stop, reimbursement } = assessment
  const day = (date: string | null, open: string) => (date === null ? open : formatDate(date))
  const lines: readonly (readonly [string, string])[] = [
    [
      t.assessment.nextEvaluation,
      day(evaluation.nextDate, treatmentStart === null ? t.assessment.noDateYet : terms.boundSilent),
    ],
    [
      t.assessment.cycle,
      evaluation.cycleWeeks === null ? terms.boundSilent : t.assessment.everyWeeks(evaluation.cycleWeeks),
    ],
    [t.assessment.indicativeEnd, day(evaluation.indicativeEndDate, t.assessment.noEnd)],
    ...(evaluation.notBefore === null ? [] : ([[t.assessment.notBefore, formatDate(evaluation.notBefore)]] as const)),
    ...(evaluation.endRule === null
      ? []
      : ([[t.assessment.endRule, pick(findRule(knowledge, evaluation.endRule).names)]] as const)),
    ...(stop.verdict === 'not_applicable'
      ? []
      : ([[t.assessment.stopAdvice, terms.stopVerdict[stop.verdict]]] as const)),
  ]
  return (
    <>
      <Section title={t.assessment.schedule}>
        <dl className="c-facts d-figures">
          {lines.map(([label, words]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
        <SourceNote factIds={evaluation.factIds} />
        <Why why={[...evaluation.why, ...stop.why]} factIds={[...evaluation.factIds, ...stop.factIds]} />
      </Section>
      {reimbursement !== null && (
        <Section title={t.assessment.reimbursement}>
          <ul className="c-list">
            {reimbursement.windowMonths !== null && <li>{t.assessment.window(reimbursement.windowMonths)}</li>}
            {reimbursement.firstSessionsSupplementary !== null && (
              <li>{t.assessment.supplementary(reimbursement.firstSessionsSupplementary)}</li>
            )}
            {reimbursement.basicFromSession !== null && <li>{t.assessment.basic(reimbursement.basicFromSession)}</li>}
            {reimbursement.why
              .filter(({ truth }) => truth === 'yes')
              .map(({ rule }) => (
                <li key={rule}>{pick(findRule(knowledge, rule).names)}</li>
              ))}
          </ul>
          <Why why={reimbursement.why} factIds={reimbursement.factIds} />
        </Section>
      )}
    </>
  )
}
