import type { Criterion } from '@dosis/domain'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** A course has started, today included. */
export function judgeTreatmentStarted(
  { treatmentStarted }: Extract<Criterion, { treatmentStarted: unknown }>,
  { treatmentStart, on }: Context,
): Judgement {
  return judgedWithoutFacts((treatmentStart !== null && treatmentStart <= on) === treatmentStarted)
}
