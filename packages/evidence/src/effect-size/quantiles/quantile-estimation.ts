import {
  chiSquaredQuantile,
  fQuantile,
  logGamma,
  minimise,
  minimiseBetween,
  normalQuantile,
} from '../../numerics/index.ts'
import { type OrderedQuantiles, orderQuantiles, type QuantileSummary } from './quantile-summary.ts'

/** The distributions that quantile estimation tries. */
export type FittedDistribution = 'normal' | 'log-normal' | 'gamma' | 'Weibull' | 'beta'

/** The distribution whose quantiles come nearest to the reported ones. */
export interface QuantileFit {
  readonly distribution: FittedDistribution
  readonly mean: number
  readonly sd: number
  /** Sum of squared differences between reported and fitted quantiles, in the squared unit of the measurement. */
  readonly squaredDistance: number
}

/**
 * Mean and standard deviation by quantile estimation: of five families of distributions, the one whose quantiles come
 * nearest to the reported ones in least squares. With a negative value only the normal distribution is tried; the beta
 * distribution only when all values lie between 0 and 1.
 *
 * The minimum stands for the quantile 1/n, the maximum for 1 - 1/n. Scale parameters are solved in closed form, so the
 * search has one dimension (beta: two).
 * @throws {RangeError} see `orderQuantiles`
 * @source McGrath et al. 2020, Statistical Methods in Medical Research 29:2520–2537 (QE)
 */
export function quantileEstimation(summary: QuantileSummary): QuantileFit {
  const ordered = orderQuantiles('quantileEstimation', summary)
  const probabilities = probabilitiesOf(ordered)
  const { values } = ordered
  const fits = [fitNormal(values, probabilities)]
  if ((values[0] as number) >= 0) {
    fits.push(
      fitScaled('log-normal', values, probabilities),
      fitScaled('gamma', values, probabilities),
      fitScaled('Weibull', values, probabilities),
    )
    if ((values[0] as number) > 0 && (values[values.length - 1] as number) < 1)
      fits.push(fitBeta(values, probabilities))
  }
  return fits.reduce((best, fit) => (fit.squaredDistance < best.squaredDistance ? fit : best))
}

function probabilitiesOf({ scenario, total }: OrderedQuantiles): number[] {
  if (scenario === 'S2') return [0.25, 0.5, 0.75]
  const outer = [1 / total, 1 - 1 / total] as const
  return scenario === 'S1' ? [outer[0], 0.5, outer[1]] : [outer[0], 0.25, 0.5, 0.75, outer[1]]
}

/** Least squares of values on normal quantiles; those are symmetric around 0, so the intercept is the mean of the values. */
function fitNormal(values: readonly number[], probabilities: readonly number[]): QuantileFit {
  const scores = probabilities.map(normalQuantile)
  const mean = values.reduce((total, value) => total + value / values.length, 0)
  const sd = product(scores, values) / product(scores, scores)
  return {
    distribution: 'normal',
    mean,
    sd,
    squaredDistance: distance(values, (index) => mean + sd * at(scores, index)),
  }
}

/** A family of positive distributions with one shape and one scale. */
interface ScaledFamily {
  /** Quantile at scale 1. */
  readonly quantile: (probability: number, shape: number) => number
  /** Mean and standard deviation at scale 1. */
  readonly moments: (shape: number) => { mean: number; sd: number }
  /** Smallest and largest logarithm of the shape that is searched. */
  readonly logShapes: readonly [number, number]
}

const families: Readonly<Record<'log-normal' | 'gamma' | 'Weibull', ScaledFamily>> = {
  'log-normal': {
    quantile: (probability, shape) => Math.exp(shape * normalQuantile(probability)),
    moments: (shape) => {
      const mean = Math.exp((shape * shape) / 2)
      return { mean, sd: mean * Math.sqrt(Math.expm1(shape * shape)) }
    },
    logShapes: [-12, 2],
  },
  gamma: {
    quantile: (probability, shape) => chiSquaredQuantile(probability, 2 * shape) / 2,
    moments: (shape) => ({ mean: shape, sd: Math.sqrt(shape) }),
    logShapes: [-3, 14],
  },
  Weibull: {
    quantile: (probability, shape) => (-Math.log1p(-probability)) ** (1 / shape),
    moments: (shape) => {
      const mean = Math.exp(logGamma(1 + 1 / shape))
      return { mean, sd: mean * Math.sqrt(Math.expm1(logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape))) }
    },
    logShapes: [-2, 8],
  },
}

function fitScaled(
  distribution: keyof typeof families,
  values: readonly number[],
  probabilities: readonly number[],
): QuantileFit {
  const family = families[distribution]
  const fitted = (logShape: number) => {
    const quantiles = probabilities.map((probability) => family.quantile(probability, Math.exp(logShape)))
    const scale = product(quantiles, values) / product(quantiles, quantiles)
    return { scale, squaredDistance: distance(values, (index) => scale * at(quantiles, index)) }
  }
  const logShape = bestPoint((point) => fitted(point).squaredDistance, ...family.logShapes)
  const { scale, squaredDistance } = fitted(logShape)
  const { mean, sd } = family.moments(Math.exp(logShape))
  return { distribution, mean: scale * mean, sd: scale * sd, squaredDistance }
}

function fitBeta(values: readonly number[], probabilities: readonly number[]): QuantileFit {
  const fitted = (logs: ArrayLike<number>) => {
    const [a, b] = [Math.exp(logs[0] as number), Math.exp(logs[1] as number)]
    return distance(values, (index) => betaQuantile(at(probabilities, index), a, b))
  }
  const start = fitNormal(values, probabilities)
  const pseudo = Math.max((start.mean * (1 - start.mean)) / start.sd ** 2 - 1, 0.1)
  const { point, value } = minimise(
    (place) => fitted(place),
    [Math.log(pseudo * start.mean), Math.log(pseudo * (1 - start.mean))],
  )
  const [a, b] = [Math.exp(point[0] as number), Math.exp(point[1] as number)]
  const sd = Math.sqrt((a * b) / (a + b + 1)) / (a + b)
  return { distribution: 'beta', mean: a / (a + b), sd, squaredDistance: value }
}

function betaQuantile(probability: number, a: number, b: number): number {
  const odds = (a / b) * fQuantile(probability, 2 * a, 2 * b)
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)
}

/** Minimum over a coarse grid, refined between the neighbours of the best point. */
export function bestPoint(f: (x: number) => number, lower: number, upper: number, points = 64): number {
  const step = (upper - lower) / points
  let best = lower
  let bestValue = Number.POSITIVE_INFINITY
  for (let index = 0; index <= points; index++) {
    const value = f(lower + index * step)
    if (value < bestValue) [best, bestValue] = [lower + index * step, value]
  }
  return minimiseBetween(f, Math.max(best - step, lower), Math.min(best + step, upper)).point
}

function distance(values: readonly number[], fitted: (index: number) => number): number {
  return values.reduce((total, value, index) => total + (value - fitted(index)) ** 2, 0)
}

function product(left: readonly number[], right: readonly number[]): number {
  return left.reduce((total, value, index) => total + value * at(right, index), 0)
}

function at(values: readonly number[], index: number): number {
  return values[index] as number
}
