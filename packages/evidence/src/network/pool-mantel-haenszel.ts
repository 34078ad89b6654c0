import { type InputProblem, refuse } from '../input-problem.ts'
import { type CountArm, groupCountArms, type StudyArms } from './arm.ts'
import { quote } from './check-contrasts.ts'
import type { NetworkComparison } from './compare-treatments.ts'
import { type EffectEstimate, estimateOf, normalQuantileOf } from './estimate.ts'
import { type QTest, qTest } from './heterogeneity.ts'
import { dot } from './linear-model.ts'
import { designLogOddsRatios, type DesignLogOddsRatios } from './mantel-haenszel-design.ts'
import { solveSmall } from './solve-small.ts'

export interface MantelHaenszelNetworkOptions {
  /** Order of the treatments in every result. Default: as they first appear. */
  readonly treatments?: readonly string[]
  /** Level of intervals. Default 0.95. */
  readonly level?: number
}

export type MantelHaenszelComparison = Pick<NetworkComparison, 'treatment1' | 'treatment2'> & {
  /** Log odds ratio, treatment 1 against treatment 2. */
  readonly common: EffectEstimate
}

/** Common-effect network meta-analysis of odds ratios for rare events. */
export interface MantelHaenszelNetwork {
  readonly method: 'Mantel-Haenszel'
  readonly measure: 'OR'
  readonly treatments: readonly string[]
  /** Studies in the analysis. */
  readonly studies: readonly string[]
  readonly designs: readonly (readonly string[])[]
  /** Inconsistency between designs. */
  readonly q: QTest
  readonly comparisons: readonly MantelHaenszelComparison[]
  /** Studies and arms that say nothing about odds ratios. */
  readonly leftOut: readonly { readonly study: string; readonly treatment?: string; readonly reason: string }[]
}

/**
 * Pools counts by the Mantel–Haenszel method within each design and joins the designs by generalised least squares. No
 * continuity correction. Studies without events (or with events only) in all arms are left out. So is an arm whose
 * treatment has no events in all studies of its design (or events only), because its odds ratio there is 0 or infinite;
 * both are reported.
 * @throws {InputProblemError} with row numbers; when nothing is left; when the designs that are left do not connect the
 *   treatments
 * @source Efthimiou, Rücker, Schwarzer, Higgins, Egger & Salanti 2019, Statistics in Medicine 38:2992–3012
 */
export function poolMantelHaenszelNetwork(
  arms: readonly CountArm[],
  { treatments: wanted, level = 0.95 }: MantelHaenszelNetworkOptions = {},
): MantelHaenszelNetwork {
  const quantile = normalQuantileOf(level)
  const leftOut: { study: string; treatment?: string; reason: string }[] = []
  const informative = groupCountArms(arms).filter(({ study, arms: own }) => {
    const says = own.some(({ events }) => events > 0) && own.some(({ events, total }) => events < total)
    if (!says) leftOut.push({ study, reason: 'no events, or events only, in all arms' })
    return says
  })
  const designs = designsWithEvents(informative, leftOut)
  if (designs.length === 0)
    refuse([{ message: 'arms: no study has events in one arm and patients without in another' }])
  const present = new Set(designs.flatMap(({ names }) => names))
  const treatments = orderOf(arms, wanted).filter((name) => present.has(name))
  refuseSeparateParts(treatments, designs)
  const estimates = designs.map((design) => designLogOddsRatios(design.names, design.studies))
  refuse(estimates.flatMap((estimated, index) => infiniteOdds(designs[index] as CountDesign, estimated)))
  const { effects, covariance, statistic } = join(treatments, estimates)
  const degrees = designs.reduce((total, { names }) => total + names.length - 1, 0) - (treatments.length - 1)
  return {
    method: 'Mantel-Haenszel',
    measure: 'OR',
    treatments,
    studies: designs.flatMap(({ studies }) => studies.map(({ study }) => study)),
    designs: designs.map(({ names }) => names),
    q: qTest(degrees === 0 ? 0 : statistic, degrees),
    comparisons: compareAll(treatments, effects, covariance, quantile),
    leftOut,
  }
}

/** A design in which the events of one arm never stand beside patients without event in another one. */
function infiniteOdds({ names, studies }: CountDesign, { estimates, covariance }: DesignLogOddsRatios): InputProblem[] {
  if (estimates.every(Number.isFinite) && covariance.every(Number.isFinite)) return []
  const list = studies.map(({ study }) => quote(study)).join(', ')
  return studies.map(({ rows }) => ({
    row: (rows[0] as number) + 1,
    message: `an odds ratio between ${names.map(quote).join(', ')} is 0 or infinite in study ${list}; leave an arm out`,
  }))
}

interface CountDesign {
  /** Treatments in the order of the whole network. */
  readonly names: readonly string[]
  readonly studies: readonly StudyArms<CountArm>[]
}

/** Groups studies by design; takes out arms without contrast in their design, and groups again. */
function designsWithEvents(
  studies: readonly StudyArms<CountArm>[],
  leftOut: { study: string; treatment?: string; reason: string }[],
): CountDesign[] {
  const designs = groupDesigns(studies)
  const kept = designs.flatMap(({ names, studies: own }) => {
    const empty = names.filter((name) => {
      const withName = own.map(({ arms }) => arms.find(({ treatment }) => treatment === name) as CountArm)
      return withName.every(({ events }) => events === 0) || withName.every(({ events, total }) => events === total)
    })
    if (empty.length === 0) return own
    return own.flatMap((study) => {
      for (const treatment of empty) {
        leftOut.push({
          study: study.study,
          treatment,
          reason: 'no events, or events only, in all studies of this design',
        })
      }
      const left = study.arms.filter(({ treatment }) => !empty.includes(treatment))
      return left.length < 2 ? [] : [{ ...study, arms: left }]
    })
  })
  return kept.length === studies.length && kept.every((study, index) => study === studies[index])
    ? designs
    : groupDesigns(kept)
}

function groupDesigns(studies: readonly StudyArms<CountArm>[]): CountDesign[] {
  const designs = new Map<string, { names: string[]; studies: StudyArms<CountArm>[] }>()
  for (const study of studies) {
    const names = study.arms.map(({ treatment }) => treatment).sort()
    const key = names.join('\u0000')
    const design = designs.get(key) ?? { names, studies: [] }
    designs.set(key, design)
    design.studies.push(study)
  }
  return [...designs.values()]
}

function orderOf(arms: readonly CountArm[], wanted: readonly string[] | undefined): string[] {
  const present = [...new Set(arms.map(({ treatment }) => treatment))]
  if (wanted === undefined) return present
  refuse(
    present
      .filter((name) => !wanted.includes(name))
      .map((name) => ({ message: `treatments: ${quote(name)} is in the arms, not in the order given` })),
  )
  return [...wanted]
}

function refuseSeparateParts(treatments: readonly string[], designs: readonly CountDesign[]): void {
  const parts: Set<string>[] = treatments.map((name) => new Set([name]))
  for (const { names } of designs) {
    const touched = parts.filter((part) => names.some((name) => part.has(name)))
    const joined = touched[0] as Set<string>
    for (const part of touched.slice(1)) {
      for (const name of part) joined.add(name)
      parts.splice(parts.indexOf(part), 1)
    }
  }
  if (parts.length === 1) return
  const list = parts.map((part) => `{${[...part].join(', ')}}`).join(' and ')
  refuse([{ message: `the designs with events do not connect the treatments: ${list}` }])
}

/** Generalised least squares over designs; the first treatment is the reference. */
function join(treatments: readonly string[], designs: readonly DesignLogOddsRatios[]) {
  const size = treatments.length - 1
  const information = new Float64Array(size * size)
  const right = new Float64Array(size)
  const blocks = designs.map(({ names, estimates, covariance }) => {
    const rows = names.slice(1).map((name) => contrastRow(treatments, names[0] as string, name))
    const weight = invert(covariance, rows.length)
    return { rows, estimates, weight }
  })
  for (const { rows, estimates, weight } of blocks) {
    for (const [i, one] of rows.entries()) {
      for (const [j, other] of rows.entries()) {
        const value = weight[i * rows.length + j] as number
        for (let a = 0; a < size; a++) {
          right[a] = (right[a] as number) + (one[a] as number) * value * (estimates[j] as number)
          for (let b = 0; b < size; b++) {
            const at = a * size + b
            information[at] = (information[at] as number) + (one[a] as number) * value * (other[b] as number)
          }
        }
      }
    }
  }
  const covariance = invert(information, size)
  const effects = Float64Array.from(right, (_, i) => dot(covariance.subarray(i * size, (i + 1) * size), right))
  let statistic = 0
  for (const { rows, estimates, weight } of blocks) {
    const residuals = rows.map((row, i) => (estimates[i] as number) - dot(row, effects))
    for (const [i, one] of residuals.entries()) {
      for (const [j, other] of residuals.entries()) statistic += one * other * (weight[i * rows.length + j] as number)
    }
  }
  return { effects, covariance, statistic }
}

/** Design row of base minus other, effects counted against the first treatment. */
function contrastRow(treatments: readonly string[], base: string, other: string): Float64Array {
  const row = new Float64Array(treatments.length - 1)
  for (const [name, sign] of [
    [base, 1],
    [other, -1],
  ] as const) {
    const index = treatments.indexOf(name) - 1
    if (index >= 0) row[index] = sign
  }
  return row
}

function invert(matrix: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size)
  for (let column = 0; column < size; column++) {
    const unit = Float64Array.from({ length: size }, (_, row) => (row === column ? 1 : 0))
    const solved = solveSmall(matrix, unit, size, 1e-14)
    if (solved === undefined) {
      refuse([{ message: noVariance }])
    } else for (let row = 0; row < size; row++) inverse[row * size + column] = solved[row] as number
  }
  return inverse
}

const noVariance = 'arms: too few events for the covariance of a design; nothing can be computed'

function compareAll(
  treatments: readonly string[],
  effects: Float64Array,
  covariance: Float64Array,
  quantile: number,
): MantelHaenszelComparison[] {
  const size = treatments.length - 1
  const effect = (i: number) => (i === 0 ? 0 : (effects[i - 1] as number))
  const shared = (i: number, j: number) => (i === 0 || j === 0 ? 0 : (covariance[(i - 1) * size + j - 1] as number))
  return treatments.flatMap((treatment1, i) =>
    treatments.slice(i + 1).map((treatment2, at) => {
      const j = i + 1 + at
      const variance = shared(i, i) + shared(j, j) - 2 * shared(i, j)
      if (!(variance > 0)) refuse([{ message: noVariance }])
      return { treatment1, treatment2, common: estimateOf(effect(i) - effect(j), Math.sqrt(variance), quantile) }
    }),
  )
}
