import { exerciseVerdicts, type Knowledge, recommendationVerdicts } from '@dosis/domain'
import { exerciseDecision, recommendationDecision } from '../references.ts'

/** What the engine adds to the outcomes of any decision: it waits for facts, or the table does not apply. */
const always = ['unknown', 'not_applicable']

/** Every outcome that a decision can have, in the order of its table; undefined when there is no such decision. */
export function outcomesOf(id: string, knowledge: Knowledge): readonly string[] | undefined {
  const table = knowledge.decisions[id]
  if (table !== undefined) return [...new Set([...table.outcomes, ...always])]
  const isRecommendation = Object.keys(knowledge.recommendations).some((one) => recommendationDecision(one) === id)
  if (isRecommendation) return [...recommendationVerdicts, 'not_listed']
  const isForm = Object.keys(knowledge.forms).some((form) => exerciseDecision(form) === id)
  return isForm ? [...exerciseVerdicts, 'not_listed'] : undefined
}
