import { chiSquaredUpperTail, normalQuantile } from '../numerics/index.ts'

/** A test whether the studies differ more than chance. */
export interface QTest {
  readonly statistic: number
  readonly degreesOfFreedom: number
  /** Absent without degrees of freedom. */
  readonly pValue: number | undefined
}

/** A fraction with its interval; the limits are absent with too few studies to have them. */
export interface FractionInterval {
  readonly estimate: number
  readonly lower: number | undefined
  readonly upper: number | undefined
}

export function qTest(statistic: number, degreesOfFreedom: number): QTest {
  const pValue = degreesOfFreedom > 0 ? chiSquaredUpperTail(statistic, degreesOfFreedom) : undefined
  return { statistic, degreesOfFreedom, pValue }
}

/**
 * Share of the variation that is not chance, max(0, (Q − df) / Q), with an interval from log H.
 * @returns a fraction; `undefined` without degrees of freedom
 * @source Higgins & Thompson 2002, Statistics in Medicine 21:1539–1558
 */
export function iSquaredOf(q: number, degreesOfFreedom: number, level: number): FractionInterval | undefined {
  if (degreesOfFreedom <= 0) return undefined
  const estimate = Math.max(0, (q - degreesOfFreedom) / q)
  const spread = standardErrorOfLogH(q, degreesOfFreedom)
  if (spread === undefined) return { estimate, lower: undefined, upper: undefined }
  const logH = Math.max(0, Math.log(q / degreesOfFreedom) / 2)
  const width = -normalQuantile((1 - level) / 2) * spread
  return { estimate, lower: shareOf(logH - width), upper: shareOf(logH + width) }
}

/** Standard error of log H; `undefined` when there are too few studies to have one. */
function standardErrorOfLogH(q: number, degreesOfFreedom: number): number | undefined {
  const k = degreesOfFreedom + 1
  if (q > k) return (0.5 * (Math.log(q) - Math.log(k - 1))) / (Math.sqrt(2 * q) - Math.sqrt(2 * k - 3))
  if (k <= 2) return undefined
  return Math.sqrt((1 / (2 * (k - 2))) * (1 - 1 / (3 * (k - 2) ** 2)))
}

/** I² that belongs to a log H, 0 below H = 1. */
function shareOf(logH: number): number {
  return logH <= 0 ? 0 : -Math.expm1(-2 * logH)
}
