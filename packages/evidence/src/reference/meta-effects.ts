import { type EffectSizeOptions, type Measure, measures, type ZeroCells } from '../effect-size/index.ts'
import type { ReferenceAnalysis, ReferenceData, ReferenceRecord, ReferenceTable } from './format.ts'
import { effectsOfTable, measureOf, type ReferenceEffects, tableOfData, textOption } from './study-effects.ts'

/** Computes effects by the conventions of package meta (`method_smd`, `exact_smd`, `incr`, `method_incr`, …). */
export function metaEffects(data: ReferenceData, { options }: Pick<ReferenceAnalysis, 'options'>): ReferenceEffects {
  const measure = measureOf(textOption(options, 'measure') ?? textOption(options, 'sm') ?? data.measure ?? 'GEN')
  const outcome = textOption(options, 'outcome')
  const zeroCells = metaRule(options)
  const table = tableOfData(data)
  const byExperimental = option(options, 'sd_glass') === 'experimental'
  const asked = { ...continuousOptions(measure, options), zeroCells, bias: 'uncorrected' as const }
  if (glassOf(measure, options) === undefined) {
    return withVarianceOfDropped(table, measure, outcome, asked)
  }
  const effects = effectsOfTable(byExperimental ? swapped(table) : table, 'SMD1', outcome, asked)
  return byExperimental ? { ...effects, yi: effects.yi.map((value) => -value) } : effects
}

/** An option by its name, written with underscores or with dots as in R. */
function option(options: ReferenceRecord, name: string) {
  return options[name] ?? options[name.replaceAll('_', '.')]
}

function metaRule(options: ReferenceRecord): ZeroCells {
  const increment = option(options, 'incr')
  return {
    program: 'meta',
    increment: increment === 'TACC' || typeof increment === 'number' ? increment : 0.5,
    to: targetOf(options),
    includeUninformative: option(options, 'allstudies') === true,
    doubleInRiskRatio: (option(options, 'RR_Cochrane') ?? option(options, 'RR_cochrane')) === true,
  }
}

function targetOf(options: ReferenceRecord): 'only0' | 'if0all' | 'all' {
  const named = option(options, 'method_incr')
  if (named === 'if0all' || named === 'all') return named
  if (option(options, 'addincr') === true) return 'all'
  return option(options, 'allincr') === true ? 'if0all' : 'only0'
}

function glassOf(measure: Measure, options: ReferenceRecord): 'uncorrected' | undefined {
  return measure === 'SMD' && option(options, 'method_smd') === 'Glass' ? 'uncorrected' : undefined
}

/** The variance formula for means: meta's default is Hedges' g by the exact formulae. */
function continuousOptions(measure: Measure, options: ReferenceRecord): EffectSizeOptions {
  if (measure === 'MD' || measure === 'ROM') return option(options, 'pooledvar') === true ? { variance: 'HO' } : {}
  if (measure !== 'SMD') return {}
  const glass = glassOf(measure, options)
  if (glass !== undefined) return { variance: glass }
  const exact = option(options, 'exact_smd') !== false
  if (option(options, 'method_smd') === 'Cohen') return { variance: exact ? 'Cohen exact' : 'Cohen' }
  return { variance: exact ? 'UB' : 'RevMan 5' }
}

/**
 * meta gives studies that it leaves out no estimate, but the variance of their table with what was added to it: infinite
 * when nothing was.
 */
function withVarianceOfDropped(
  table: ReferenceTable,
  measure: Measure,
  outcome: string | undefined,
  options: EffectSizeOptions & { readonly zeroCells: ZeroCells },
): ReferenceEffects {
  const effects = effectsOfTable(table, measure, outcome, options)
  if (measures[measure].data !== 'counts') return effects
  const { to } = options.zeroCells
  const added = to === 'all' || to === 'if0all'
  const kept = { ...options.zeroCells, includeUninformative: true } as ZeroCells
  const variances = added ? effectsOfTable(table, measure, outcome, { ...options, zeroCells: kept }).vi : undefined
  const vi = effects.vi.map((variance, index) => {
    if (!Number.isNaN(variance)) return variance
    return variances?.[index] ?? Number.POSITIVE_INFINITY
  })
  return { ...effects, vi }
}

const pairsOfColumns: readonly (readonly [string, string])[] = [
  ['m1i', 'm2i'],
  ['sd1i', 'sd2i'],
  ['n1i', 'n2i'],
]

/** The table with both groups exchanged. */
function swapped({ cols, rows }: ReferenceTable): ReferenceTable {
  const other = new Map(pairsOfColumns.flatMap(([one, two]) => [[one, two] as const, [two, one] as const]))
  return { cols: cols.map((name) => other.get(name) ?? name), rows }
}
