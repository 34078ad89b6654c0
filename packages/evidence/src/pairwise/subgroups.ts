import { chiSquaredUpperTail } from '../numerics/index.ts'
import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'
import { type Conventions, conventionsOf, type PoolingOptions } from './conventions.ts'
import { designOf, levelsOf } from './design.ts'
import { type Heterogeneity, iSquaredFromQ } from './heterogeneity.ts'
import { type EstimateInference, inferenceOf } from './interval.ts'
import { regressColumns } from './meta-regression.ts'
import { type PooledEffect, poolColumns } from './pool.ts'
import { columnsOf, selectColumns, type StudyColumns } from './study-columns.ts'

/** One subgroup of studies. */
export interface Subgroup {
  readonly level: string
  readonly studyCount: number
  readonly common: PooledEffect
  readonly random: EstimateInference & { readonly tauSquared: number }
  /** Within the subgroup; I² from Q. */
  readonly heterogeneity: Pick<Heterogeneity, 'q' | 'degreesOfFreedom' | 'pValue' | 'iSquared'>
}

/** Whether the subgroups differ: the test of interaction. */
export interface InteractionTest {
  readonly q: number
  readonly degreesOfFreedom: number
  readonly pValue: number
}

export interface SubgroupAnalysis {
  readonly conventions: Conventions
  /** `separate`: each subgroup has its own tau²; `common`: one tau² for all, as in a meta-regression on the subgroups. */
  readonly tauSquared: 'separate' | 'common'
  /** In alphabetical order of their names. */
  readonly subgroups: readonly Subgroup[]
  readonly betweenCommon: InteractionTest
  readonly betweenRandom: InteractionTest
  /** Sum of Q over the subgroups. */
  readonly qWithin: number
}

export type SubgroupOptions = PoolingOptions & { readonly tauSquared?: 'separate' | 'common' }

/**
 * Pools each subgroup and tests whether they differ.
 * @param categories the subgroup of each study
 * @param options conventions (default those of meta, without Knapp–Hartung) and whether subgroups share one tau²
 * @throws {InputProblemError} naming rows that cannot be used or have no subgroup, or when there is one subgroup alone
 * @source Borenstein et al. 2009, Introduction to Meta-Analysis, chapter 19
 */
export function poolSubgroups(
  studies: readonly StudyEffect[],
  categories: readonly string[],
  options: SubgroupOptions = {},
): SubgroupAnalysis {
  const { tauSquared: sharing = 'separate', ...pooling } = options
  const conventions = conventionsOf({ preset: 'meta', ...pooling })
  const columns = columnsOf(studies, 2)
  const levels = checkedLevels(categories, columns.count)
  const shared = sharing === 'common' ? sharedTauSquared(columns, categories, conventions) : undefined
  const subgroups = levels.map((level) => subgroupOf(columns, categories, level, conventions, shared))
  return {
    conventions,
    tauSquared: sharing,
    subgroups,
    betweenCommon: interactionOf(subgroups.map(({ common }) => common)),
    betweenRandom: interactionOf(subgroups.map(({ random }) => random)),
    qWithin: subgroups.reduce((total, { heterogeneity }) => total + heterogeneity.q, 0),
  }
}

function checkedLevels(categories: readonly string[], studyCount: number): string[] {
  if (categories.length !== studyCount) {
    throw new RangeError(`poolSubgroups needs ${studyCount} categories, one per study, got ${categories.length}`)
  }
  const problems: InputProblem[] = categories.flatMap((category, index) =>
    typeof category === 'string' && category !== '' ? [] : [{ row: index + 1, message: 'has no subgroup' }],
  )
  const levels = levelsOf(categories)
  if (problems.length === 0 && levels.length < 2) {
    problems.push({ message: `all studies are in subgroup ${levels[0]}; a comparison needs two subgroups` })
  }
  refuse(problems)
  return levels
}

function sharedTauSquared(columns: StudyColumns, categories: readonly string[], conventions: Conventions): number {
  if (conventions.method === 'common') return 0
  const design = designOf([{ name: 'subgroup', categories }], columns.count, true)
  return regressColumns(columns, design, { ...conventions, interval: 'normal' }, true).tauSquared
}

function subgroupOf(
  columns: StudyColumns,
  categories: readonly string[],
  level: string,
  conventions: Conventions,
  shared: number | undefined,
): Subgroup {
  const rows = categories.flatMap((category, index) => (category === level ? [index] : []))
  const own = selectColumns(columns, rows)
  const common = poolColumns(own, { ...conventions, method: 'common', interval: 'normal' })
  const { q, degreesOfFreedom, pValue } = common.heterogeneity
  return {
    level,
    studyCount: rows.length,
    common,
    random: shared === undefined ? poolColumns(own, conventions) : poolAt(own, conventions, shared),
    heterogeneity: { q, degreesOfFreedom, pValue, iSquared: iSquaredFromQ(q, degreesOfFreedom) },
  }
}

/** Pools at a tau² that is given: adds it to the variances and pools as a common effect. */
function poolAt(columns: StudyColumns, conventions: Conventions, tauSquared: number) {
  const added = tauSquared / columns.unit / columns.unit
  const variances = columns.variances.map((variance) => variance + added)
  const { estimate, standardError, degreesOfFreedom } = poolColumns(
    { ...columns, variances },
    { ...conventions, method: 'common' },
  )
  return { ...inferenceOf(estimate, standardError, degreesOfFreedom, conventions.level), tauSquared }
}

/** Q between estimates of independent subgroups. */
export function interactionOf(
  estimates: readonly Pick<EstimateInference, 'estimate' | 'standardError'>[],
): InteractionTest {
  const columns = columnsOf(
    estimates.map(({ estimate, standardError }) => ({ study: '', estimate, variance: standardError ** 2 })),
  )
  const { q, degreesOfFreedom } = poolColumns(columns, conventionsOf({ method: 'common' })).heterogeneity
  return { q, degreesOfFreedom, pValue: degreesOfFreedom === 0 ? 1 : chiSquaredUpperTail(q, degreesOfFreedom) }
}
