import { type InputProblem, refuse } from '../input-problem.ts'

/** Furthest from 0 that a number can be drawn, so that differences and squares of pixels stay numbers. */
const furthest = 1e250
/** The same for logarithms of ratios, which are printed as ratios. */
const furthestLogarithm = 690

/**
 * Refuses numbers that have no place in a picture. Absent values are left alone.
 * @param rows what is drawn, one by one, such as studies
 * @param columns names of the values of a row that are drawn
 * @throws {InputProblemError} naming row and column of each number that is not finite or too far from 0
 */
export function refuseUndrawable<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  isRatio = false,
): void {
  refuse(rows.flatMap((row, index) => columns.flatMap((column) => problemOf(row[column], index + 1, column, isRatio))))
}

/** `refuseUndrawable` for numbers that stand in a table of rows and columns. */
export function refuseUndrawableCells(cells: readonly (readonly number[])[], column: string): void {
  refuse(cells.flatMap((row, index) => row.flatMap((value) => problemOf(value, index + 1, column, false).slice(0, 1))))
}

function problemOf(value: unknown, row: number, column: string, isRatio: boolean): InputProblem[] {
  const limit = isRatio ? furthestLogarithm : furthest
  if (value === undefined || (typeof value === 'number' && Math.abs(value) <= limit)) return []
  const what = isRatio ? 'the logarithm of a ratio' : 'a number'
  return [{ row, column, message: `must be ${what} from -${limit} to ${limit} to be drawn, got ${value as number}` }]
}
