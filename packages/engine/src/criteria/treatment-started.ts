import type { Criterion } from '@dosis/domain'
import type { Context, Course } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** A course has started, today included. */
export function judgeTreatmentStarted(
  { treatmentStarted }: Extract<Criterion, { treatmentStarted: unknown }>,
  context: Context,
): Judgement {
  return judgedWithoutFacts(hasStarted(context, treatmentStarted))
}

/** `null`: the day is not known. */
export function hasStarted({ treatmentStart, on }: Course, wanted: boolean): boolean | null {
  if (treatmentStart !== null && on === null) return null
  return (treatmentStart !== null && on !== null && treatmentStart <= on) === wanted
}
