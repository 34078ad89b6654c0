import { type EffectSize, effectSizeOf } from './effect-size.ts'
import type { PairedCounts } from './study-data.ts'

const needsEvents = 'the measure does not exist for this table; a correction for zero cells makes it exist'

/**
 * Marginal risk under treatment 1 minus that under treatment 2, in pairs.
 * @throws {NotEstimableError} the variance is 0
 * @source May & Johnson 1997, Statistics in Medicine 16:2127–2136; Newcombe 1998
 */
export function pairedRiskDifference({ yesYes, yesNo, noYes, noNo }: PairedCounts): EffectSize {
  const n = yesYes + yesNo + noYes + noNo
  const [p, q] = [yesNo / n, noYes / n]
  return effectSizeOf(p - q, (p + q - (p - q) ** 2) / n, needsEvents)
}

/**
 * Natural logarithm of the ratio of the marginal risks in pairs.
 * @throws {NotEstimableError} no events under a treatment, or no discordant pair
 * @source Zou 2007, American Journal of Epidemiology 165:1217–1222
 */
export function pairedLogRiskRatio({ yesYes, yesNo, noYes }: PairedCounts): EffectSize {
  const events1 = yesYes + yesNo
  const events2 = yesYes + noYes
  return effectSizeOf(Math.log(events1 / events2), (yesNo + noYes) / (events1 * events2), needsEvents)
}

/**
 * Natural logarithm of the ratio of the marginal odds in pairs.
 * @throws {NotEstimableError} a margin without events or without non-events
 * @source Becker & Balagtas 1993, Biometrics 49:997–1009; Elbourne et al. 2002
 */
export function pairedLogOddsRatio({ yesYes, yesNo, noYes, noNo }: PairedCounts): EffectSize {
  const n = yesYes + yesNo + noYes + noNo
  const [a, b] = [yesYes + yesNo, noYes + noNo]
  const [c, d] = [yesYes + noYes, yesNo + noNo]
  const shared = (yesYes * noNo - yesNo * noYes) / (n * n)
  const covariance = (2 * n * shared) / ((a / n) * (b / n) * (c / n) * (d / n)) / n ** 2
  return effectSizeOf(Math.log((a / b) * (d / c)), 1 / a + 1 / b + 1 / c + 1 / d - covariance, needsEvents)
}

/**
 * Conditional log odds ratio of pairs: the discordant pairs one way divided by those the other way.
 * @throws {NotEstimableError} no discordant pair one way
 * @source Curtin, Elbourne & Altman 2002, Statistics in Medicine 21:2145–2159
 */
export function pairedConditionalLogOddsRatio({ yesNo, noYes }: PairedCounts): EffectSize {
  return effectSizeOf(Math.log(yesNo / noYes), 1 / yesNo + 1 / noYes, needsEvents)
}

/**
 * Conditional log odds ratio of pairs by Peto's method, from the discordant pairs.
 * @throws {NotEstimableError} no discordant pair
 * @source Curtin, Elbourne & Altman 2002, Statistics in Medicine 21:2145–2159
 */
export function pairedPetoLogOddsRatio({ yesNo, noYes }: PairedCounts): EffectSize {
  const variance = (yesNo + noYes) / 4
  return effectSizeOf((yesNo - noYes) / 2 / variance, 1 / variance, needsEvents)
}
