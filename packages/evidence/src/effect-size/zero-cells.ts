import type { SingleCount, SingleRate, TwoGroupCounts, TwoGroupRates } from './study-data.ts'

/** Which studies get the correction: those with a zero cell, all when any study has one, all, or none. */
export type CorrectionTarget = 'only0' | 'if0all' | 'all' | 'none'

/** What to do about zero cells, in the way of the program that a synthesis should be comparable with. */
export type ZeroCells = AddToCells | AddToEvents

/**
 * As metafor: `add` goes to every cell, and the corrected table replaces the observed one in the estimate and in the
 * variance, for every measure (0 for arcsine and square-root measures, which do not need it).
 * @source Viechtbauer 2010, Journal of Statistical Software 36(3); Higgins et al., Cochrane Handbook, section 10.4.4
 */
export interface AddToCells {
  readonly program: 'metafor'
  /** Default 0.5, and 0 for arcsine and square-root measures. */
  readonly add?: number
  /** Default `only0`. */
  readonly to?: CorrectionTarget
  /** Leaves out studies without events, or with events only, in both groups. Default false. */
  readonly dropUninformative?: boolean
}

/**
 * As meta and RevMan 5: the increment goes to the events of log ratios and to the variance of differences alone; a risk
 * ratio adds it once (meta) or twice (RevMan 5) to the group sizes.
 * @source Schwarzer, Carpenter & Rücker 2015, Meta-analysis with R, chapter 2; Deeks & Higgins 2010 (RevMan 5)
 */
export interface AddToEvents {
  readonly program: 'meta' | 'RevMan 5'
  /**
   * Default 0.5. `TACC` is the treatment-arm correction: n1/(n1 + n2) in group 1 and n2/(n1 + n2) in group 2
   * (Sweeting, Sutton & Lambert 2004, Statistics in Medicine 23:1351–1375).
   */
  readonly increment?: number | 'TACC'
  /** Default `only0`. */
  readonly to?: CorrectionTarget
  /** Keeps studies without events, or with events only, in both groups in odds and risk ratios. Default false. */
  readonly includeUninformative?: boolean
  /** Adds twice the increment to the group sizes of a risk ratio. Default: only for RevMan 5. */
  readonly doubleInRiskRatio?: boolean
}

/** A two by two table with what was added to it, and what became of the study. */
export interface CorrectedCounts {
  /** Events and non-events of group 1 and group 2 as observed. */
  readonly observed: TwoGroupCounts
  /** What was added to each cell of group 1 and of group 2; 0 when nothing was. */
  readonly added1: number
  readonly added2: number
  /** The study is left out: no events, or events only, in both groups. */
  readonly dropped: boolean
}

/**
 * Applies a rule for zero cells to all studies of a synthesis.
 * @source as listed at `AddToCells` and `AddToEvents`
 */
export function correctCounts(
  studies: readonly TwoGroupCounts[],
  rule: ZeroCells,
  measure: 'OR' | 'RR' | 'RD' | 'other',
): CorrectedCounts[] {
  const uninformative = studies.map(isUninformative)
  const dropped = dropsUninformative(rule, measure) ? uninformative : uninformative.map(() => false)
  const zero = studies.map((study, index) => !dropped[index] && hasZeroCell(study))
  const corrects = targets(rule.to ?? 'only0', zero)
  return studies.map((observed, index) => {
    const [added1, added2] = corrects[index] ? addedTo(observed, rule) : [0, 0]
    return { observed, added1, added2, dropped: dropped[index] ?? false }
  })
}

/** What is added to the events of both groups of person-time data: nothing unless a group has no events. */
export function correctRates(
  studies: readonly TwoGroupRates[],
  rule: ZeroCells,
): { added: number; dropped: boolean }[] {
  const dropped = studies.map(
    ({ events1, events2 }) => rule.program === 'metafor' && rule.dropUninformative === true && events1 + events2 === 0,
  )
  const zero = studies.map(({ events1, events2 }, index) => !dropped[index] && (events1 === 0 || events2 === 0))
  return addedOf(rule, zero).map((added, index) => ({ added, dropped: dropped[index] ?? false }))
}

/** What is added to the events and the non-events of single groups. */
export function correctSingleCounts(studies: readonly SingleCount[], rule: ZeroCells): number[] {
  return addedOf(
    rule,
    studies.map(({ events, total }) => events === 0 || events === total),
  )
}

/** What is added to the events of single groups followed over person-time. */
export function correctSingleRates(studies: readonly SingleRate[], rule: ZeroCells): number[] {
  return addedOf(
    rule,
    studies.map(({ events }) => events === 0),
  )
}

/** Whether a group has no events or only events in both groups, so that the study says nothing about a ratio. */
export function isUninformative({ events1, total1, events2, total2 }: TwoGroupCounts): boolean {
  return (events1 === 0 && events2 === 0) || (events1 === total1 && events2 === total2)
}

function hasZeroCell({ events1, total1, events2, total2 }: TwoGroupCounts): boolean {
  return events1 === 0 || events2 === 0 || events1 === total1 || events2 === total2
}

function dropsUninformative(rule: ZeroCells, measure: string): boolean {
  if (rule.program === 'metafor') return rule.dropUninformative === true
  return rule.includeUninformative !== true && (measure === 'OR' || measure === 'RR')
}

function targets(to: CorrectionTarget, zero: readonly boolean[]): boolean[] {
  if (to === 'only0') return [...zero]
  const all = to === 'all' || (to === 'if0all' && zero.includes(true))
  return zero.map(() => all)
}

function addedTo({ total1, total2 }: TwoGroupCounts, rule: ZeroCells): [number, number] {
  const amount = amountOf(rule)
  return amount === 'TACC' ? [total1 / (total1 + total2), total2 / (total1 + total2)] : [amount, amount]
}

function addedOf(rule: ZeroCells, zero: readonly boolean[]): number[] {
  const amount = amountOf(rule)
  if (amount === 'TACC') throw new RangeError('zero cells: the treatment-arm correction needs counts in two groups')
  return targets(rule.to ?? 'only0', zero).map((corrects) => (corrects ? amount : 0))
}

function amountOf(rule: ZeroCells): number | 'TACC' {
  const amount = (rule.program === 'metafor' ? rule.add : rule.increment) ?? 0.5
  if (amount !== 'TACC' && !(amount >= 0 && amount < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`zero cells: needs an amount of at least 0, got ${amount}`)
  }
  return amount
}
