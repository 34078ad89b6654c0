import { changeVariance } from './paired-measures.ts'
import { finiteResult, requireAbove, requireNumber } from './require-number.ts'

/** Standard deviations before and after. */
export interface BeforeAndAfter {
  readonly sdBefore: number
  readonly sdAfter: number
}

/**
 * Standard deviation of the change from before to after.
 * @param correlation between both measurements, -1 to 1; usually taken from another study, so vary it
 * @throws {RangeError} an argument outside its range
 * @source Cochrane Handbook 6.5.2.8
 */
export function sdOfChange({ sdBefore, sdAfter }: BeforeAndAfter, correlation: number): number {
  requireDeviations('sdOfChange', { sdBefore, sdAfter })
  requireNumber('sdOfChange', 'correlation', correlation, (value) => Math.abs(value) <= 1, 'from -1 to 1')
  return finiteResult('sdOfChange', Math.sqrt(changeVariance({ sd1: sdBefore, sd2: sdAfter, correlation })))
}

/**
 * Correlation between before and after, from a study that gives all three standard deviations.
 * @throws {RangeError} an argument outside its range, or standard deviations that cannot belong together
 * @source Cochrane Handbook 6.5.2.8
 */
export function correlationFromChange({ sdBefore, sdAfter }: BeforeAndAfter, sdChange: number): number {
  requireDeviations('correlationFromChange', { sdBefore, sdAfter })
  requireNumber('correlationFromChange', 'sdChange', sdChange, (value) => value >= 0, 'at least 0')
  // Products of ratios, whose squares stay within the range of doubles.
  const ratio = sdBefore / sdAfter / 2 + sdAfter / sdBefore / 2
  const correlation = ratio - (sdChange / sdBefore) * (sdChange / sdAfter / 2)
  if (!(Math.abs(correlation) <= 1)) {
    throw new RangeError(
      `correlationFromChange: needs standard deviations that belong together, got a correlation of ${correlation}`,
    )
  }
  return correlation
}

function requireDeviations(name: string, { sdBefore, sdAfter }: BeforeAndAfter): void {
  requireAbove(name, 'sdBefore', sdBefore, 0)
  requireAbove(name, 'sdAfter', sdAfter, 0)
}
