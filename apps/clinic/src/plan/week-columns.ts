import type { Plan, Prescription, Progression } from '@dosis/domain'

/** Weeks of a plan that has no evaluation cycle: how far ahead the grid looks. */
const weeksWithoutCycle = 6

/** Numbers of the weeks up to the first evaluation. */
export function weekColumns({ evaluation }: Pick<Plan, 'evaluation'>): readonly number[] {
  return Array.from({ length: evaluation.cycleWeeks ?? weeksWithoutCycle }, (_, index) => index + 1)
}

/**
 * The highest level that a patient can have reached in a week of the plan, when every week allows a step. Only a
 * look ahead: the level follows what was done. `null` where the programme has no levels or no rule to move up.
 */
export function earliestLevel(
  { levels, dose }: Pick<Prescription, 'levels' | 'dose'>,
  progression: Pick<Progression, 'advance'> | undefined,
  week: number,
): number | null {
  const weeksOnLevel = progression?.advance?.weeksOnLevelAtLeast
  if (levels === undefined || weeksOnLevel === undefined) return null
  const first = dose.level?.value ?? 1
  return Math.min(levels.length, first + Math.floor((week - 1) / Math.max(1, weeksOnLevel)))
}
