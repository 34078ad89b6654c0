/**
 * How the variance between studies is estimated: DerSimonian–Laird, Hedges (variance component), Hunter–Schmidt and its
 * small-sample form, Sidik–Jonkman, Paule–Mandel, empirical Bayes, maximum likelihood, restricted maximum likelihood.
 */
export type TauSquaredEstimator = 'DL' | 'HE' | 'HS' | 'HSk' | 'SJ' | 'PM' | 'EB' | 'ML' | 'REML'

/** `common`: one effect for all studies (also called fixed or equal effects); else random effects. */
export type PoolingMethod = 'common' | TauSquaredEstimator

/**
 * How the interval and the test of a coefficient are made.
 * - `normal`: standard error from the weights, normal quantile.
 * - `t`: standard error from the weights, t distribution.
 * - `knapp-hartung`: variance times q, the weighted residual mean square; t distribution.
 * - `knapp-hartung-floor`: the same with q at least 1, so never a smaller standard error than the classic one.
 * - `knapp-hartung-wider`: Knapp–Hartung, unless the normal interval is wider; then that one.
 * - `knapp-hartung-iqwig`: Knapp–Hartung, but q at least 1 where its interval would be narrower than the normal interval
 *   of the DerSimonian–Laird model (IQWiG, General Methods 6).
 */
export type IntervalMethod =
  | 'normal'
  | 't'
  | 'knapp-hartung'
  | 'knapp-hartung-floor'
  | 'knapp-hartung-wider'
  | 'knapp-hartung-iqwig'

/**
 * Prediction interval for the effect in a new study.
 * - `HTS`: t with k − 2 degrees of freedom (Higgins, Thompson & Spiegelhalter 2009).
 * - `V`: t with k − 1 (Veroniki et al. 2019; default of R's meta).
 * - `HK`: Knapp–Hartung standard error, t with k − 1.
 * - `S`: normal quantile (Skipka 2006).
 * - `as-interval`: standard error and quantile of the confidence interval (metafor).
 */
export type PredictionMethod = 'HTS' | 'V' | 'HK' | 'S' | 'as-interval'

/** I² from tau² and the typical variance within studies (metafor), or from Cochran's Q (meta, RevMan). */
export type ISquaredDefinition = 'tau-squared' | 'Q'

/** Everything that may differ between programs and changes a number. Each result carries the ones it used. */
export interface Conventions {
  /** The named set these started from. */
  readonly preset: PresetName
  readonly method: PoolingMethod
  readonly interval: IntervalMethod
  readonly prediction: PredictionMethod
  readonly iSquared: ISquaredDefinition
  /** Confidence level as a fraction. */
  readonly level: number
  /** Variance formula of the standardised mean difference that goes with the set. */
  readonly standardizedMeanDifference: 'LS' | 'exact Hedges' | 'RevMan 5'
  /** Whether Mantel–Haenszel adds 0.5 to the cells of studies with a zero. */
  readonly mantelHaenszel: 'exact' | 'corrected'
}

export type PresetName = 'metafor' | 'meta' | 'RevMan 5'

/**
 * Defaults of three programs, as whole sets.
 * @source metafor 5.1 (rma.uni, escalc), meta 8.4 (metagen, metacont, metabin), RevMan 5.4 (Statistical algorithms)
 */
export const presets: Readonly<Record<PresetName, Conventions>> = {
  metafor: {
    preset: 'metafor',
    method: 'REML',
    interval: 'normal',
    prediction: 'as-interval',
    iSquared: 'tau-squared',
    level: 0.95,
    standardizedMeanDifference: 'LS',
    mantelHaenszel: 'exact',
  },
  meta: {
    preset: 'meta',
    method: 'REML',
    interval: 'normal',
    prediction: 'V',
    iSquared: 'Q',
    level: 0.95,
    standardizedMeanDifference: 'exact Hedges',
    mantelHaenszel: 'corrected',
  },
  'RevMan 5': {
    preset: 'RevMan 5',
    method: 'DL',
    interval: 'normal',
    prediction: 'HTS',
    iSquared: 'Q',
    level: 0.95,
    standardizedMeanDifference: 'RevMan 5',
    mantelHaenszel: 'corrected',
  },
}

/** A set of conventions by name, and what to do otherwise. Without a name: metafor. */
export type PoolingOptions = Partial<Omit<Conventions, 'preset'>> & { readonly preset?: PresetName }

/**
 * The conventions that options ask for.
 * @throws {RangeError} when the level is not between 0 and 1, or a name is unknown
 */
export function conventionsOf(options: PoolingOptions = {}): Conventions {
  const preset = presets[options.preset ?? 'metafor']
  if (preset === undefined) throw new RangeError(`pool needs a preset of ${names(presets)}, got ${options.preset}`)
  const conventions = { ...preset, ...options, preset: preset.preset }
  if (!(conventions.level > 0 && conventions.level < 1)) {
    throw new RangeError(`pool needs a level between 0 and 1, got ${conventions.level}`)
  }
  if (!methods.has(conventions.method)) {
    throw new RangeError(`pool needs a method of ${[...methods].join(', ')}, got ${conventions.method}`)
  }
  return conventions
}

const methods = new Set<PoolingMethod>(['common', 'DL', 'HE', 'HS', 'HSk', 'SJ', 'PM', 'EB', 'ML', 'REML'])

function names(record: Readonly<Record<string, unknown>>): string {
  return Object.keys(record).join(', ')
}
