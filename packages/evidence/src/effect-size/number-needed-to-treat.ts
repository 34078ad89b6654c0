import { requireNumber } from './require-number.ts'

/** One side of a number needed to treat. */
export interface NumberNeeded {
  /** `fewer events`: needed to prevent one event (NNTB when the event is bad); `more events`: to cause one. */
  readonly direction: 'fewer events' | 'more events'
  /** People to treat for one event; Infinity when the risk difference is 0. */
  readonly people: number
}

/** Number needed to treat with its interval. */
export interface NumberNeededToTreat extends NumberNeeded {
  /**
   * The limits of the risk difference, each turned round. When they have opposite directions the interval runs from one
   * through infinity to the other, and includes no effect.
   */
  readonly limits: readonly [NumberNeeded, NumberNeeded]
  readonly includesNoEffect: boolean
}

/**
 * Number of people to treat for one event fewer or one event more.
 * @param difference risk with treatment minus risk without, a fraction, with its interval
 * @throws {RangeError} a value outside -1 to 1, or an estimate outside its interval
 * @source Altman 1998, BMJ 317:1309–1312; Cochrane Handbook 15.4.2
 * @example numberNeededToTreat({ estimate: -0.05, lower: -0.08, upper: -0.02 }) // 20 for one event fewer, 12.5 to 50
 */
export function numberNeededToTreat(difference: {
  readonly estimate: number
  readonly lower: number
  readonly upper: number
}): NumberNeededToTreat {
  const { estimate, lower, upper } = difference
  for (const [what, value] of Object.entries({ estimate, lower, upper })) {
    requireNumber('numberNeededToTreat', what, value, (given) => Math.abs(given) <= 1, 'from -1 to 1')
  }
  const inside = (value: number) => value >= lower && value <= upper
  requireNumber('numberNeededToTreat', 'estimate', estimate, inside, `from ${lower} to ${upper}`)
  return {
    ...numberNeeded(estimate),
    limits: [numberNeeded(lower), numberNeeded(upper)],
    includesNoEffect: lower <= 0 && upper >= 0,
  }
}

function numberNeeded(difference: number): NumberNeeded {
  return { direction: difference <= 0 ? 'fewer events' : 'more events', people: 1 / Math.abs(difference) }
}
