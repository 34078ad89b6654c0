import { type EffectSize, effectSizeOf } from './effect-size.ts'
import type { SingleRate, TwoGroupRates } from './study-data.ts'

const needsEvents = 'the measure does not exist without events; a correction for zero events makes it exist'

/**
 * Natural logarithm of the ratio of two incidence rates.
 * @throws {NotEstimableError} a group without events
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, chapter 14
 */
export function logRateRatio({ events1, time1, events2, time2 }: TwoGroupRates): EffectSize {
  return effectSizeOf(Math.log((events1 / time1) * (time2 / events2)), 1 / events1 + 1 / events2, needsEvents)
}

/**
 * Incidence rate of group 1 minus that of group 2, per unit of time.
 * @throws {NotEstimableError} no events at all
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, chapter 14
 */
export function rateDifference({ events1, time1, events2, time2 }: TwoGroupRates): EffectSize {
  return effectSizeOf(events1 / time1 - events2 / time2, events1 / time1 / time1 + events2 / time2 / time2, needsEvents)
}

/**
 * Difference of the square roots of two incidence rates; exists also without events.
 * @source Bagos & Nikolopoulos 2009, International Journal of Biostatistics 5(1)
 */
export function rootRateDifference({ events1, time1, events2, time2 }: TwoGroupRates): EffectSize {
  return effectSizeOf(
    Math.sqrt(events1 / time1) - Math.sqrt(events2 / time2),
    1 / (4 * time1) + 1 / (4 * time2),
    needsEvents,
  )
}

/**
 * The incidence rate of one group, per unit of time.
 * @throws {NotEstimableError} no events
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, chapter 14
 */
export function incidenceRate({ events, time }: SingleRate): EffectSize {
  return effectSizeOf(events / time, events / time / time, needsEvents)
}

/**
 * Natural logarithm of the incidence rate of one group.
 * @throws {NotEstimableError} no events
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, chapter 14
 */
export function logIncidenceRate({ events, time }: SingleRate): EffectSize {
  return effectSizeOf(Math.log(events / time), 1 / events, needsEvents)
}

/**
 * Square root of the incidence rate of one group; its variance does not depend on the rate.
 * @source Rothman, Greenland & Lash 2008, Modern Epidemiology, chapter 14
 */
export function rootIncidenceRate({ events, time }: SingleRate): EffectSize {
  return effectSizeOf(Math.sqrt(events / time), 1 / (4 * time), needsEvents)
}

/**
 * Freeman–Tukey transformation of the incidence rate of one group, (√(x/t) + √((x + 1)/t))/2.
 * @source Freeman & Tukey 1950, Annals of Mathematical Statistics 21:607–611
 */
export function freemanTukeyRate({ events, time }: SingleRate): EffectSize {
  return effectSizeOf((Math.sqrt(events / time) + Math.sqrt((events + 1) / time)) / 2, 1 / (4 * time), needsEvents)
}
