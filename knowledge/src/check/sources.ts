import type { Knowledge } from '@dosis/domain'
import { citedParts } from './cited-parts.ts'
import type { Found } from './finding.ts'

/** Finds rules and numbers that cite nothing, and contradictions with one side only. */
export function checkSources(knowledge: Knowledge): Found[] {
  const uncited = citedParts(knowledge)
    .filter(({ needsSource, factIds }) => needsSource && factIds.length === 0)
    .map(
      (part): Found => ({
        kind: 'missing-source',
        in: part.in,
        path: part.path,
        message: 'cites no statement: add factIds',
      }),
    )
  const oneSided = Object.values(knowledge.contradictions)
    .filter(({ places }) => places.length < 2)
    .map(
      ({ id }): Found => ({
        kind: 'missing-source',
        in: { kind: 'contradictions', id },
        path: ['places'],
        message: 'needs both places that disagree',
      }),
    )
  return [...uncited, ...oneSided]
}

/** Finds rules that decide though nothing they cite was read in its source. */
export function checkReviews(knowledge: Knowledge): Found[] {
  const { statements } = knowledge
  return citedParts(knowledge)
    .filter(({ review }) => review.state === 'active' && review.reviewedBy === null)
    .filter(({ factIds }) => {
      const known = factIds.flatMap((id) => statements[id] ?? [])
      return known.length > 0 && !known.some(({ verification }) => verification === 'S' || verification === 'V')
    })
    .map((part): Found => {
      const marks = [...new Set(part.factIds.map((id) => statements[id]?.verification))].join(', ')
      return {
        kind: 'unreviewed-rule-active',
        in: part.in,
        path: part.path,
        message: `rests on ${marks} alone: write "review: awaiting_review" until a clinician signs`,
      }
    })
}
