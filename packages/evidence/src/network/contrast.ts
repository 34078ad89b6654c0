/** One comparison of two arms of one study, as somebody entered it. */
export interface Contrast {
  /** Name of the study. A study with m arms has m(m − 1)/2 contrasts under one name. */
  readonly study: string
  readonly treatment1: string
  readonly treatment2: string
  /** Effect of treatment 1 minus effect of treatment 2; ratios as natural logarithms. */
  readonly estimate: number
  /** Standard error of `estimate`; above 0. */
  readonly standardError: number
}

/**
 * What happens to a multi-arm study whose standard errors cannot belong together, because an arm would have a
 * negative variance:
 * - `refuse` (default): an error with the rows;
 * - `repair`: the nearest feasible arm variances replace them, each change reported in `repairs`;
 * - `accept`: used as they are where the covariance matrix of the study is positive definite all the same (adjusted
 *   effects of one model can be like that), refused otherwise.
 */
export type ArmVariancePolicy = 'refuse' | 'repair' | 'accept'

export interface NetworkOptions {
  /** Order of the treatments in every result. Default: as they first appear in the contrasts. */
  readonly treatments?: readonly string[]
  readonly armVariances?: ArmVariancePolicy
  /**
   * How far the three effects of three arms may be from adding up, in the unit of the data. Default: 1 % of the standard
   * error of the study's most precise contrast, or 0.001 of its largest effect (rounding) when that is more.
   */
  readonly additivityTolerance?: number
}

/** A standard error that `armVariances: 'repair'` changed. */
export interface VarianceRepair {
  /** Row of the contrast, counted from 1. */
  readonly row: number
  readonly study: string
  readonly standardErrorBefore: number
  readonly standardErrorAfter: number
}
