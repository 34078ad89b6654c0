import {
  findRoot,
  minimise,
  minimiseBetween,
  normalDensity,
  normalLowerTail,
  normalUpperTail,
} from '../../numerics/index.ts'
import { NotEstimableError } from '../effect-size.ts'
import { luoMean, wanDeviation } from './normal-formulae.ts'
import { bestPoint } from './quantile-estimation.ts'
import { type OrderedQuantiles, orderQuantiles, type QuantileSummary } from './quantile-summary.ts'

/** Mean and standard deviation of data that are normal after a Box–Cox transformation. */
export interface BoxCoxEstimate {
  readonly mean: number
  readonly sd: number
  /** Power λ of the transformation (x^λ - 1)/λ, at least 0: 0 is the logarithm, 1 no transformation. */
  readonly power: number
}

/**
 * Mean and standard deviation by the Box–Cox method: the power that makes the reported values symmetric, the formulae of
 * Luo and Wan on the transformed values, and the moments after transforming back.
 *
 * Two things differ from the R package, so that the answer exists and does not depend on chance: the power is at least 0,
 * because below it the distribution has no finite mean, and moments are integrated instead of simulated, over the part of
 * the normal distribution that can be transformed back and its mirror image. Values are divided by their median first, so
 * that the unit does not matter.
 * @throws {RangeError} see `orderQuantiles`; also values that are not above 0
 * @throws {NotEstimableError} the median equals a value beside it
 * @source McGrath et al. 2020, Statistical Methods in Medical Research 29:2520–2537 (BC)
 */
export function boxCoxEstimation(summary: QuantileSummary): BoxCoxEstimate {
  const ordered = positiveQuantiles('boxCoxEstimation', summary)
  const power = symmetricPower(ordered)
  const transformed = transform(ordered, power)
  return backTransformed(power, luoMean(transformed), wanDeviation(transformed), summary.median)
}

/**
 * Mean and standard deviation by the method for unknown non-normal distributions: the power by maximum likelihood of the
 * reported order statistics with the formulae of Luo and Wan for their mean and standard deviation, then both by maximum
 * likelihood at that power, and the moments after transforming back; power and moments as in `boxCoxEstimation`.
 * @throws {RangeError} see `orderQuantiles`; also values that are not above 0
 * @throws {NotEstimableError} two values are equal
 * @source Cai, Zhou & Pan 2021, Statistical Methods in Medical Research 30:2701–2719 (MLN)
 */
export function maximumLikelihoodEstimation(summary: QuantileSummary): BoxCoxEstimate {
  const ordered = positiveQuantiles('maximumLikelihoodEstimation', summary)
  if (new Set(ordered.values).size < ordered.values.length) {
    throw new NotEstimableError('the method needs values that all differ')
  }
  const centre = symmetricPower(ordered)
  const lost = (power: number) => {
    const transformed = transform(ordered, power)
    return -logLikelihood(transformed, luoMean(transformed), wanDeviation(transformed)) - logJacobian(ordered, power)
  }
  const inside = bestPoint(lost, 0, centre + 3)
  const power = lost(0) <= lost(inside) ? 0 : inside
  const transformed = transform(ordered, power)
  const start = [luoMean(transformed), Math.log(wanDeviation(transformed))]
  const { point } = minimise(
    ([location, logSpread]) => -logLikelihood(transformed, location as number, Math.exp(logSpread as number)),
    start,
    { scale: [Math.exp(start[1] as number), 1] },
  )
  return backTransformed(power, point[0] as number, Math.exp(point[1] as number), summary.median)
}

/** The values divided by the median. */
function positiveQuantiles(name: string, summary: QuantileSummary): OrderedQuantiles {
  const ordered = orderQuantiles(name, summary)
  if (!((ordered.values[0] as number) > 0)) {
    throw new RangeError(`${name}: needs values above 0, got ${ordered.values.join(', ')}`)
  }
  return mapValues(ordered, (value) => value / ordered.median)
}

function mapValues(ordered: OrderedQuantiles, f: (value: number) => number): OrderedQuantiles {
  const pair = (given: readonly [number, number] | undefined) => given && ([f(given[0]), f(given[1])] as const)
  const { values, median, range, quartiles } = ordered
  return { ...ordered, values: values.map(f), median: f(median), range: pair(range), quartiles: pair(quartiles) }
}

function transform(ordered: OrderedQuantiles, power: number): OrderedQuantiles {
  return mapValues(ordered, (value) => boxCox(value, power))
}

function boxCox(value: number, power: number): number {
  return power === 0 ? Math.log(value) : Math.expm1(power * Math.log(value)) / power
}

function inverseBoxCox(value: number, power: number): number {
  return power === 0 ? Math.exp(value) : Math.exp(Math.log1p(power * value) / power)
}

/** The power at which the values lie symmetrically around the median; with five values, nearest to it in least squares. */
function symmetricPower({ range, quartiles }: OrderedQuantiles): number {
  const powers = [range, quartiles].filter((pair) => pair !== undefined).map(powerOfPair)
  const [one, other] = [Math.min(...powers), Math.max(...powers)]
  if (range === undefined || quartiles === undefined || other - one < 1e-12) return one
  return minimiseBetween((power) => asymmetry(range, power) ** 2 + asymmetry(quartiles, power) ** 2, one, other).point
}

function powerOfPair(pair: readonly [number, number]): number {
  if (!(pair[0] < 1 && pair[1] > 1)) {
    throw new NotEstimableError('the method needs a median that differs from the values beside it')
  }
  if (asymmetry(pair, 0) >= 0) return 0
  let reach = 1
  while (asymmetry(pair, reach) < 0) reach *= 2
  return findRoot((power) => asymmetry(pair, power), 0, reach)
}

/** Upper minus lower distance to the median, which is 1 before and 0 after the transformation; grows with the power. */
function asymmetry([lower, upper]: readonly [number, number], power: number): number {
  return boxCox(lower, power) + boxCox(upper, power)
}

/** Logarithm of the likelihood of normal order statistics at ranks 1, Q + 1, 2Q + 1, 3Q + 1 and n = 4Q + 1. */
function logLikelihood({ scenario, total, values }: OrderedQuantiles, location: number, spread: number): number {
  if (!(spread > 0 && Number.isFinite(spread))) return Number.NEGATIVE_INFINITY
  const scores = values.map((value) => (value - location) / spread)
  const between = scenario === 'S1' ? (total - 3) / 2 : (total - 5) / 4
  let logged = -scores.length * Math.log(spread)
  for (const [index, score] of scores.entries()) {
    logged -= (score * score) / 2
    if (index > 0) logged += between * logProbabilityBetween(scores[index - 1] as number, score)
  }
  if (scenario !== 'S2') return logged
  const outside = (total - 1) / 4
  const [first, last] = [scores[0] as number, scores[scores.length - 1] as number]
  return logged + outside * (Math.log(normalLowerTail(first)) + Math.log(normalUpperTail(last)))
}

function logProbabilityBetween(lower: number, upper: number): number {
  if (lower > 0) return Math.log(normalUpperTail(lower) - normalUpperTail(upper))
  return Math.log(normalLowerTail(upper) - normalLowerTail(lower))
}

function logJacobian({ values }: OrderedQuantiles, power: number): number {
  return (power - 1) * values.reduce((total, value) => total + Math.log(value), 0)
}

/** How many standard deviations of the transformed values count; a sample of a thousand million stays within 6.5. */
const reachOfMoments = 8

function backTransformed(power: number, location: number, spread: number, unit: number): BoxCoxEstimate {
  const edge = power === 0 ? Number.POSITIVE_INFINITY : location + 1 / power
  const reach = Math.min(reachOfMoments, edge / spread)
  if (!(reach > 0)) throw new NotEstimableError('the values leave no distribution after the transformation')
  const value = (score: number) => inverseBoxCox(location + spread * score, power)
  const mass = integrate(normalDensity, reach)
  const mean = integrate((score) => value(score) * normalDensity(score), reach) / mass
  const square = integrate((score) => (value(score) - mean) ** 2 * normalDensity(score), reach) / mass
  return { mean: unit * mean, sd: unit * Math.sqrt(square), power }
}

/** Integral from -reach to reach by the double-exponential rule, which bears a singular end. */
function integrate(f: (x: number) => number, reach: number): number {
  const step = 1 / 32
  let total = 0
  for (let index = -110; index <= 110; index++) {
    const t = index * step
    const x = Math.tanh((Math.PI / 2) * Math.sinh(t))
    const weight = ((Math.PI / 2) * Math.cosh(t)) / Math.cosh((Math.PI / 2) * Math.sinh(t)) ** 2
    if (Math.abs(x) < 1) total += weight * f(reach * x)
  }
  return reach * step * total
}
