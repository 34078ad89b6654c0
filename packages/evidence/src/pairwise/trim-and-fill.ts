import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Conventions, conventionsOf, type PoolingOptions } from './conventions.ts'
import { designOf } from './design.ts'
import { regressColumns } from './meta-regression.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf, selectColumns, type StudyColumns } from './study-columns.ts'

/** Estimator of the number of missing studies: linear, run (rightmost), quadratic. */
export type TrimAndFillEstimator = 'L0' | 'R0' | 'Q0'

export type TrimAndFillOptions = PoolingOptions & {
  /** Default L0. */
  readonly estimator?: TrimAndFillEstimator
  /** Where studies are missing. Default: opposite to the slope of the effects on their standard errors. */
  readonly side?: 'left' | 'right'
}

/** A funnel plot made symmetric by adding studies: a sensitivity analysis, no correction. */
export interface TrimAndFill {
  readonly estimator: TrimAndFillEstimator
  readonly side: 'left' | 'right'
  readonly missingStudies: number
  readonly missingStudiesStandardError: number
  /** Of no missing study; R0 only. */
  readonly missingStudiesPValue: number | undefined
  /** Mirror images of the studies on the other side, nearest to the centre first. */
  readonly filled: readonly StudyEffect[]
  /** Effect with the added studies. */
  readonly pooled: PooledEffect
}

/**
 * Trim and fill.
 * @throws {InputProblemError} naming rows that cannot be used, for fewer than 3 studies, or when the number of missing
 * studies goes round in a circle
 * @source Duval & Tweedie 2000, Biometrics 56:455 and JASA 95:89
 */
export function trimAndFill(studies: readonly StudyEffect[], options: TrimAndFillOptions = {}): TrimAndFill {
  const { estimator = 'L0', side: askedSide, ...pooling } = options
  const conventions = conventionsOf(pooling)
  const columns = columnsOf(studies, 3)
  const side = askedSide ?? sideOf(columns, conventions)
  // Turn the plot so that studies are missing on the left.
  const sign = side === 'right' ? -1 : 1
  const order = Array.from(columns.estimates, (_, index) => index).sort(
    (one, other) => sign * ((columns.estimates[one] as number) - (columns.estimates[other] as number)) || one - other,
  )
  const { centre, missing, error } = settle(columns, order, sign, estimator, conventions)
  const filled = order.slice(order.length - missing).map((row, index) => ({
    study: `filled ${index + 1}: ${(studies[row] as StudyEffect).study}`,
    estimate: (2 * centre - (columns.estimates[row] as number)) * columns.unit,
    variance: (studies[row] as StudyEffect).variance,
  }))
  return {
    estimator,
    side,
    missingStudies: missing,
    missingStudiesStandardError: error,
    missingStudiesPValue: estimator === 'R0' ? 0.5 ** (missing + 1) : undefined,
    filled,
    pooled: poolColumns(columnsOf([...studies, ...filled]), conventions),
  }
}

function sideOf(columns: StudyColumns, conventions: Conventions): 'left' | 'right' {
  const errors = Array.from(columns.variances, Math.sqrt)
  if (errors.every((error) => error === errors[0])) return 'left'
  const design = designOf([{ name: 'standard error', values: errors }], columns.count, true)
  const { coefficients } = regressColumns(columns, design, { ...conventions, interval: 'normal' }, true)
  return (coefficients[1]?.estimate as number) < 0 ? 'right' : 'left'
}

/** Trims and estimates until the number of missing studies stays the same. */
function settle(
  columns: StudyColumns,
  order: readonly number[],
  sign: number,
  estimator: TrimAndFillEstimator,
  conventions: Conventions,
) {
  const seen: number[] = []
  let missing = 0
  for (;;) {
    seen.push(missing)
    const kept = selectColumns(columns, order.slice(0, order.length - missing))
    const centre = poolColumns(kept, { ...conventions, interval: 'normal' }).estimate / columns.unit
    const deviations = order.map((row) => sign * ((columns.estimates[row] as number) - centre))
    const next = estimateMissing(deviations, estimator)
    if (next.missing === missing) return { centre, ...next }
    missing = next.missing
    if (seen.includes(missing)) refuse([circleOf(seen, missing)])
  }
}

function circleOf(seen: readonly number[], missing: number): InputProblem {
  const circle = [...seen.slice(seen.indexOf(missing)), missing].join(', ')
  return { message: `trim and fill does not settle on a number of missing studies: ${circle}; use another estimator` }
}

/** Number of missing studies and its standard error, from deviations in ascending order. */
function estimateMissing(deviations: readonly number[], estimator: TrimAndFillEstimator) {
  const count = deviations.length
  const ranks = signedRanks(deviations)
  if (estimator === 'R0') {
    const mostNegative = ranks.reduce((most, rank) => Math.max(most, -rank), 0)
    const raw = count - mostNegative - 1
    return { missing: wholeNumber(raw), error: Math.sqrt(2 * Math.max(0, raw) + 2) }
  }
  const positive = ranks.reduce((total, rank) => total + Math.max(rank, 0), 0)
  const k = count
  if (estimator === 'L0') {
    const raw = (4 * positive - k * (k + 1)) / (2 * k - 1)
    return { missing: wholeNumber(raw), error: (4 * Math.sqrt(varianceOfRankSum(k, raw))) / (2 * k - 1) }
  }
  const raw = k - 0.5 - Math.sqrt(Math.max(0, 2 * k * k - 4 * positive + 0.25))
  const spread = (k - 0.5) ** 2 - raw * (2 * k - raw - 1)
  if (!(spread > 0)) {
    refuse([{ message: 'estimator Q0 does not exist: nearly all studies lie on one side; use L0 or R0' }])
  }
  return { missing: wholeNumber(raw), error: (2 * Math.sqrt(varianceOfRankSum(k, raw))) / Math.sqrt(spread) }
}

/** Rank of each absolute deviation, with its sign; ties in the order given. */
function signedRanks(deviations: readonly number[]): number[] {
  const ranks: number[] = Array.from({ length: deviations.length }, () => 0)
  deviations
    .map((_, index) => index)
    .sort((one, other) => Math.abs(deviations[one] as number) - Math.abs(deviations[other] as number) || one - other)
    .forEach((index, place) => {
      ranks[index] = Math.sign(deviations[index] as number) * (place + 1)
    })
  return ranks
}

function varianceOfRankSum(k: number, missing: number): number {
  const m = missing
  const sum =
    k * (k + 1) * (2 * k + 1) + 10 * m ** 3 + 27 * m ** 2 + 17 * m - 18 * k * m ** 2 - 18 * k * m + 6 * k ** 2 * m
  return Math.max(0, sum / 24)
}

/** Rounded, a half to the even number, at least 0. */
function wholeNumber(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  const rounded = rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below
  return Math.max(0, rounded)
}
