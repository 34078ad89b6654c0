import { arcsineRoot } from './binary-measures.ts'
import { type EffectSize, effectSizeOf } from './effect-size.ts'
import type { SingleCount } from './study-data.ts'

const needsEvents =
  'the measure does not exist without events or with events only; a correction for zero cells makes it exist'

/**
 * The proportion of one group, a fraction, with the large-sample or the unbiased variance.
 * @throws {NotEstimableError} no events or events only
 * @source Schwarzer & Rücker 2022, Methods in Molecular Biology 2345:159–172 (meta-analysis of proportions)
 */
export function proportion({ events, total }: SingleCount, variance: 'LS' | 'UB' = 'LS'): EffectSize {
  const fraction = events / total
  return effectSizeOf(fraction, (fraction * (1 - fraction)) / (variance === 'UB' ? total - 1 : total), needsEvents)
}

/**
 * Natural logarithm of the proportion of one group.
 * @throws {NotEstimableError} no events or events only
 * @source Schwarzer & Rücker 2022, Methods in Molecular Biology 2345:159–172 (meta-analysis of proportions)
 */
export function logProportion({ events, total }: SingleCount): EffectSize {
  return effectSizeOf(Math.log(events / total), (total - events) / (events * total), needsEvents)
}

/**
 * Logit of the proportion of one group: the natural logarithm of its odds.
 * @throws {NotEstimableError} no events or events only
 * @source Schwarzer & Rücker 2022, Methods in Molecular Biology 2345:159–172 (meta-analysis of proportions)
 */
export function logitProportion({ events, total }: SingleCount): EffectSize {
  return effectSizeOf(Math.log(events / (total - events)), 1 / events + 1 / (total - events), needsEvents)
}

/**
 * Arcsine of the square root of the proportion of one group; its variance does not depend on the proportion.
 * @source Schwarzer & Rücker 2022, Methods in Molecular Biology 2345:159–172 (meta-analysis of proportions)
 */
export function arcsineProportion({ events, total }: SingleCount): EffectSize {
  return effectSizeOf(arcsineRoot(events, total), 1 / (4 * total), needsEvents)
}

/**
 * Freeman–Tukey double arcsine of the proportion of one group.
 * @source Freeman & Tukey 1950, Annals of Mathematical Statistics 21:607–611
 */
export function freemanTukeyProportion({ events, total }: SingleCount): EffectSize {
  const half = (arcsineRoot(events, total + 1) + arcsineRoot(events + 1, total + 1)) / 2
  return effectSizeOf(half, 1 / (4 * total + 2), needsEvents)
}
