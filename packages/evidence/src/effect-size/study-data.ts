/** Events among patients in two groups: group 1 the treatment, group 2 the control. Counts may be fractions. */
export interface TwoGroupCounts {
  readonly events1: number
  readonly total1: number
  readonly events2: number
  readonly total2: number
}

/** Means in two groups; `sd` is the standard deviation between patients, not the standard error. */
export interface TwoGroupMeans {
  readonly mean1: number
  readonly sd1: number
  readonly total1: number
  readonly mean2: number
  readonly sd2: number
  readonly total2: number
}

/** Events in person-time of two groups, the times in one unit. */
export interface TwoGroupRates {
  readonly events1: number
  readonly time1: number
  readonly events2: number
  readonly time2: number
}

/** Two measurements of the same people: 1 the one that counts as the outcome (after), 2 the one before. */
export interface PairedMeans {
  readonly mean1: number
  readonly sd1: number
  readonly mean2: number
  readonly sd2: number
  readonly total: number
  /** Correlation between both measurements, -1 to 1. */
  readonly correlation: number
}

/** Pairs by the outcome under both treatments: `yesNo` has the event under treatment 1 and not under treatment 2. */
export interface PairedCounts {
  readonly yesYes: number
  readonly yesNo: number
  readonly noYes: number
  readonly noNo: number
}

/** A correlation in one group. */
export interface CorrelationData {
  readonly correlation: number
  readonly total: number
}

/** Events among the patients of one group. */
export interface SingleCount {
  readonly events: number
  readonly total: number
}

/** Events in the person-time of one group. */
export interface SingleRate {
  readonly events: number
  readonly time: number
}

/** Mean and standard deviation of one group. */
export interface SingleMean {
  readonly mean: number
  readonly sd: number
  readonly total: number
}

/** An effect as a publication gives it. */
export interface GivenEffect {
  readonly estimate: number
  readonly variance: number
}
