import { type Bounds, type Criterion, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'
import type { Context, Course } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** Weeks since the course started lie within bounds (0 on the first day); no course, no weeks. */
export function judgeWeeksSinceStart(
  { weeksSinceStart }: Extract<Criterion, { weeksSinceStart: unknown }>,
  context: Context,
): Judgement {
  return judgedWithoutFacts(startedWithin(context, weeksOfCourse(context), weeksSinceStart))
}

/** @returns `null` when no course has started, or today is not known */
export function weeksOfCourse({ treatmentStart, on }: Course): number | null {
  return treatmentStart === null || on === null || treatmentStart > on ? null : weeksBetween(treatmentStart, on)
}

/** `null`: the day is not known. */
export function startedWithin({ treatmentStart, on }: Course, weeks: number | null, bounds: Bounds): boolean | null {
  if (treatmentStart !== null && on === null) return null
  return weeks !== null && isWithin(weeks, bounds)
}
