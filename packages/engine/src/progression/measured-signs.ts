import type { Knowledge, ProgressInput, RuleId, StatementId } from '@dosis/domain'
import { isHealthRule, measuredEventId, measuredSign } from './health-measures.ts'
import { generalProgression } from './progress.ts'

export { measuredEventId }

/** A sign of danger that measurements before a session show, with the id under which it is reported as harm. */
export interface SignInMeasurements {
  readonly eventId: string
  readonly sessionId: string
  readonly symptom: string | null
  readonly rule: RuleId
  readonly factIds: readonly StatementId[]
}

/** The signs that nobody has looked at yet, one per rule: what the server reports on behalf of the patient. */
export function measuredSigns(input: ProgressInput, knowledge: Knowledge): readonly SignInMeasurements[] {
  const rules = knowledge.progressions[generalProgression]?.rules ?? []
  return rules.flatMap(({ id, when, withAdaptation, symptom = null, review, factIds }) => {
    if (review.state !== 'active' || !isHealthRule(when)) return []
    const holds = input.plan.prescriptions.some(
      ({ adaptations }) => withAdaptation === undefined || adaptations.includes(withAdaptation),
    )
    const sign = holds ? measuredSign(when, input) : null
    if (sign === null) return []
    const { sessionId } = sign
    return [{ eventId: measuredEventId(sessionId), sessionId, symptom, rule: `${generalProgression}/${id}`, factIds }]
  })
}
