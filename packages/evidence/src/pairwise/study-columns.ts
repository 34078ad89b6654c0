import { type InputProblem, refuse } from '../input-problem.ts'
import type { StudyEffect } from '../study-effect.ts'

/**
 * The studies of an analysis as columns of numbers, in a unit in which no square overflows: the true estimate is
 * `estimates[i] * unit`, the true variance `variances[i] * unit²`. The unit is a power of 2, so nothing is rounded.
 */
export interface StudyColumns {
  readonly count: number
  readonly estimates: Float64Array
  readonly variances: Float64Array
  readonly unit: number
}

/**
 * Checks studies and lays them out as columns.
 * @param atLeast fewest studies the analysis needs
 * @throws {InputProblemError} naming each row whose estimate or variance cannot be used, or when there are too few
 */
export function columnsOf(studies: readonly StudyEffect[], atLeast = 1): StudyColumns {
  const count = studies.length
  const estimates = new Float64Array(count)
  const variances = new Float64Array(count)
  let smallest = Number.POSITIVE_INFINITY
  let largest = 0
  let furthest = 0
  let sound = count >= atLeast
  for (let i = 0; i < count; i++) {
    const { estimate, variance } = studies[i] as StudyEffect
    estimates[i] = estimate
    variances[i] = variance
    if (!(variance > 0 && variance < Number.POSITIVE_INFINITY && Number.isFinite(estimate))) sound = false
    if (variance < smallest) smallest = variance
    if (variance > largest) largest = variance
    const size = Math.abs(estimate)
    if (size > furthest) furthest = size
  }
  if (!sound) refuse(problemsOf(studies, atLeast))
  // Ordinary numbers: no square leaves the range of doubles, so any unit gives the same bits.
  if (smallest > 1e-60 && largest < 1e60 && furthest < 1e40) return { count, estimates, variances, unit: 1 }
  return inUnitOf(count, estimates, variances, smallest)
}

/** Furthest an estimate may lie from 0, in standard errors of the most precise study; its square is still a double. */
const furthestEstimate = 1e140
/** Largest variance in terms of the smallest one. */
const largestVariance = 1e280

function inUnitOf(count: number, estimates: Float64Array, variances: Float64Array, smallest: number): StudyColumns {
  // Variances lie between 2^-1074 and 2^1024, so neither the unit nor its inverse leaves the range of doubles.
  const unit = 2 ** Math.floor(Math.log2(smallest) / 2)
  const problems: InputProblem[] = []
  for (let i = 0; i < count; i++) {
    estimates[i] = (estimates[i] as number) / unit
    variances[i] = (variances[i] as number) / unit / unit
    if (!(Math.abs(estimates[i] as number) < furthestEstimate)) {
      problems.push({
        row: i + 1,
        column: 'estimate',
        message: 'is more than 1e140 standard errors of the most precise study from 0, too far to be weighed',
      })
    }
    if (!((variances[i] as number) < largestVariance)) {
      problems.push({
        row: i + 1,
        column: 'variance',
        message: 'is more than 1e280 times that of the most precise study, too much to be weighed',
      })
    }
  }
  refuse(problems)
  return { count, estimates, variances, unit }
}

function problemsOf(studies: readonly StudyEffect[], atLeast: number): InputProblem[] {
  const problems: InputProblem[] = []
  for (const [index, { estimate, variance }] of studies.entries()) {
    if (!Number.isFinite(estimate)) {
      problems.push({ row: index + 1, column: 'estimate', message: `must be a finite number, got ${show(estimate)}` })
    }
    if (!(variance > 0 && Number.isFinite(variance))) {
      problems.push({
        row: index + 1,
        column: 'variance',
        message: `must be a finite number above 0, got ${show(variance)}`,
      })
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

/** The columns of some of the studies. */
export function selectColumns({ estimates, variances, unit }: StudyColumns, rows: ArrayLike<number>): StudyColumns {
  const count = rows.length
  const selection = { count, estimates: new Float64Array(count), variances: new Float64Array(count), unit }
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number
    selection.estimates[i] = estimates[row] as number
    selection.variances[i] = variances[row] as number
  }
  return selection
}
