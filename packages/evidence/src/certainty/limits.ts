import { type InputProblem, refuse } from '../input-problem.ts'

/** An interval on the natural scale (ratios not as logarithms). */
export interface IntervalLimits {
  readonly lower: number
  readonly upper: number
}

/**
 * What difference matters: no effect, and the important values on both sides of it, on the natural scale.
 * Between `lower` and `upper` an effect is too small to matter.
 */
export interface ImportanceZone extends IntervalLimits {
  readonly null: number
}

/**
 * The zone around no effect that an important size spans: (1/x, x) for ratios, (−x, x) for differences.
 * @param smallestImportant of a ratio any value but 1 (0.8 and 1.25 give the same zone), of a difference any but 0
 * @throws {InputProblemError} a size that is not finite, or that is no effect
 */
export function importanceZone(scale: 'ratio' | 'difference', smallestImportant: number): ImportanceZone {
  const column = 'smallestImportant'
  if (scale === 'difference') {
    const size = Math.abs(smallestImportant)
    refuse(Number.isFinite(size) && size > 0 ? [] : [{ column, message: 'must be finite and not 0' }])
    return { lower: -size, null: 0, upper: size }
  }
  const isSize =
    Number.isFinite(smallestImportant) &&
    Number.isFinite(1 / smallestImportant) &&
    smallestImportant > 0 &&
    smallestImportant !== 1
  refuse(isSize ? [] : [{ column, message: 'of a ratio must be finite, above 0 and not 1' }])
  const size = Math.max(smallestImportant, 1 / smallestImportant)
  return { lower: 1 / size, null: 1, upper: size }
}

/** Says what is wrong with limits: not finite numbers, or the lower above the upper. */
export function limitProblems(column: string, { lower, upper }: IntervalLimits): readonly InputProblem[] {
  if (!Number.isFinite(lower) || !Number.isFinite(upper)) return [{ column, message: 'limits must be finite numbers' }]
  return lower > upper ? [{ column, message: `lower limit ${lower} lies above upper limit ${upper}` }] : []
}

/** Whether a line lies in the interval; touching counts, for an interval that reaches the line does not exclude it. */
export function reaches({ lower, upper }: IntervalLimits, line: number): boolean {
  return lower <= line && line <= upper
}

/** How many of the lines lie in the interval. */
export function crossings(interval: IntervalLimits, lines: readonly number[]): number {
  return lines.filter((line) => reaches(interval, line)).length
}
