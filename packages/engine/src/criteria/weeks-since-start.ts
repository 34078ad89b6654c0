import { type Criterion, weeksBetween } from '@dosis/domain'
import { isWithin } from './bounds.ts'
import type { Context } from './context.ts'
import { type Judgement, judgedWithoutFacts } from './judgement.ts'

/** Weeks since the course started lie within bounds (0 on the first day); no course, no weeks. */
export function judgeWeeksSinceStart(
  { weeksSinceStart }: Extract<Criterion, { weeksSinceStart: unknown }>,
  { treatmentStart, on }: Context,
): Judgement {
  if (treatmentStart !== null && on === null) return judgedWithoutFacts(null)
  if (treatmentStart === null || on === null || treatmentStart > on) return judgedWithoutFacts(false)
  return judgedWithoutFacts(isWithin(weeksBetween(treatmentStart, on), weeksSinceStart))
}
