import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'

/**
 * One number per study. A plain array, because a Float64Array of more than 8 numbers lives outside the heap of the
 * engine: to allocate one takes longer than all sums of a small analysis.
 */
export type Column = number[]

/** A column to be filled. */
export function zeros(length: number): Column {
  const column: Column = []
  for (let i = 0; i < length; i++) column.push(0)
  return column
}

/**
 * The studies of an analysis as columns of numbers, in a unit in which no square overflows: the true estimate is
 * `estimates[i] * unit`, the true variance `variances[i] * unit²`. The unit is a power of 2, so nothing is rounded.
 */
export interface StudyColumns {
  readonly count: number
  readonly estimates: Readonly<Column>
  readonly variances: Readonly<Column>
  readonly unit: number
}

/**
 * Checks studies and lays them out as columns.
 * @param atLeast fewest studies the analysis needs
 * @throws {InputProblemError} naming each row whose estimate or variance cannot be used, or when there are too few
 */
export function columnsOf(studies: readonly StudyEffect[], atLeast = 1): StudyColumns {
  const count = studies.length
  const estimates: Column = []
  const variances: Column = []
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  let furthest = 0
  let sound = count >= atLeast
  for (let i = 0; i < count; i++) {
    const { estimate, variance } = studies[i] as StudyEffect
    estimates.push(estimate)
    variances.push(variance)
    if (!(variance >= leastVariance && variance <= mostVariance && Math.abs(estimate) <= mostEstimate)) sound = false
    if (variance < smallest) smallest = variance
    if (variance > largest) largest = variance
    const size = Math.abs(estimate)
    if (size > furthest) furthest = size
  }
  if (!sound) refuse(problemsOf(studies, atLeast))
  // Ordinary numbers: no square leaves the range of doubles, so any unit gives the same bits.
  if (smallest > 1e-20 && largest < 1e20 && furthest < 1e20) return { count, estimates, variances, unit: 1 }
  return inUnitOf(count, estimates, variances, smallest)
}

/** Where a variance, or the square of an estimate, and what is computed from them stay within the range of doubles. */
const leastVariance = 1e-280
const mostVariance = 1e280
const mostEstimate = 1e140
/** Furthest an estimate may lie from 0, in standard errors of the most precise study. */
const furthestEstimate = 1e50
/** Largest variance in terms of the smallest one: fourth powers of weights stay within the range. */
const largestVariance = 1e70

function inUnitOf(count: number, estimates: Column, variances: Column, smallest: number): StudyColumns {
  const unit = 2 ** Math.floor(Math.log2(smallest) / 2)
  const problems: InputProblem[] = []
  for (let i = 0; i < count; i++) {
    estimates[i] = (estimates[i] as number) / unit
    variances[i] = (variances[i] as number) / unit / unit
    if (!(Math.abs(estimates[i] as number) < furthestEstimate)) {
      problems.push({
        row: i + 1,
        column: 'estimate',
        message: 'is more than 1e50 standard errors of the most precise study from 0, too far to be weighed',
      })
    }
    if (!((variances[i] as number) < largestVariance)) {
      problems.push({
        row: i + 1,
        column: 'variance',
        message: 'is more than 1e70 times that of the most precise study, too much to be weighed',
      })
    }
  }
  refuse(problems)
  return { count, estimates, variances, unit }
}

function problemsOf(studies: readonly StudyEffect[], atLeast: number): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, { estimate, variance }] of studies.entries()) {
    if (!(Math.abs(estimate) <= mostEstimate)) {
      const message = `must be a finite number${inRange(estimate, '-1e140 to 1e140')}, got ${show(estimate)}`
      problems.push({ row: index + 1, column: 'estimate', message })
    }
    if (!(variance >= leastVariance && variance <= mostVariance)) {
      const message = `must be a finite number above 0${inRange(variance, '1e-280 to 1e280')}, got ${show(variance)}`
      problems.push({ row: index + 1, column: 'variance', message })
    }
  }
  if (studies.length < atLeast) {
    problems.push({
      message: `${atLeast === 1 ? '1 study is' : `${atLeast} studies are`} needed, got ${studies.length}`,
    })
  }
  return problems
}

function show(value: number): string {
  // Callers without types may leave a value out.
  return value === undefined || value === null || Number.isNaN(value) ? 'nothing' : `${value}`
}

/** Names the range only for numbers that are out of it. */
function inRange(value: number, range: string): string {
  return Number.isFinite(value) && value !== 0 ? ` (${range})` : ''
}

/** The columns of some of the studies. */
export function selectColumns({ estimates, variances, unit }: StudyColumns, rows: ArrayLike<number>): StudyColumns {
  const count = rows.length
  const selection: { estimates: Column; variances: Column } = { estimates: [], variances: [] }
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    selection.estimates.push(estimates[row] as number)
    selection.variances.push(variances[row] as number)
  }
  return { count, ...selection, unit }
}
