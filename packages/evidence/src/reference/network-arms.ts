import { InputProblemError } from '../input-problem.ts'
import { type CountArm, poolMantelHaenszelNetwork } from '../network/index.ts'
import {
  isTable,
  numbersOf,
  type ReferenceAnalysis,
  type ReferenceData,
  type ReferenceRecord,
  type ReferenceTable,
  tableOf,
  textsOf,
} from './format.ts'
import { fractionLevel, sortNames } from './network-input.ts'

/** Mantel–Haenszel network of odds ratios. */
export function nmaMh(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const arms = countArmsOf(data, analysis)
  const treatments = sortNames(new Set(arms.map(({ treatment }) => treatment)))
  const network = poolMantelHaenszelNetwork(arms, { treatments, level: fractionLevel(analysis.options) })
  const armsIn = new Map(network.designs.map((names) => [names.join('\u0000'), names.length]))
  const rows = network.comparisons.map(({ treatment1, treatment2, common }) => ({
    treat1: treatment1,
    treat2: treatment2,
    TE: common.estimate,
    seTE: common.standardError,
    TE_common: common.estimate,
    seTE_common: common.standardError,
    lower_common: common.lower,
    upper_common: common.upper,
    stat_common: common.statistic,
    p_common: common.pValue,
    lower: common.lower,
    upper: common.upper,
    p: common.pValue,
  }))
  const effect = new Map(
    network.comparisons.flatMap(({ treatment1, treatment2, common }) => [
      [`${treatment1}\u0000${treatment2}`, common] as const,
      [`${treatment2}\u0000${treatment1}`, { ...common, estimate: -common.estimate }] as const,
    ]),
  )
  const matrix = (what: 'estimate' | 'standardError') =>
    network.treatments.map((one) => network.treatments.map((other) => effect.get(`${one}\u0000${other}`)?.[what] ?? 0))
  return {
    k: network.studies.length,
    n: network.treatments.length,
    d: armsIn.size,
    trts: network.treatments,
    designs: sortNames(network.designs.map((names) => sortNames(names).join(':'))),
    Q: network.q.statistic,
    df_Q: network.q.degreesOfFreedom,
    p_Q: network.q.pValue,
    Q_inconsistency: network.q.statistic,
    TE_common: matrix('estimate'),
    seTE_common: matrix('standardError'),
    TE: matrix('estimate'),
    seTE: matrix('standardError'),
    comparisons: tableOf(Object.keys(rows[0] ?? {}), rows),
  }
}

/** Arms with counts, whatever the columns are called. */
export function countArmsOf(data: ReferenceData, { input }: Pick<ReferenceAnalysis, 'input'>): CountArm[] {
  const table = isTable(input) ? input : data.arms
  if (table === undefined)
    throw new InputProblemError([{ message: 'data.arms: needs a table with events and group sizes' }])
  const studies = column(table, ['study', 'studlab', 'id', 'trial'], textsOf)
  const treatments = column(table, ['treatment', 'treat', 'trt'], textsOf)
  const events = column(table, ['events', 'event', 'xi', 'r', 'ai'], numbersOf)
  const totals = column(table, ['n', 'ni', 'total', 'N'], numbersOf)
  return table.rows.map((_, row) => ({
    study: studies[row] as string,
    treatment: treatments[row] as string,
    events: events[row] as number,
    total: totals[row] as number,
  }))
}

function column<Cell>(
  table: ReferenceTable,
  names: readonly string[],
  read: (table: ReferenceTable, name: string) => Cell[] | undefined,
): Cell[] {
  for (const name of names) {
    const cells = read(table, name)
    if (cells !== undefined) return cells
  }
  throw new InputProblemError([
    { message: `data.arms: needs one of the columns ${names.join(', ')}, got ${table.cols.join(', ')}` },
  ])
}
