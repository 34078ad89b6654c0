import type { PredictionMethod } from './conventions.ts'
import { type Interval, twoSidedQuantile } from './interval.ts'

/** What a prediction interval is made of. */
export interface PredictionInput {
  readonly estimate: number
  readonly standardError: number
  readonly classicStandardError: number
  readonly degreesOfFreedom: number
  readonly knappHartungFactor: number | undefined
  readonly studyCount: number
  readonly tauSquared: number
}

/**
 * Interval in which the true effect of a new study will lie.
 * @param level as a fraction
 * @returns undefined where its t distribution has no degrees of freedom left
 * @source Higgins, Thompson & Spiegelhalter 2009, JRSS A 172:137; Veroniki et al. 2019, Res Synth Methods 10:23; Skipka
 * 2006, Biom J 48:1018; Partlett & Riley 2017, Stat Med 36:301
 */
export function predictionIntervalOf(
  pooled: PredictionInput,
  method: PredictionMethod,
  level: number,
): Interval | undefined {
  const { standardError, degreesOfFreedom } = baseOf(pooled, method)
  if (standardError === undefined || !(degreesOfFreedom > 0)) return undefined
  const reach = twoSidedQuantile(level, degreesOfFreedom) * Math.hypot(standardError, Math.sqrt(pooled.tauSquared))
  return { lower: pooled.estimate - reach, upper: pooled.estimate + reach }
}

function baseOf(pooled: PredictionInput, method: PredictionMethod) {
  const { classicStandardError: standardError, studyCount, knappHartungFactor } = pooled
  switch (method) {
    case 'HTS':
      return { standardError, degreesOfFreedom: studyCount - 2 }
    case 'V':
      return { standardError, degreesOfFreedom: studyCount - 1 }
    case 'HK':
      return {
        standardError: knappHartungFactor === undefined ? undefined : standardError * Math.sqrt(knappHartungFactor),
        degreesOfFreedom: studyCount - 1,
      }
    case 'S':
      return { standardError, degreesOfFreedom: Number.POSITIVE_INFINITY }
    case 'as-interval':
      return { standardError: pooled.standardError, degreesOfFreedom: pooled.degreesOfFreedom }
  }
}
