import { type CorrectedCounts, correctCounts, effectSizes, poolable, type ZeroCells } from '../effect-size/index.ts'
import { chiSquaredUpperTail } from '../numerics/index.ts'
import { refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Heterogeneity, iSquaredFromQ } from './heterogeneity.ts'
import { InterceptModel } from './intercept-model.ts'
import { type EstimateInference, inferenceOf } from './interval.ts'
import { columnsOf } from './study-columns.ts'
import { type CountStudy, refuseImpossibleCounts } from './two-by-two.ts'

/** Measures that can be pooled by Mantel and Haenszel from two by two tables. */
export type MantelHaenszelMeasure = 'OR' | 'RR' | 'RD'

export interface MantelHaenszelOptions {
  /**
   * Whose way: `metafor` pools the observed tables and takes Sato's variance of a risk difference; `meta` and `RevMan 5`
   * take Greenland and Robins' variance and, unless `exact`, correct studies with a zero cell first. Default `metafor`.
   */
  readonly program?: 'metafor' | 'meta' | 'RevMan 5'
  /** Pools the observed tables. Default true for metafor, false for meta and RevMan 5. */
  readonly exact?: boolean
  /** What a correction adds to the cells of studies with a zero. Default 0.5. */
  readonly increment?: number | 'TACC'
  /** Which studies a correction is for. Default `only0`. */
  readonly to?: 'only0' | 'if0all' | 'all' | 'none'
  /** Keeps studies without events in both groups in a ratio (meta). Default false. */
  readonly includeUninformative?: boolean
  /** As a fraction. Default 0.95. */
  readonly level?: number
}

/** A Mantel–Haenszel estimate; ratios are natural logarithms. */
export interface MantelHaenszelEffect extends EstimateInference {
  readonly method: 'Mantel–Haenszel'
  readonly measure: MantelHaenszelMeasure
  readonly program: 'metafor' | 'meta' | 'RevMan 5'
  readonly exact: boolean
  readonly level: number
  /** Studies given, and those whose own effect counts in Q. */
  readonly studyCount: number
  readonly informativeStudyCount: number
  /** Squares of the studies' own (corrected) effects around the estimate. */
  readonly heterogeneity: Pick<Heterogeneity, 'q' | 'degreesOfFreedom' | 'pValue' | 'iSquared'>
  /** The studies' own effects, by the zero-cell rule of the program. */
  readonly studies: readonly StudyEffect[]
  /** DerSimonian–Laird model of the studies' own effects, with tau² from Q around the Mantel–Haenszel estimate (RevMan 5). */
  readonly random: EstimateInference & { readonly method: 'DL'; readonly tauSquared: number }
}

/**
 * Pools two by two tables without a model of each study's variance: right also when events are rare.
 * @throws {InputProblemError} naming impossible tables, or when no study says anything
 * @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Robins, Breslow & Greenland 1986, Biometrics 42:311 (OR);
 * Greenland & Robins 1985, Biometrics 41:55 (RR, RD); Sato, Greenland & Robins 1989, Biometrics 45:1323 (RD)
 */
export function mantelHaenszel(
  measure: MantelHaenszelMeasure,
  studies: readonly CountStudy[],
  options: MantelHaenszelOptions = {},
): MantelHaenszelEffect {
  if (!Object.hasOwn(estimators, measure)) {
    throw new RangeError(`mantelHaenszel needs a measure of OR, RR, RD, got ${measure}`)
  }
  refuseImpossibleCounts(studies)
  const { program = 'metafor', exact = program === 'metafor', level = 0.95 } = options
  const rule = zeroCellsOf(program, options)
  // metafor leaves out uninformative studies from Q alone: in a pooled risk difference they have weight.
  const kept = rule.program === 'metafor' ? { ...rule, dropUninformative: false } : rule
  const tables = correctCounts(studies, kept, measure).filter(({ dropped }) => !dropped)
  const cells = tables.map((table) => cellsOf(table, exact))
  const { estimate, variance } = estimators[measure](cells, program)
  if (!Number.isFinite(estimate) || !(variance > 0 && Number.isFinite(variance))) {
    refuse([{ message: `a Mantel–Haenszel ${measure} does not exist: ${reasonFor(measure, cells)}` }])
  }
  const own = poolable(effectSizes(measure, studies, { zeroCells: rule }))
  const q = own.reduce((total, study) => total + (study.estimate - estimate) ** 2 / study.variance, 0)
  const degreesOfFreedom = Math.max(0, own.length - 1)
  return {
    ...inferenceOf(estimate, Math.sqrt(variance), Number.POSITIVE_INFINITY, level),
    method: 'Mantel–Haenszel',
    measure,
    program,
    exact,
    level,
    studyCount: studies.length,
    informativeStudyCount: own.length,
    heterogeneity: {
      q,
      degreesOfFreedom,
      pValue: degreesOfFreedom === 0 ? 1 : chiSquaredUpperTail(q, degreesOfFreedom),
      iSquared: iSquaredFromQ(q, degreesOfFreedom),
    },
    studies: own,
    random: randomEffect(own, q, level),
  }
}

/** Inverse-variance model with tau² from a given Q. */
function randomEffect(own: readonly StudyEffect[], q: number, level: number): MantelHaenszelEffect['random'] {
  const columns = columnsOf(own)
  const model = new InterceptModel(columns)
  model.weigh(0)
  const { unit } = columns
  const scaled = model.traceP > 0 ? Math.max(0, (q - (own.length - 1)) / model.traceP) : 0
  model.weigh(scaled)
  const error = unit / Math.sqrt(model.sumOfWeights)
  const inference = inferenceOf(model.mean * unit, error, Number.POSITIVE_INFINITY, level)
  return { ...inference, method: 'DL', tauSquared: scaled * unit * unit }
}

function zeroCellsOf(program: 'metafor' | 'meta' | 'RevMan 5', options: MantelHaenszelOptions): ZeroCells {
  const { increment = 0.5, to = 'only0', includeUninformative = false } = options
  if (program !== 'metafor') return { program, increment, to, includeUninformative }
  if (increment === 'TACC') throw new RangeError('mantelHaenszel needs program meta for the treatment-arm correction')
  return { program, add: increment, to, dropUninformative: !includeUninformative }
}

/** Cells a, b of group 1 and c, d of group 2, and the sizes of the groups and the study. */
interface Cells {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly n1: number
  readonly n2: number
  readonly n: number
  /** Risk difference as observed: a correction changes its weight alone. */
  readonly difference: number
}

function cellsOf({ observed, added1, added2 }: CorrectedCounts, exact: boolean): Cells {
  const plus1 = exact ? 0 : added1
  const plus2 = exact ? 0 : added2
  const a = observed.events1 + plus1
  const b = observed.total1 - observed.events1 + plus1
  const c = observed.events2 + plus2
  const d = observed.total2 - observed.events2 + plus2
  const difference = observed.events1 / observed.total1 - observed.events2 / observed.total2
  return { a, b, c, d, n1: a + b, n2: c + d, n: a + b + c + d, difference }
}

function total(cells: readonly Cells[], term: (cells: Cells) => number): number {
  return cells.reduce((sum, table) => sum + term(table), 0)
}

const estimators: Record<
  MantelHaenszelMeasure,
  (cells: readonly Cells[], program: string) => { estimate: number; variance: number }
> = {
  OR(cells) {
    const r = total(cells, ({ a, d, n }) => (a * d) / n)
    const s = total(cells, ({ b, c, n }) => (b * c) / n)
    const pr = total(cells, ({ a, d, n }) => ((a + d) / n) * ((a * d) / n))
    const cross = total(cells, ({ a, b, c, d, n }) => ((a + d) / n) * ((b * c) / n) + ((b + c) / n) * ((a * d) / n))
    const qs = total(cells, ({ b, c, n }) => ((b + c) / n) * ((b * c) / n))
    return { estimate: Math.log(r / s), variance: (pr / r / r + cross / r / s + qs / s / s) / 2 }
  },
  RR(cells) {
    const r = total(cells, ({ a, n2, n }) => (a * n2) / n)
    const s = total(cells, ({ c, n1, n }) => (c * n1) / n)
    const d = total(cells, ({ a, c, n1, n2, n }) => ((n1 / n) * n2 * (a + c) - a * c) / n)
    return { estimate: Math.log(r / s), variance: d / r / s }
  },
  RD(cells, program) {
    const weight = total(cells, ({ n1, n2, n }) => (n1 * n2) / n)
    const estimate = total(cells, ({ difference, n1, n2, n }) => difference * (n1 / n) * n2) / weight
    const greenlandRobins = () =>
      total(
        cells,
        ({ a, b, c, d, n1, n2, n }) => (a * b * (n2 / n) * (n2 / n)) / n1 + (c * d * (n1 / n) * (n1 / n)) / n2,
      )
    const sato = () =>
      estimate *
        total(cells, ({ a, c, n1, n2, n }) => {
          const [share1, share2] = [n1 / n, n2 / n]
          return c * share1 * share1 - a * share2 * share2 + (share1 * share2 * (n2 - n1)) / 2
        }) +
      total(cells, ({ a, b, c, d, n }) => (a * d + c * b) / n) / 2
    return { estimate, variance: (program === 'metafor' ? sato() : greenlandRobins()) / weight / weight }
  },
}

function reasonFor(measure: MantelHaenszelMeasure, cells: readonly Cells[]): string {
  const events1 = total(cells, ({ a }) => a)
  const events2 = total(cells, ({ c }) => c)
  if (cells.length === 0) return 'no study has events in one group and patients without in one'
  if (events1 === 0 || events2 === 0) return `no events in group ${events1 === 0 ? 1 : 2} of any study`
  return measure === 'RD' ? 'the risks do not vary' : 'a group has events only in all studies'
}
