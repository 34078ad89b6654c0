import { chiSquaredUpperTail } from '../numerics/index.ts'
import type { TwoGroupCounts } from '../effect-size/index.ts'
import { refuseImpossibleCounts } from './two-by-two.ts'

/** A chi-squared test. */
export interface ChiSquaredTest {
  readonly statistic: number
  readonly degreesOfFreedom: number
  readonly pValue: number
}

/**
 * Cochran–Mantel–Haenszel test that the odds are the same in both groups of every study.
 * @param correct takes off the continuity correction of ½ (never more than the difference itself). Default true
 * @returns undefined when no study has both events and patients without
 * @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719
 */
export function cochranMantelHaenszelTest(
  studies: readonly TwoGroupCounts[],
  correct = true,
): ChiSquaredTest | undefined {
  refuseImpossibleCounts(studies)
  let difference = 0
  let variance = 0
  for (const { events1, total1, events2, total2 } of studies) {
    const total = total1 + total2
    const events = events1 + events2
    difference += events1 - (total1 * events) / total
    if (total > 1) variance += (total1 / total) * (total2 / total) * events * ((total - events) / (total - 1))
  }
  if (variance === 0) return undefined
  const excess = Math.max(0, Math.abs(difference) - (correct ? 0.5 : 0))
  return chiSquaredTest(excess ** 2 / variance, 1)
}

/** Breslow–Day test that the odds ratio is the same in every study, and Tarone's corrected form. */
export interface OddsRatioHomogeneity {
  readonly breslowDay: ChiSquaredTest
  readonly tarone: ChiSquaredTest
}

/**
 * Tests of one odds ratio in all studies.
 * @param logOddsRatio the common one, as Mantel–Haenszel estimates it
 * @returns undefined when fewer than two studies have both events and patients without
 * @source Breslow & Day 1980, Statistical Methods in Cancer Research I, section 4.4; Tarone 1985, Biometrika 72:91
 */
export function oddsRatioHomogeneity(
  studies: readonly TwoGroupCounts[],
  logOddsRatio: number,
): OddsRatioHomogeneity | undefined {
  refuseImpossibleCounts(studies)
  const ratio = Math.exp(logOddsRatio)
  let squares = 0
  let difference = 0
  let sumOfVariances = 0
  let informative = 0
  for (const { events1, total1, events2, total2 } of studies) {
    const events = events1 + events2
    if (events === 0 || events === total1 + total2) continue
    const expected = expectedEvents(total1, total2, events, ratio)
    const cells = [expected, total1 - expected, events - expected, total2 - events + expected]
    const variance = 1 / cells.reduce((sum, cell) => sum + 1 / cell, 0)
    if (!(variance > 0)) continue
    squares += (events1 - expected) ** 2 / variance
    difference += events1 - expected
    sumOfVariances += variance
    informative += 1
  }
  if (informative < 2) return undefined
  return {
    breslowDay: chiSquaredTest(squares, informative - 1),
    tarone: chiSquaredTest(Math.max(0, squares - difference ** 2 / sumOfVariances), informative - 1),
  }
}

/**
 * Events in group 1 at which a table with given margins has the odds ratio: the root of
 * (1 − ψ) A² + (n2 − m + ψ (n1 + m)) A − ψ n1 m = 0 that is a possible count.
 */
function expectedEvents(total1: number, total2: number, events: number, ratio: number): number {
  const a = 1 - ratio
  const b = total2 - events + ratio * (total1 + events)
  const c = -ratio * total1 * events
  // Of both forms of the root the one in which nothing cancels; b is above 0 wherever a is not above 0.
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  return b >= 0 ? (-2 * c) / (b + root) : (root - b) / (2 * a)
}

function chiSquaredTest(statistic: number, degreesOfFreedom: number): ChiSquaredTest {
  return { statistic, degreesOfFreedom, pValue: chiSquaredUpperTail(statistic, degreesOfFreedom) }
}
