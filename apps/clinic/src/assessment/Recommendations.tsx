import type { RecommendationOutcome } from '@dosis/domain'
import { CertaintyMark, Section, Tag } from '@dosis/ui'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'
import { Why } from '../reason/Why.tsx'
import { CriteriaList } from './CriteriaList.tsx'
import { RecommendationMark } from './RecommendationMark.tsx'

/** The recommendations that this patient calls for, each with every condition of its source. */
export function Recommendations({ outcomes }: { outcomes: readonly RecommendationOutcome[] }) {
  const { t } = useWords()
  return (
    <Section title={t.assessment.recommendations} note={t.assessment.recommendationsNote}>
      {outcomes.length === 0 ? (
        <p>{t.assessment.noRecommendations}</p>
      ) : (
        outcomes.map((outcome) => <OneRecommendation key={outcome.id} outcome={outcome} />)
      )}
    </Section>
  )
}

function OneRecommendation({ outcome }: { outcome: RecommendationOutcome }) {
  const { t, pick, terms } = useWords()
  const knowledge = useKnowledge()
  const recommendation = knowledge.recommendations[outcome.id]
  const document = recommendation === undefined ? undefined : knowledge.documents[recommendation.document]
  const truths = new Map(outcome.why.map(({ rule, truth }) => [rule, truth]))
  const kind = recommendation?.type === 'none' || recommendation === undefined ? null : recommendation.type
  return (
    <article className="c-recommendation">
      <div className="c-recommendation-head">
        <h3>{recommendation === undefined ? outcome.id : pick(recommendation.names)}</h3>
        <RecommendationMark verdict={outcome.verdict} />
      </div>
      <p className="d-caption c-line">
        {document && <span>{pick(document.title)}</span>}
        {document?.statusNote && <Tag>{pick(document.statusNote)}</Tag>}
        {kind && <span>{terms.statementKind[kind]}</span>}
        {recommendation?.certainty && <CertaintyMark certainty={recommendation.certainty} />}
      </p>
      {recommendation !== undefined && recommendation.conditions.length > 0 && (
        <>
          <p className="d-caption">{t.assessment.onlyIf}</p>
          <CriteriaList
            lines={recommendation.conditions.map(({ id, text }) => ({
              key: id,
              words: pick(text),
              truth: truths.get(id) ?? null,
            }))}
          />
        </>
      )}
      <Why why={outcome.why} factIds={outcome.factIds} />
    </article>
  )
}
