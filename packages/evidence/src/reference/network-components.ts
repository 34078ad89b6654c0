import {
  analyseComponents,
  type ComponentMatrix,
  componentMatrixFrom,
  type ComponentOptions,
  type IdentifiedEffect,
  type ModelName,
} from '../network/index.ts'
import {
  type ReferenceAnalysis,
  type ReferenceCell,
  type ReferenceData,
  type ReferenceRecord,
  type ReferenceValue,
  tableOf,
} from './format.ts'
import { contrastsOf, fractionLevel, sortedTreatments, sortNames, tauSquaredOption } from './network-input.ts'

export function cnma(data: ReferenceData, analysis: ReferenceAnalysis): ReferenceRecord {
  const { options } = analysis
  const contrasts = contrastsOf(data, analysis)
  const treatments = sortedTreatments(contrasts)
  const separator = typeof options['sep'] === 'string' ? options['sep'].trim() : '+'
  const matrix = givenMatrix(options, treatments)
  const result = analyseComponents(contrasts, {
    treatments,
    separator,
    components: sortNames(new Set(treatments.flatMap((name) => name.split(separator).map((part) => part.trim())))),
    ...inactiveOf(options),
    interactions: textsIn(options['interactions'] ?? options['interaction']),
    tauSquared: tauSquaredOption(options),
    level: fractionLevel(options),
    ...(matrix !== undefined && { matrix: () => matrix }),
  })
  const { network, components, combinations, comparisons } = result
  return {
    k: network.studies.length,
    m: network.contrasts.length,
    n: treatments.length,
    c: result.matrix.components.length,
    trts: treatments,
    comps: result.matrix.components,
    rank_X: result.rank,
    comps_unident: result.unidentified,
    inactive: result.matrix.inactive ?? null,
    tau2: result.tauSquared,
    tau: result.tau,
    I2: result.iSquared?.estimate,
    Q_additive: result.q.statistic,
    df_Q_additive: result.q.degreesOfFreedom,
    p_Q_additive: result.q.pValue,
    Q_standard: result.qStandard.statistic,
    df_Q_standard: result.qStandard.degreesOfFreedom,
    p_Q_standard: result.qStandard.pValue,
    Q_diff: result.qDifference.statistic,
    df_Q_diff: result.qDifference.degreesOfFreedom,
    p_Q_diff: result.qDifference.pValue,
    C_matrix: result.matrix.rows.map((row) => Array.from(row)),
    components: effectTable(components, ({ component }) => ({ component }), 'est', 'se'),
    combinations: effectTable(combinations, ({ treatment }) => ({ treatment }), 'est', 'se'),
    comparisons: effectTable(
      comparisons,
      ({ treatment1, treatment2 }) => ({ treat1: treatment1, treat2: treatment2 }),
      'TE',
      'seTE',
    ),
  }
}

function effectTable<Row extends IdentifiedEffect>(
  effects: readonly Row[],
  names: (row: Row) => Record<string, string>,
  estimate: string,
  error: string,
) {
  const rows = effects.map((row) => ({
    ...names(row),
    ...effectCells(row, 'common', estimate, error),
    ...effectCells(row, 'random', estimate, error),
  }))
  return tableOf(Object.keys(rows[0] ?? {}), rows)
}

function effectCells(
  row: IdentifiedEffect,
  model: ModelName,
  estimate: string,
  error: string,
): Record<string, ReferenceCell | undefined> {
  const effect = row[model]
  return {
    [`${estimate}_${model}`]: effect?.estimate,
    [`${error}_${model}`]: effect?.standardError,
    [`lower_${model}`]: effect?.lower,
    [`upper_${model}`]: effect?.upper,
    [`stat_${model}`]: effect?.statistic,
    [`p_${model}`]: effect?.pValue,
  }
}

function inactiveOf({ inactive }: ReferenceRecord): Pick<ComponentOptions, 'inactive'> {
  return typeof inactive === 'string' && inactive !== '' ? { inactive } : {}
}

function textsIn(value: ReferenceValue): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

/** A component matrix in the options: treatments (sorted) by components. */
function givenMatrix(options: ReferenceRecord, treatments: readonly string[]): ComponentMatrix | undefined {
  const rows = options['C_matrix']
  if (!Array.isArray(rows)) return undefined
  const numbers = rows.map((row: ReferenceValue) => (Array.isArray(row) ? row.map(Number) : []))
  const width = numbers[0]?.length ?? 0
  const named = textsIn(options['comps'] ?? options['components'])
  const components =
    named.length === width ? named : Array.from({ length: width }, (_, index) => `component ${index + 1}`)
  return componentMatrixFrom(
    treatments,
    components,
    new Map(treatments.map((name, index) => [name, numbers[index] ?? []])),
  )
}
