import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** A course has started, today included. */
export function judgeTreatmentStarted(
  { treatmentStarted }: Extract<Criterion, { treatmentStarted: unknown }>,
  { treatmentStart, on }: Context,
): Judgement {
  if (treatmentStart !== null && on === null) return judgedWithoutFacts(null)
  return judgedWithoutFacts((treatmentStart !== null && on !== null && treatmentStart <= on) === treatmentStarted)
}
