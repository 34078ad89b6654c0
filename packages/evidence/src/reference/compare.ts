import { isRecord, isTable, type ReferenceTable } from './format.ts'

/** What a number measures, which decides how near zero still counts as the same. */
export type QuantityKind = 'effect' | 'variance' | 'withoutUnit'

/** One place where a result is not what the reference says. */
export interface ReferenceDifference {
  /** Where in the result: `ci_lb[0]`, `comparisons[3].TE_common`. */
  readonly path: string
  readonly expected: unknown
  readonly actual: unknown
  /** Difference relative to the larger of the expected value and its floor; infinite when a value is missing. */
  readonly relativeDifference: number
}

export interface ReferenceComparison {
  /** No value is farther away than its tolerance allows. */
  readonly agrees: boolean
  /** Numbers, texts and missing values that were compared. */
  readonly compared: number
  /** Largest relative difference of any number, also when it is allowed; tiny p-values left out. */
  readonly worstRelativeDifference: number
  readonly worstPath: string | undefined
  /** Everything beyond tolerance. */
  readonly differences: readonly ReferenceDifference[]
}

export interface ComparisonOptions {
  readonly relativeTolerance: number
  /** Median standard error of the input: what counts as near zero for an effect. 1 when unknown. */
  readonly scale?: number
  /** Kind of computation; decides what an ambiguous key such as `tau` measures. */
  readonly fn?: string
  /** Keys that must not be matched, for example an optimiser's result that is known to be inexact. */
  readonly ignore?: readonly string[]
}

/** Below this a p-value is compared by its relative error alone, with 1,000 times the tolerance. */
const tinyPValue = 1e-12

/**
 * Compares a result with the reference by the rule of the reference format: `|a - b| <= tolerance * max(|b|, 0.001 *
 * scale)`, where scale is the median standard error of the input for effects, its square for variances, and 1 for what
 * has no unit. Keys that only `actual` has are not compared; missing (`null`) must be missing (`null`, NaN or absent).
 */
export function compareResults(expected: unknown, actual: unknown, options: ComparisonOptions): ReferenceComparison {
  const walk: Walk = { options, compared: 0, worst: 0, worstPath: undefined, differences: [] }
  compareValue(walk, '', '', expected, actual)
  return {
    agrees: walk.differences.length === 0,
    compared: walk.compared,
    worstRelativeDifference: walk.worst,
    worstPath: walk.worstPath,
    differences: walk.differences,
  }
}

interface Walk {
  readonly options: ComparisonOptions
  compared: number
  worst: number
  worstPath: string | undefined
  readonly differences: ReferenceDifference[]
}

function compareValue(walk: Walk, path: string, key: string, expected: unknown, actual: unknown): void {
  if (walk.options.ignore?.includes(key)) return
  if (isTable(expected)) compareTable(walk, path, expected, actual)
  else if (Array.isArray(expected)) compareArray(walk, path, key, expected, actual)
  else if (isRecord(expected)) compareRecord(walk, path, expected, actual)
  else compareLeaf(walk, path, key, expected, actual)
}

function compareTable(walk: Walk, path: string, expected: ReferenceTable, actual: unknown): void {
  if (!isTable(actual)) return addDifference(walk, path, 'a table', actual)
  if (expected.rows.length !== actual.rows.length) {
    return addDifference(walk, `${path}.rows`, expected.rows.length, actual.rows.length)
  }
  for (const [column, name] of expected.cols.entries()) {
    const own = actual.cols.indexOf(name)
    for (const [row, cells] of expected.rows.entries()) {
      const cell = own < 0 ? undefined : actual.rows[row]?.[own]
      compareValue(walk, `${path}[${row}].${name}`, name, cells[column], cell)
    }
  }
}

function compareArray(walk: Walk, path: string, key: string, expected: readonly unknown[], actual: unknown): void {
  const values = ArrayBuffer.isView(actual) ? Array.from(actual as unknown as ArrayLike<number>) : actual
  if (!Array.isArray(values)) return addDifference(walk, path, `${expected.length} values`, actual)
  if (values.length !== expected.length) return addDifference(walk, `${path}.length`, expected.length, values.length)
  for (const [index, value] of expected.entries()) compareValue(walk, `${path}[${index}]`, key, value, values[index])
}

function compareRecord(walk: Walk, path: string, expected: Record<string, unknown>, actual: unknown): void {
  if (!isRecord(actual)) return addDifference(walk, path, 'named values', actual)
  for (const [key, value] of Object.entries(expected)) {
    compareValue(walk, path === '' ? key : `${path}.${key}`, key, value, actual[key])
  }
}

function compareLeaf(walk: Walk, path: string, key: string, expected: unknown, actual: unknown): void {
  walk.compared += 1
  if (isMissing(expected)) {
    if (!isMissing(actual)) addDifference(walk, path, expected, actual)
    return
  }
  const wanted = numberOf(expected)
  const got = numberOf(actual)
  if (wanted === undefined || got === undefined) {
    if (expected !== actual) addDifference(walk, path, expected, actual)
    return
  }
  const tiny = isPValue(key) && wanted < tinyPValue
  const difference = tiny ? distance(wanted, got, 0) : distance(wanted, got, floorOf(key, walk.options))
  const allowed = walk.options.relativeTolerance * (tiny ? 1000 : 1)
  if (!tiny && difference > walk.worst) {
    walk.worst = difference
    walk.worstPath = path
  }
  if (!(difference <= allowed)) addDifference(walk, path, expected, actual, difference)
}

function distance(expected: number, actual: number, floor: number): number {
  if (expected === actual) return 0
  if (!Number.isFinite(expected) || !Number.isFinite(actual)) return Number.POSITIVE_INFINITY
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), floor)
}

function floorOf(key: string, { scale = 1, fn }: ComparisonOptions): number {
  const kind = quantityKind(key, fn)
  if (kind === 'effect') return 1e-3 * scale
  return kind === 'variance' ? 1e-3 * scale * scale : 1e-3
}

const varianceKeys = /^(vi|vt|filled_vi|tau2.*|se_tau2|sigma2.*|v_.*|vb|var.*)$/
const effectKeys =
  /^(yi|filled_yi|beta|b|estimate.*|est_.*|estimates?|se|se_common|se_random.*|seTE.*|TE.*|ci_lb.*|ci_ub.*|ci|pi_.*|pooled_ci_.*|lower.*|upper.*|pred|slope|limit_.*|intrcpt|diff_.*|sediff_.*|tau|tau\.within|tau_.*)$/

/**
 * What a key of the reference format measures.
 * @param fn kind of computation: `tau` is Kendall's correlation in a rank test and a standard deviation elsewhere
 */
export function quantityKind(key: string, fn?: string): QuantityKind {
  if (key === 'tau' && fn === 'ranktest') return 'withoutUnit'
  if (fn === 'cinema' || key === 'pi_crosses' || key === 'ci_crosses') return 'withoutUnit'
  if (varianceKeys.test(key)) return 'variance'
  return effectKeys.test(key) ? 'effect' : 'withoutUnit'
}

const pValueKeys = /^(p|pval.*|p_.*|pdiff_.*|.*_p|.*[a-zA-Z]p|side_p|global_p)$/

/** Whether a key of the reference format holds a p-value. */
function isPValue(key: string): boolean {
  return pValueKeys.test(key)
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (value === 'Infinity') return Number.POSITIVE_INFINITY
  return value === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'number' && Number.isNaN(value))
}

function addDifference(
  walk: Walk,
  path: string,
  expected: unknown,
  actual: unknown,
  relativeDifference = Number.POSITIVE_INFINITY,
): void {
  walk.differences.push({ path, expected, actual, relativeDifference })
}
