import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { problemsOfStudies } from './check-study-data.ts'
import { type CountMeasure, countEffects } from './compute-counts.ts'
import { correlationEffects, proportionEffects, rateEffects, singleRateEffects } from './compute-groups.ts'
import { type MeanMeasure, meanEffects } from './compute-means.ts'
import { pairedCountEffects, pairedMeanEffects, singleMeanEffects } from './compute-pairs.ts'
import { type EffectSize, effectSizeOf, NotEstimableError } from './effect-size.ts'
import {
  type EffectSizeOptions,
  type Measure,
  type MeasureData,
  measures,
  measuresWithoutCorrection,
  type VarianceFormula,
} from './measure.ts'
import type { LogBias } from './ratio-of-means.ts'
import type { ZeroCells } from './zero-cells.ts'

/** A study's data with its name; without a name it is called by its row. */
export type StudyOf<M extends Measure> = MeasureData[M] & { readonly study?: string }

/** The effect of one study, or the reason why it has none. */
export interface StudyEffectSize {
  readonly study: string
  /** Row in the input, counted from 1. */
  readonly row: number
  /** Absent together with `variance` when the measure does not exist for this study. */
  readonly estimate?: number
  readonly variance?: number
  /** Why there is no effect. */
  readonly reason?: string
}

/** Effects of all studies with the conventions that they follow. */
export interface EffectSizes {
  readonly measure: Measure
  /** Name of the variance formula used. */
  readonly variance: VarianceFormula
  /** The rule for zero cells used. */
  readonly zeroCells: ZeroCells
  /** Whether logarithms of means and standard deviations were corrected for small samples. */
  readonly bias: LogBias
  readonly studies: readonly StudyEffectSize[]
}

/**
 * Effect and sampling variance of every study. A study for which the measure does not exist keeps its place with the
 * reason; `poolable` gives the others.
 *
 * Differences are group 1 minus group 2; ratios are natural logarithms of group 1 divided by group 2.
 * @throws {InputProblemError} naming every value that is missing, not finite or impossible, with its row
 * @throws {RangeError} a variance formula that the measure does not have
 * @source at the function of each measure; names as in Viechtbauer 2010, Journal of Statistical Software 36(3)
 * @example effectSizes('OR', [{ study: 'A', events1: 4, total1: 123, events2: 11, total2: 139 }])
 */
export function effectSizes<M extends Measure>(
  measure: M,
  studies: readonly StudyOf<M>[],
  options: EffectSizeOptions = {},
): EffectSizes {
  const { data, variances, unused } = measures[measure]
  const { bias = 'corrected' } = options
  const variance = options.variance ?? (variances[0] as VarianceFormula)
  if (!variances.includes(variance)) {
    throw new RangeError(`effectSizes: variance of ${measure} must be one of ${variances.join(', ')}, got ${variance}`)
  }
  refuse(problemsOfStudies(data, studies, unused))
  const zeroCells = withDefaults(measure, options.zeroCells ?? { program: 'metafor' })
  const computations = computationsOf(measure, studies, { variance, zeroCells, bias })
  return {
    measure,
    variance,
    zeroCells,
    bias,
    studies: computations.map((compute, index) =>
      attempt(studies[index]?.study ?? String(index + 1), index + 1, compute),
    ),
  }
}

/** The studies that have an effect, ready to be pooled. */
export function poolable({ studies }: EffectSizes): StudyEffect[] {
  return studies.flatMap(({ study, estimate, variance }) =>
    estimate === undefined || variance === undefined ? [] : [{ study, estimate, variance }],
  )
}

/** The studies without an effect as problems with row and reason, for callers who want them refused. */
export function problemsOfEffects({ studies }: EffectSizes): InputProblem[] {
  return studies.flatMap(({ row, reason }) => (reason === undefined ? [] : [{ row, message: reason }]))
}

function computationsOf<M extends Measure>(
  measure: M,
  studies: readonly StudyOf<M>[],
  { variance, zeroCells, bias }: Pick<EffectSizes, 'variance' | 'zeroCells' | 'bias'>,
): (() => EffectSize)[] {
  const given: readonly unknown[] = studies
  const as = <K extends Measure>() => given as readonly MeasureData[K][]
  switch (measures[measure].data) {
    case 'means':
      return meanEffects(measure as MeanMeasure, as<MeanMeasure>(), variance, bias)
    case 'counts':
      return countEffects(measure as CountMeasure, as<CountMeasure>(), variance, zeroCells)
    case 'rates':
      return rateEffects(measure as 'IRR', as<'IRR'>(), zeroCells)
    case 'correlation':
      return correlationEffects(measure as 'COR', as<'COR'>(), variance)
    case 'singleCount':
      return proportionEffects(measure as 'PR', as<'PR'>(), variance, zeroCells)
    case 'singleRate':
      return singleRateEffects(measure as 'IR', as<'IR'>(), zeroCells)
    case 'singleMean':
      return singleMeanEffects(measure as 'MN', as<'MN'>(), bias)
    case 'pairedMeans':
      return pairedMeanEffects(measure as 'MC', as<'MC'>(), variance, bias)
    case 'pairedCounts':
      return pairedCountEffects(measure as 'MPRD', as<'MPRD'>(), zeroCells)
    case 'given':
      return as<'GEN'>().map(
        (study) => () => effectSizeOf(study.estimate, study.variance, 'the variance is not above 0'),
      )
  }
}

function withDefaults(measure: Measure, rule: ZeroCells): ZeroCells {
  if (rule.program !== 'metafor') return { increment: 0.5, to: 'only0', ...rule }
  return { add: measuresWithoutCorrection.has(measure) ? 0 : 0.5, to: 'only0', ...rule }
}

function attempt(study: string, row: number, compute: () => EffectSize): StudyEffectSize {
  try {
    const { estimate, variance } = compute()
    return { study, row, estimate, variance }
  } catch (error) {
    if (error instanceof NotEstimableError) return { study, row, reason: error.message }
    throw error
  }
}
