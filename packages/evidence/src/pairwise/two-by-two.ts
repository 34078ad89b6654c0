import { type InputProblem, refuse } from '../input-problem.ts'
import type { TwoGroupCounts, TwoGroupRates } from '../effect-size/index.ts'

/** Events in two groups of one study. */
export type CountStudy = TwoGroupCounts & { readonly study: string }

/** Events in the person-time of two groups of one study. */
export type RateStudy = TwoGroupRates & { readonly study: string }

/**
 * Refuses tables that cannot be: negative or missing counts, more events than patients, empty groups.
 * @throws {InputProblemError} naming row and column of everything wrong, or when there is no study
 */
export function refuseImpossibleCounts(studies: readonly TwoGroupCounts[]): void {
  const problems = studies.flatMap(({ events1, total1, events2, total2 }, index) => [
    ...groupProblems(index + 1, 'events1', events1, 'total1', total1),
    ...groupProblems(index + 1, 'events2', events2, 'total2', total2),
  ])
  refuse(withAtLeastOne(problems, studies.length))
}

/** The same for events in person-time. */
export function refuseImpossibleRates(studies: readonly TwoGroupRates[]): void {
  const problems = studies.flatMap(({ events1, time1, events2, time2 }, index) => [
    ...countProblems(index + 1, 'events1', events1),
    ...countProblems(index + 1, 'events2', events2),
    ...sizeProblems(index + 1, 'time1', time1),
    ...sizeProblems(index + 1, 'time2', time2),
  ])
  refuse(withAtLeastOne(problems, studies.length))
}

function withAtLeastOne(problems: readonly InputProblem[], count: number): readonly InputProblem[] {
  return count === 0 ? [{ message: '1 study is needed, got 0' }] : problems
}

function groupProblems(row: number, events: string, count: number, total: string, size: number): InputProblem[] {
  const problems = [...countProblems(row, events, count), ...sizeProblems(row, total, size)]
  if (problems.length === 0 && count > size) {
    problems.push({ row, column: events, message: `must not be above ${total} (${size}), got ${count}` })
  }
  return problems
}

/** Counts and times beyond which products of them leave the range of doubles. */
const least = 1e-50
const most = 1e50

/** Names the range only for numbers that are out of it. */
function inRange(value: number): string {
  return Number.isFinite(value) && value > 0 ? ` (${least} to ${most})` : ''
}

function countProblems(row: number, column: string, count: number): InputProblem[] {
  if (count >= 0 && count <= most) return []
  return [{ row, column, message: `must be a finite number of at least 0${inRange(count)}, got ${shown(count)}` }]
}

function sizeProblems(row: number, column: string, size: number): InputProblem[] {
  if (size >= least && size <= most) return []
  return [{ row, column, message: `must be a finite number above 0${inRange(size)}, got ${shown(size)}` }]
}

function shown(value: number): string {
  // Callers without types may leave a value out.
  return value === undefined || value === null || Number.isNaN(value) ? 'nothing' : `${value}`
}
