import type { Assessment, AssessmentInput, IsoDate, Knowledge } from '@dosis/domain'
import { type Concluded, conclude } from './conclude.ts'
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
  return assessmentOf(conclude(input, knowledge), options)
}

/** The assessment that was concluded, with the facts that would still change it. */
export function assessmentOf<Day extends IsoDate | null>(
  concluded: Concluded<Day>,
  { withoutStillNeeded = false }: AssessOptions = {},
): Assessment<Day> {
  return { ...concluded.assessment, stillNeeded: withoutStillNeeded ? [] : stillNeededAfter(concluded) }
}
