import type { EvaluationChoice } from '@dosis/domain'
import { Notice, PageHeader, Screen, Section, Tag } from '@dosis/ui'
import { useState } from 'react'
import { Link } from 'wouter'
import { useRecord } from '../data/context.tsx'
import { PrintFoot } from '../frame/PrintFoot.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { patientPath } from '../frame/places.ts'
import { May } from '../frame/May.tsx'
import { useWords } from '../frame/words.ts'
import { Changes } from './Changes.tsx'
import { Decide } from './Decide.tsx'
import { EnterScores } from './EnterScores.tsx'

/** Every six weeks: scores, what changed, and what the clinician chooses. */
export function EvaluationPage() {
  const { t, formatDate } = useWords()
  const record = useRecord()
  const { evaluation, closedOn } = record
  const [decided, setDecided] = useState<EvaluationChoice | null>(null)
  usePageTitle(t.place.evaluation, record.details.name)
  const due =
    closedOn !== null
      ? t.evaluation.closed(formatDate(closedOn))
      : evaluation.dueOn === null
        ? t.evaluation.noDue
        : t.evaluation.due(formatDate(evaluation.dueOn), evaluation.isDue)
  return (
    <Screen>
      <PageHeader
        title={t.place.evaluation}
        marks={evaluation.isDue && closedOn === null && <Tag kind="caution">{t.evaluation.isDue}</Tag>}
        lead={due}
      />
      <div data-print="no">
        <May route="recordMeasurements">
          <EnterScores />
        </May>
      </div>
      <Changes />
      {decided !== null && <Decided choice={decided} />}
      {closedOn === null && (
        <div data-print="no">
          <May route="decideEvaluation">
            <Decide onDecided={setDecided} />
          </May>
        </div>
      )}
      <History />
      <PrintFoot />
    </Screen>
  )
}

/** What was chosen, and where that is carried out. */
function Decided({ choice }: { choice: EvaluationChoice }) {
  const { t } = useWords()
  const { patientId } = useRecord()
  const place = choice === 'adjust' ? 'plan' : choice === 'refer' ? 'assessment' : null
  return (
    <Notice title={t.evaluation.decided[choice]} live>
      {place !== null && (
        <Link href={patientPath(patientId, place)}>{place === 'plan' ? t.plan.replace : t.place[place]}</Link>
      )}
    </Notice>
  )
}

/** Earlier evaluations with what was chosen and why. */
function History() {
  const { t, terms, formatDate } = useWords()
  const { evaluations } = useRecord()
  if (evaluations.length === 0) return null
  return (
    <Section title={t.evaluation.history}>
      <ol className="c-history">
        {evaluations
          .toSorted((left, right) => right.recordedAt.localeCompare(left.recordedAt))
          .map((each) => (
            <li key={each.eventId}>
              <p>
                <strong>{terms.evaluationChoice[each.choice]}</strong>{' '}
                <span className="d-caption">
                  {formatDate(each.on)}, {each.recordedBy}
                </span>
              </p>
              <p>{each.note}</p>
            </li>
          ))}
      </ol>
    </Section>
  )
}
