import type { ExerciseVerdict, RecommendationVerdict } from '@dosis/domain'
import { VerdictMark } from '@dosis/ui'
import { useWords } from '../frame/words.ts'

/** The mark that looks most like it; the words are those of the recommendation. */
const looksLike = {
  may_be_considered: 'allowed_with_conditions',
  conditions_not_met: 'not_supported',
  outside_population: 'not_supported',
  no_recommendation: 'no_recommendation',
  no_recommendation_status: 'no_recommendation',
  quoted_guideline_applies: 'allowed_with_conditions',
  ambiguous: 'conflict',
  silent: 'silent',
  unknown: 'unknown',
} as const satisfies Record<RecommendationVerdict, ExerciseVerdict>

export function RecommendationMark({ verdict }: { verdict: RecommendationVerdict }) {
  const { terms } = useWords()
  return <VerdictMark verdict={looksLike[verdict]} words={terms.recommendationVerdict[verdict]} />
}
