import type { PooledEffect } from '@dosis/evidence/pairwise'
import { plainJson } from './plain-json.ts'
import { heterogeneityLimitsOf, type PairwiseAnalysis, sensitivityOf, smallStudyEffectsOf } from './pool-table.ts'

export interface Extras {
  readonly sensitivity: boolean
  readonly bias: boolean
}

/** The analysis as JSON: numbers unrounded, each convention named. Ratios are logarithms. */
export function pooledForPrograms(analysis: PairwiseAnalysis, extras: Extras): unknown {
  const { measure, effects, pooled, subgroups, regression } = analysis
  return plainJson({
    measure,
    variance: effects.variance,
    zeroCells: effects.zeroCells,
    scale: analysis.isRatio ? 'natural logarithm' : 'as given',
    studies: analysis.studies.map((study, at) => ({ ...study, weight: pooled.weights[at] })),
    leftOut: effects.studies.filter(({ reason }) => reason !== undefined),
    pooled: withoutWeights(pooled),
    heterogeneityLimits: heterogeneityLimitsOf(analysis),
    subgroups,
    regression,
    ...(extras.sensitivity ? { sensitivity: sensitivityOf(analysis) } : {}),
    ...(extras.bias ? { smallStudyEffects: smallStudyEffectsOf(analysis) } : {}),
  })
}

const withoutWeights = ({ weights: _weights, ...pooled }: PooledEffect) => pooled

/** The studies with effect, interval and weight, for a spreadsheet. */
export function pooledAsCsv({ studies, pooled }: PairwiseAnalysis): string {
  const rows = studies.map(({ study, estimate, variance }, at) => [study, estimate, variance, pooled.weights[at]])
  const total = ['pooled', pooled.estimate, pooled.standardError ** 2, 1]
  return [['study', 'estimate', 'variance', 'weight'], ...rows, total].map((row) => row.map(cell).join(',')).join('\n')
}

/** Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe. */
function cell(value: string | number | undefined): string {
  if (typeof value === 'number') return String(value)
  const text = value ?? ''
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
