import { addDays, daysBetween, type IsoDate, type Plan, type Prescription, type Progression } from '@dosis/domain'

/** How far ahead the grid looks when no evaluation is planned, and at most; weeks. */
const weeksWithoutEvaluation = 6
const weeksAtMost = 12

export interface WeekColumn {
  /** Counted from the first day of the plan, from 1. */
  readonly week: number
  readonly startsOn: IsoDate
  /** Weeks since the first column, from 0. */
  readonly ahead: number
}

/**
 * The weeks of a plan from one day to its next evaluation.
 * @param from the first day of the plan, or the day on which this version of it was confirmed
 */
export function weekColumns(plan: Pick<Plan, 'startsOn' | 'evaluation'>, from: IsoDate): readonly WeekColumn[] {
  const first = Math.max(0, Math.floor(daysBetween(plan.startsOn, from) / 7))
  const begin = addDays(plan.startsOn, first * 7)
  const { nextDate, cycleWeeks } = plan.evaluation
  const untilEvaluation = nextDate === null ? 0 : Math.ceil(daysBetween(begin, nextDate) / 7)
  const count = untilEvaluation > 0 ? untilEvaluation : (cycleWeeks ?? weeksWithoutEvaluation)
  return Array.from({ length: Math.min(count, weeksAtMost) }, (_, ahead) => ({
    week: first + ahead + 1,
    startsOn: addDays(begin, ahead * 7),
    ahead,
  }))
}

/**
 * The highest level that a patient can have reached some weeks ahead, when every week allows a step. Only a look ahead:
 * the level follows what was done. `null` where the programme has no levels or no rule to move up.
 */
export function earliestLevel(
  { levels, dose }: Pick<Prescription, 'levels' | 'dose'>,
  progression: Pick<Progression, 'advance'> | undefined,
  weeksAhead: number,
): number | null {
  const weeksOnLevel = progression?.advance?.weeksOnLevelAtLeast
  if (levels === undefined || weeksOnLevel === undefined) return null
  const first = dose.level?.value ?? 1
  return Math.min(levels.length, first + Math.floor(weeksAhead / Math.max(1, weeksOnLevel)))
}
