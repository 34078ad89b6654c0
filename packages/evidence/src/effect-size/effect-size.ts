/** An effect and its sampling variance on the scale on which effects are pooled (ratios as natural logarithms). */
export interface EffectSize {
  readonly estimate: number
  /** Square of the standard error; above 0. */
  readonly variance: number
}

/** A study whose data are in order, but for which the chosen measure does not exist (a logarithm of zero, for one). */
export class NotEstimableError extends RangeError {
  override readonly name = 'NotEstimableError'
}

/**
 * The pair of estimate and variance, when both exist.
 * @throws {NotEstimableError} saying `reason` when the estimate or the variance is not finite, or the variance not positive
 */
export function effectSizeOf(estimate: number, variance: number, reason: string): EffectSize {
  if (!Number.isFinite(estimate) || !Number.isFinite(variance) || !(variance > 0)) throw new NotEstimableError(reason)
  return { estimate: estimate + 0, variance }
}
