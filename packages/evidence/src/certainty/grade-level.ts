/** How sure we are of an estimate (GRADE). */
export type Certainty = 'high' | 'moderate' | 'low' | 'very_low'

/** From the surest to the least sure. */
export const certainties: readonly Certainty[] = ['high', 'moderate', 'low', 'very_low']

/**
 * How the studies were made. Non-randomised studies start low, unless their bias was judged with ROBINS-I: that tool
 * compares with an ideal trial, so they then start high and lose their levels on risk of bias.
 * @source Schünemann and others 2019, Journal of Clinical Epidemiology 111:105–114
 */
export type StudyDesign = 'randomised' | 'non-randomised' | 'non-randomised-robins-i'

export function startingCertainty(design: StudyDesign): Certainty {
  return design === 'non-randomised' ? 'low' : 'high'
}

/** GRADE has four levels, so no more than three can be lost. */
export const mostLevelsLost = certainties.length - 1

export interface LevelSum {
  readonly certainty: Certainty
  /** Levels that the judgements would take off together. */
  readonly summedLowering: number
  /** Levels really lost between start and result, after the floor. */
  readonly levelsLost: number
  readonly levelsGained: number
  /** Whether judgements took off more than was left to lose: report as "3 (floor)", never as 4 or 5 levels. */
  readonly isAtFloor: boolean
}

/**
 * Adds levels up and down from a start, within high and very low.
 * @throws {RangeError} a count that is negative or not whole
 */
export function sumLevels(start: Certainty, lowering: number, raising: number): LevelSum {
  for (const count of [lowering, raising]) {
    if (!Number.isInteger(count) || count < 0) {
      throw new RangeError(`sumLevels: needs whole numbers of levels from 0, got ${count}`)
    }
  }
  const startAt = certainties.indexOf(start)
  const wanted = startAt + lowering - raising
  const at = Math.min(mostLevelsLost, Math.max(0, wanted))
  return {
    certainty: certainties[at] ?? 'very_low',
    summedLowering: lowering,
    levelsLost: Math.max(0, at - startAt),
    levelsGained: Math.max(0, startAt - at),
    isAtFloor: wanted > mostLevelsLost,
  }
}
