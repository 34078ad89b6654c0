import {
  arcsineDifference,
  type EffectSize,
  logOddsRatio,
  logRateRatio,
  logRatioOfMeans,
  logRiskRatio,
  meanDifference,
  NotEstimableError,
  rateDifference,
  riskDifference,
} from '../effect-size/index.ts'
import { effectSizeOf } from '../effect-size/effect-size.ts'
import { type InputProblem, refuse } from '../input-problem.ts'
import {
  type ArmName,
  type CountArm,
  groupCountArms,
  groupMeanArms,
  groupRateArms,
  type MeanArm,
  type RateArm,
  type StudyArms,
} from './arm.ts'
import type { Contrast } from './contrast.ts'

export type CountArmMeasure = 'OR' | 'RR' | 'RD' | 'ASD'
export type MeanArmMeasure = 'MD' | 'SMD' | 'ROM'
export type RateArmMeasure = 'IRR' | 'IRD'

export interface ArmOptions {
  /** Added to the events of every arm of a study with a zero cell. Default 0.5. */
  readonly increment?: number
  /** Keeps studies without events, or with events only, in all arms in odds, risk and rate ratios. Default false. */
  readonly includeUninformative?: boolean
}

/** Contrasts of all pairs of arms, with the studies that say nothing about the measure. */
export interface ArmContrasts {
  readonly measure: CountArmMeasure | MeanArmMeasure | RateArmMeasure
  readonly contrasts: readonly Contrast[]
  readonly leftOut: readonly { readonly study: string; readonly reason: string }[]
  /** Studies to which the increment was added. */
  readonly corrected: readonly string[]
}

/**
 * All pairwise effects of arms with counts, earlier arm minus later arm, by the conventions of R's `meta::pairwise`: the
 * increment goes to all arms of a study that has a zero cell; a risk ratio adds it once to the group size; the arcsine
 * difference needs none, the risk difference only for its variance.
 * @throws {InputProblemError} with row numbers
 */
export function contrastsFromCounts(
  measure: CountArmMeasure,
  arms: readonly CountArm[],
  options: ArmOptions = {},
): ArmContrasts {
  return collect(measure, groupCountArms(arms), {
    isUninformative: (own) =>
      (measure === 'OR' || measure === 'RR') &&
      (own.every(({ events }) => events === 0) || own.every(({ events, total }) => events === total)),
    hasZeroCell: (own) => measure !== 'ASD' && own.some((arm) => hasZero(measure, arm)),
    effect: (one, other, added) => countEffect(measure, one, other, added),
    options,
  })
}

/**
 * All pairwise effects of arms with means. Standardised differences follow Crippa & Orsini, so that those of a multi-arm
 * study agree with each other: one standard deviation pooled over all arms of the study, no small-sample correction.
 * @throws {InputProblemError} with row numbers
 * @source Crippa & Orsini 2016, BMC Medical Research Methodology 16:91
 */
export function contrastsFromMeans(measure: MeanArmMeasure, arms: readonly MeanArm[]): ArmContrasts {
  return collect(measure, groupMeanArms(arms), {
    isUninformative: () => false,
    hasZeroCell: () => false,
    effect: (one, other, _, study) => meanEffect(measure, one, other, study),
    options: {},
  })
}

/** All pairwise effects of arms with events in person-time. */
export function contrastsFromRates(
  measure: RateArmMeasure,
  arms: readonly RateArm[],
  options: ArmOptions = {},
): ArmContrasts {
  return collect(measure, groupRateArms(arms), {
    isUninformative: (own) => measure === 'IRR' && own.every(({ events }) => events === 0),
    hasZeroCell: (own) => own.some(({ events }) => events === 0),
    effect: (one, other, added) => rateEffect(measure, one, other, added),
    options,
  })
}

interface Recipe<Arm> {
  readonly isUninformative: (arms: readonly Arm[]) => boolean
  readonly hasZeroCell: (arms: readonly Arm[]) => boolean
  readonly effect: (one: Arm, other: Arm, added: number, study: readonly Arm[]) => EffectSize
  readonly options: ArmOptions
}

function collect<Arm extends ArmName>(
  measure: ArmContrasts['measure'],
  studies: readonly StudyArms<Arm>[],
  { isUninformative, hasZeroCell, effect, options }: Recipe<Arm>,
): ArmContrasts {
  const contrasts: Contrast[] = []
  const leftOut: { study: string; reason: string }[] = []
  const corrected: string[] = []
  const problems: InputProblem[] = []
  for (const { study, arms, rows } of studies) {
    if (isUninformative(arms) && options.includeUninformative !== true) {
      leftOut.push({ study, reason: 'no events, or events only, in all arms' })
      continue
    }
    const added = hasZeroCell(arms) ? (options.increment ?? 0.5) : 0
    if (added > 0) corrected.push(study)
    for (const [index, one] of arms.entries()) {
      for (const other of arms.slice(index + 1)) {
        try {
          const { estimate, variance } = effect(one, other, added, arms)
          const standardError = Math.sqrt(variance)
          contrasts.push({ study, treatment1: one.treatment, treatment2: other.treatment, estimate, standardError })
        } catch (error) {
          if (!(error instanceof NotEstimableError)) throw error
          problems.push({ row: (rows[arms.indexOf(other)] as number) + 1, message: error.message })
        }
      }
    }
  }
  refuse(problems)
  return { measure, contrasts, leftOut, corrected }
}

function hasZero(measure: CountArmMeasure, { events, total }: CountArm): boolean {
  return events === 0 || (measure !== 'RR' && events === total)
}

function countEffect(measure: CountArmMeasure, one: CountArm, other: CountArm, added: number): EffectSize {
  const addedToTotal = measure === 'RR' ? added : 2 * added
  const observed = { events1: one.events, total1: one.total, events2: other.events, total2: other.total }
  const corrected = {
    events1: one.events + added,
    total1: one.total + addedToTotal,
    events2: other.events + added,
    total2: other.total + addedToTotal,
  }
  if (measure === 'OR') return logOddsRatio(corrected)
  if (measure === 'RR') return logRiskRatio(corrected)
  if (measure === 'ASD') return arcsineDifference(observed)
  const estimate = one.events / one.total - other.events / other.total
  return effectSizeOf(estimate, riskDifference(corrected).variance, 'the risks are too far apart for numbers')
}

function meanEffect(measure: MeanArmMeasure, one: MeanArm, other: MeanArm, study: readonly MeanArm[]): EffectSize {
  const groups = {
    mean1: one.mean,
    sd1: one.sd,
    total1: one.total,
    mean2: other.mean,
    sd2: other.sd,
    total2: other.total,
  }
  if (measure === 'MD') return meanDifference(groups)
  if (measure === 'ROM') return logRatioOfMeans(groups, { bias: 'uncorrected' })
  const total = study.reduce((patients, arm) => patients + arm.total, 0)
  const squares = study.reduce((sum, { sd, total: patients }) => sum + (patients - 1) * sd * sd, 0)
  const estimate = (one.mean - other.mean) / Math.sqrt(squares / (total - study.length))
  const variance = 1 / one.total + 1 / other.total + (estimate * estimate) / (2 * total)
  return effectSizeOf(
    estimate,
    variance,
    'a standardised mean difference needs more patients than arms and finite numbers',
  )
}

function rateEffect(measure: RateArmMeasure, one: RateArm, other: RateArm, added: number): EffectSize {
  const corrected = { events1: one.events + added, time1: one.time, events2: other.events + added, time2: other.time }
  if (measure === 'IRR') return logRateRatio(corrected)
  const estimate = one.events / one.time - other.events / other.time
  return effectSizeOf(estimate, rateDifference(corrected).variance, 'the rates are too far apart for numbers')
}
