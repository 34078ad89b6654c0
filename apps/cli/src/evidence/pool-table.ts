import { type EffectSizes, effectSizes, isMeasure, type Measure, measures, poolable } from '@dosis/evidence/effect-size'
import {
  baujat,
  beggTest,
  type Conventions,
  conventionsOf,
  eggerTest,
  influence,
  leaveOneOut,
  type MetaRegression,
  type Moderator,
  type PooledEffect,
  poolCumulatively,
  pool,
  poolSubgroups,
  type PoolingOptions,
  qProfileInterval,
  regress,
  type SubgroupAnalysis,
  trimAndFill,
} from '@dosis/evidence/pairwise'
import { type ColumnRole, measureThatFits, readStudies, type StudyLabels, type TextTable } from '@dosis/evidence/table'
import { BadInput } from '../bad-input.ts'

/** What a person may ask of a pairwise analysis. */
export interface PoolRequest {
  readonly file: string
  readonly measure: string | undefined
  readonly options: PoolingOptions
  readonly control: string | undefined
  readonly columns: Readonly<Partial<Record<ColumnRole, string>>>
  /** Column that names the subgroup of each study. */
  readonly subgroup: string | undefined
  readonly moderators: readonly string[]
}

/** A pairwise analysis with everything that goes with it. */
export interface PairwiseAnalysis {
  readonly measure: Measure
  readonly isRatio: boolean
  readonly effects: EffectSizes
  readonly studies: readonly { readonly study: string; readonly estimate: number; readonly variance: number }[]
  /** Of the studies that were pooled, in their order. */
  readonly labels: readonly StudyLabels[]
  readonly pooled: PooledEffect
  readonly subgroups: SubgroupAnalysis | undefined
  readonly regression: MetaRegression | undefined
  /** The subgroup of each study and the moderators, when asked for. */
  readonly groups: { readonly subgroups?: readonly string[] }
  readonly moderators: { readonly moderators?: readonly Moderator[] }
}

/** Computes effects and pools them. */
export function poolTable(table: TextTable, request: PoolRequest): PairwiseAnalysis {
  const measure = chooseMeasure(table, request)
  const conventions = conventionsOf(request.options)
  const { studies: data, labels: all } = readStudies(table, measure, {
    columns: request.columns,
    ...(request.control === undefined ? {} : { control: request.control }),
  })
  const effects = effectSizes(measure, data, {
    variance: varianceFor(measure, conventions),
    zeroCells: { program: conventions.preset },
  })
  const studies = poolable(effects)
  const labels = effects.studies
    .flatMap(({ estimate }, at) => (estimate === undefined ? [] : [all[at]]))
    .filter((one) => one !== undefined)
  const categories = request.subgroup === undefined ? undefined : textsOf(request, request.subgroup, labels)
  const moderators = request.moderators.map((name) => moderatorOf(request, name, labels))
  return {
    measure,
    isRatio: measures[measure].scale === 'logRatio',
    effects,
    studies,
    labels,
    pooled: pool(studies, request.options),
    subgroups: categories === undefined ? undefined : poolSubgroups(studies, categories, request.options),
    regression: moderators.length === 0 ? undefined : regress(studies, moderators, request.options),
    groups: categories === undefined ? {} : { subgroups: categories },
    moderators: moderators.length === 0 ? {} : { moderators },
  }
}

function chooseMeasure(table: TextTable, { file, measure, columns }: PoolRequest): Measure {
  const chosen = measure?.toUpperCase() ?? measureThatFits(table, columns)
  if (chosen !== undefined && isMeasure(chosen)) return chosen
  const known = Object.keys(measures).join(', ')
  const message =
    chosen === undefined
      ? `the columns fit no measure (${table.columns.join(', ')}); name one with --measure: ${known}`
      : `no measure named "${chosen}"; known are ${known}`
  throw new BadInput(file, [{ path: '--measure', message }])
}

/** The variance of a standardised mean difference that belongs to the preset; elsewhere the first formula. */
function varianceFor(measure: Measure, { standardizedMeanDifference }: Conventions) {
  if (measure !== 'SMD') return undefined
  return ({ LS: 'LS', 'exact Hedges': 'UB', 'RevMan 5': 'RevMan 5' } as const)[standardizedMeanDifference]
}

function textsOf({ file }: PoolRequest, column: string, labels: readonly StudyLabels[]): string[] {
  return labels.map(({ texts, row }) => {
    const text = texts[column]
    if (text === undefined)
      throw new BadInput(file, [
        { path: column, message: `no such column; there are ${Object.keys(texts).join(', ')}` },
      ])
    if (text === '') throw new BadInput(file, [{ path: column, message: `row ${row}: is empty` }])
    return text
  })
}

/** Numbers when every study has one, else categories. */
function moderatorOf(request: PoolRequest, name: string, labels: readonly StudyLabels[]) {
  const texts = textsOf(request, name, labels)
  const numbers = labels.map(({ moderators }) => moderators[name])
  const values = numbers.filter((value) => value !== undefined)
  return values.length === numbers.length ? { name, values } : { name, categories: texts }
}

/** What shows how far the answer leans on single studies. */
export function sensitivityOf({ studies, pooled: { conventions } }: PairwiseAnalysis) {
  return {
    leaveOneOut: leaveOneOut(studies, conventions),
    cumulative: poolCumulatively(studies, undefined, conventions),
    influence: influence(studies, conventions),
    baujat: baujat(studies),
  }
}

/** What shows whether small studies differ from large ones. */
export function smallStudyEffectsOf({ studies, pooled: { conventions } }: PairwiseAnalysis) {
  return { egger: eggerTest(studies), begg: beggTest(studies), trimAndFill: trimAndFill(studies, conventions) }
}

/** Limits of the heterogeneity; absent with one study. */
export function heterogeneityLimitsOf({ studies, pooled: { conventions } }: PairwiseAnalysis) {
  return studies.length < 2
    ? undefined
    : qProfileInterval(studies, { ...conventions, method: conventions.method === 'common' ? 'DL' : conventions.method })
}
