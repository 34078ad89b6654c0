import type { ExpiredFact, FactId } from '@dosis/domain'
import { Notice } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { askPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { definitionOf } from './definition-of.ts'

/** Links to the question of a fact at intake. */
export function AskLink({ fact }: { fact: FactId }) {
  const { pick } = useWords()
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  const definition = definitionOf(knowledge, fact)
  return <Link href={askPath(patientId, fact)}>{definition === undefined ? fact : pick(definition.question)}</Link>
}

/** Since when a fact no longer counts, and what changed: in words. */
export function useExpiredWords() {
  const { t, pick, formatDate } = useWords()
  const knowledge = useKnowledge()
  return ({ because }: ExpiredFact): string =>
    because
      .map(({ fact, changedOn }) => {
        const definition = definitionOf(knowledge, fact)
        return t.intake.origin.expired(
          definition === undefined ? fact : pick(definition.question),
          formatDate(changedOn),
        )
      })
      .join(' ')
}

/** Facts that no longer count since something changed, each with one action: ask or measure it again. */
export function ExpiredFacts({ expired }: { expired: readonly ExpiredFact[] }) {
  const { terms, formatDate } = useWords()
  const becauseOf = useExpiredWords()
  if (expired.length === 0) return null
  return (
    <Notice kind="caution" title={terms.expired.title}>
      <p>{terms.expired.explanation}</p>
      <ul className="c-list">
        {expired.map((each) => (
          <li key={each.fact}>
            <AskLink fact={each.fact} />{' '}
            <span className="d-caption">
              {each.observedOn === null
                ? terms.expired.observedUnknown
                : `${terms.expired.observedOn} ${formatDate(each.observedOn)}`}
              . {becauseOf(each)}
            </span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
