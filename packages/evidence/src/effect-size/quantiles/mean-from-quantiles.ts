import { finiteResult } from '../require-number.ts'
import type { SingleMean } from '../study-data.ts'
import { boxCoxEstimation, maximumLikelihoodEstimation } from './box-cox.ts'
import { meanByLuo, meanByWan, sdByShi, sdByWan, type SkewnessTest, skewnessTest } from './normal-formulae.ts'
import { type FittedDistribution, quantileEstimation } from './quantile-estimation.ts'
import { orderQuantiles, type QuantileScenario, type QuantileSummary } from './quantile-summary.ts'

/**
 * How mean and standard deviation are estimated:
 * - `Luo, Wan, Shi`: formulae for normal data (metafor's and meta's default)
 * - `Wan`: the older formulae of Wan et al. 2014 for both
 * - `QE`, `BC`: quantile estimation and Box–Cox method for skewed data (McGrath et al. 2020)
 * - `MLN`: maximum likelihood after a Box–Cox transformation (Cai et al. 2021)
 */
export type QuantileMethod = 'Luo, Wan, Shi' | 'Wan' | 'QE' | 'BC' | 'MLN'

/** An estimated mean and standard deviation with how they came about. */
export interface EstimatedMean extends SingleMean {
  readonly method: QuantileMethod
  readonly scenario: QuantileScenario
  /** Test whether the values fit normal data; formulae for normal data should not be used when they do not. */
  readonly skewness: SkewnessTest
  /** QE: the distribution that fitted best. */
  readonly distribution?: FittedDistribution
  /** BC and MLN: the power of the transformation. */
  readonly power?: number
}

/**
 * Mean and standard deviation of a group whose publication gives median with quartiles, range or both.
 *
 * Estimates are less precise than reported means; compare results with and without such studies.
 * @throws {RangeError} values that are missing, out of order or, for BC and MLN, not above 0; fewer than 5 patients;
 *   or so far apart that the estimates are no numbers
 * @throws {NotEstimableError} BC and MLN: values that leave no estimate
 * @source see the functions of each method
 * @example meanFromQuantiles({ quartile1: 12, median: 15, quartile3: 21, total: 40 }) // mean 16.07, sd 6.91
 */
export function meanFromQuantiles(summary: QuantileSummary, method: QuantileMethod = 'Luo, Wan, Shi'): EstimatedMean {
  const estimated = estimateBy(method, summary)
  finiteResult('meanFromQuantiles', estimated.mean)
  finiteResult('meanFromQuantiles', estimated.sd)
  return estimated
}

function estimateBy(method: QuantileMethod, summary: QuantileSummary): EstimatedMean {
  const { scenario, total } = orderQuantiles('meanFromQuantiles', summary)
  const how = { method, scenario, total, skewness: skewnessTest(summary) }
  switch (method) {
    case 'Luo, Wan, Shi':
      return { ...how, mean: meanByLuo(summary), sd: sdByShi(summary) }
    case 'Wan':
      return { ...how, mean: meanByWan(summary), sd: sdByWan(summary) }
    case 'QE': {
      const { mean, sd, distribution } = quantileEstimation(summary)
      return { ...how, mean, sd, distribution }
    }
    case 'BC':
      return { ...how, ...boxCoxEstimation(summary) }
    case 'MLN':
      return { ...how, ...maximumLikelihoodEstimation(summary) }
  }
}
