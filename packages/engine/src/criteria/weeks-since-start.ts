import { type Bounds, type Criterion, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'
import type { Context, Course } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** Weeks since the course started lie within bounds (0 on the first day); no course, no weeks. */
export function judgeWeeksSinceStart(
  { weeksSinceStart }: Extract<Criterion, { weeksSinceStart: unknown }>,
  context: Context,
): Judgement {
  return judgedWithoutFacts(startedWithin(context, weeksSinceStart))
}

/** `null`: the day is not known. */
export function startedWithin({ treatmentStart, on }: Course, bounds: Bounds): boolean | null {
  if (treatmentStart !== null && on === null) return null
  if (treatmentStart === null || on === null || treatmentStart > on) return false
  return isWithin(weeksBetween(treatmentStart, on), bounds)
}
