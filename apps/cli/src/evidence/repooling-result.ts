import {
  type Interval,
  leaveOneOut,
  type PooledEffect,
  pool,
  predictionIntervalOf,
  twoSidedQuantile,
} from '@dosis/evidence/pairwise'
import { parseNumber, type TextTable } from '@dosis/evidence/table'
import { type EvidenceQuestion, type PrintedFigure, printedFigures, type Repooling } from '@dosis/knowledge'
import { BadInput } from '../bad-input.ts'
import { heterogeneityLimitsOf, type PairwiseAnalysis, poolTable, smallStudyEffectsOf } from './pool-table.ts'

/**
 * Pools the trials of a question again as its source did, and adds what the source does not show: prediction intervals,
 * Knapp–Hartung, leave-one-out, limits of the heterogeneity, tests of small-study effects. `compared` sets each printed
 * figure beside the computed one at the printed digits.
 */
export function repoolingOf(
  { id }: EvidenceQuestion,
  { estimate, measure, preset, printed }: Repooling,
  table: TextTable,
) {
  const analysis = poolTable(table, {
    file: `evidence/${id}/studies.csv`,
    measure,
    options: { preset },
    control: undefined,
    columns: {},
    subgroup: undefined,
    moderators: [],
  })
  const { studies, effects, pooled } = analysis
  const { weights: _, ...together } = pooled
  const { q, degreesOfFreedom } = pooled.heterogeneity
  const bias = smallStudyEffectsOf(analysis)
  return {
    estimate,
    measure,
    variance: effects.variance,
    trials: trialsOf(analysis),
    pooled: together,
    notShownBySource: {
      predictionIntervals: { HTS: predicted(pooled, 'HTS'), V: predicted(pooled, 'V') },
      knappHartung: brief(pool(studies, { preset, interval: 'knapp-hartung' })),
      heterogeneityLimits: heterogeneityLimitsOf(analysis),
      leaveOneOut: leaveOneOut(studies, { preset }).map(({ study, pooled: without }) => ({
        without: study,
        ...brief(without),
      })),
      egger: bias.egger,
      begg: bias.begg,
      trimAndFill: { ...bias.trimAndFill, pooled: brief(bias.trimAndFill.pooled) },
    },
    compared: [
      ...comparedFigures(printed, {
        ...totalsOf(analysis),
        estimate: pooled.estimate,
        lower: pooled.lower,
        upper: pooled.upper,
        tauSquared: pooled.tauSquared,
        q,
        degreesOfFreedom,
        qPValue: pooled.heterogeneity.pValue,
        iSquaredPercent: pooled.heterogeneity.iSquared * 100,
        z: pooled.estimate / pooled.standardError,
        pValue: pooled.pValue,
      }),
      ...comparedTrials(analysis),
    ],
  }
}

const predicted = (pooled: PooledEffect, kind: 'HTS' | 'V'): Interval | undefined =>
  predictionIntervalOf(pooled, kind, pooled.conventions.level)

/** The part of a pooled effect that changes from one way of pooling to the next. */
function brief({
  conventions,
  estimate,
  standardError,
  lower,
  upper,
  pValue,
  tauSquared,
  heterogeneity,
}: PooledEffect) {
  const { method, interval } = conventions
  const { q, degreesOfFreedom, iSquared } = heterogeneity
  return { method, interval, estimate, standardError, lower, upper, pValue, tauSquared, q, degreesOfFreedom, iSquared }
}

function trialsOf({ studies, pooled, labels }: PairwiseAnalysis) {
  const quantile = twoSidedQuantile(pooled.conventions.level, Number.POSITIVE_INFINITY)
  return studies.map(({ study, estimate, variance }, at) => {
    const standardError = Math.sqrt(variance)
    return {
      study,
      row: labels[at]?.row,
      estimate,
      standardError,
      lower: estimate - quantile * standardError,
      upper: estimate + quantile * standardError,
      weightPercent: (pooled.weights[at] ?? Number.NaN) * 100,
    }
  })
}

/** People in both groups together, of the trials that were pooled. */
function totalsOf({ labels }: PairwiseAnalysis): { readonly total1: number; readonly total2: number } {
  const sumOf = (column: string): number =>
    labels.reduce((sum, { texts }) => sum + (parseNumber(texts[column] ?? '') ?? Number.NaN), 0)
  return { total1: sumOf('n1'), total2: sumOf('n2') }
}

interface Compared {
  readonly what: string
  readonly printed: string
  readonly computed: string
  readonly agrees: boolean
}

function comparedFigures(
  printed: Readonly<Partial<Record<PrintedFigure, string>>>,
  computed: Readonly<Record<PrintedFigure, number>>,
): Compared[] {
  return printedFigures.flatMap((what) => {
    const text = printed[what]
    return text === undefined ? [] : [compared(what, text, computed[what])]
  })
}

/** Columns of `studies.csv` with what the source prints of each trial, by what is computed. */
const printedColumns = {
  printed_smd: 'estimate',
  printed_estimate: 'estimate',
  printed_lower: 'lower',
  printed_upper: 'upper',
  printed_weight_percent: 'weightPercent',
} as const

function comparedTrials(analysis: PairwiseAnalysis): Compared[] {
  return trialsOf(analysis).flatMap((trial, at) =>
    Object.entries(printedColumns).flatMap(([column, what]) => {
      const text = analysis.labels[at]?.texts[column]
      return text === undefined || text === '' ? [] : [compared(`${trial.study}: ${what}`, text, trial[what])]
    }),
  )
}

/** At as many decimals as are printed. */
function compared(what: string, printed: string, value: number): Compared {
  if (!Number.isFinite(value)) throw new BadInput(what, [{ path: '', message: 'could not be computed' }])
  const decimals = /\.(\d+)$/.exec(printed)?.[1]?.length ?? 0
  const computed = value.toFixed(decimals)
  return { what, printed, computed, agrees: printed === computed }
}
