import type { ModelName, NetworkAnalysis } from './analyse-network.ts'
import { networkEffect, treatmentIndex } from './compare-treatments.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { splitComparisons } from './split-comparisons.ts'

export interface LeagueTable {
  readonly treatments: readonly string[]
  /** `cells[row][column]`: effect of the row's treatment minus the column's; absent on the diagonal and without evidence. */
  readonly cells: readonly (readonly (EffectEstimate | undefined)[])[]
}

export interface LeagueOptions {
  /** Order of rows and columns, for example by P-score. Default: the order of the network. */
  readonly treatments?: readonly string[]
  /**
   * What stands above the diagonal. `network` (default): the same estimates as below, seen from the other side;
   * `direct`: direct evidence alone; a second analysis (another outcome): its network estimates.
   */
  readonly above?: 'network' | 'direct' | NetworkAnalysis
}

/** All comparisons as a square table; network estimates below the diagonal. */
export function leagueTable(analysis: NetworkAnalysis, model: ModelName, options: LeagueOptions = {}): LeagueTable {
  const { treatments = analysis.network.treatments, above = 'network' } = options
  const upper =
    above === 'direct' ? directCells(analysis, model) : networkCells(above === 'network' ? analysis : above, model)
  const lower = networkCells(analysis, model)
  return {
    treatments,
    cells: treatments.map((row, i) =>
      treatments.map((column, j) => (i === j ? undefined : i > j ? lower(row, column) : upper(row, column))),
    ),
  }
}

type Cell = (row: string, column: string) => EffectEstimate | undefined

function networkCells(analysis: NetworkAnalysis, model: ModelName): Cell {
  const quantile = normalQuantileOf(analysis.level)
  return (row, column) => {
    const { estimate, standardError } = networkEffect(
      analysis,
      model,
      treatmentIndex(analysis, row),
      treatmentIndex(analysis, column),
    )
    return estimateOf(estimate, standardError, quantile)
  }
}

function directCells(analysis: NetworkAnalysis, model: ModelName): Cell {
  const quantile = normalQuantileOf(analysis.level)
  const direct = new Map<string, EffectEstimate>()
  for (const split of splitComparisons(analysis)) {
    const estimate = split[model].direct
    if (estimate === undefined) continue
    direct.set(keyOf(split.treatment1, split.treatment2), estimate)
    direct.set(
      keyOf(split.treatment2, split.treatment1),
      estimateOf(-estimate.estimate, estimate.standardError, quantile),
    )
  }
  return (row, column) => direct.get(keyOf(row, column))
}

function keyOf(one: string, other: string): string {
  return `${one}\u0000${other}`
}
