import type { Assessment, AssessmentInput, IsoDate, Knowledge } from '@dosis/domain'
import { conclude } from './conclude.ts'
import { stillNeededAfter } from './what-is-still-needed.ts'

/** `withoutStillNeeded` leaves that question out (empty list), where only the conclusions count. */
export interface AssessOptions {
  readonly withoutStillNeeded?: boolean
}

/**
 * Concludes all that the knowledge says about one patient on one day: population, level of care, indication, referral,
 * recommendations, forms of exercise, instruments, evaluation, stop, and which unknown facts would change any of it.
 * The same input and knowledge give the same answer, whatever the order of facts, conditions and requests.
 */
export function assess<Day extends IsoDate | null>(
  input: AssessmentInput<Day>,
  knowledge: Knowledge,
  options: AssessOptions = {},
): Assessment<Day> {
  const concluded = conclude(input, knowledge)
  const stillNeeded = options.withoutStillNeeded === true ? [] : stillNeededAfter(concluded)
  return { ...concluded.assessment, stillNeeded }
}
