/**
 * Refuses an argument that a function cannot take: a mistake of the programmer, not of the data.
 * @throws {RangeError} naming the function, what it needs and what it got
 */
export function requireRange(holds: boolean, functionName: string, need: string, got: unknown): asserts holds {
  if (!holds) throw new RangeError(`${functionName}: needs ${need}, got ${String(got)}`)
}

/** Refuses a probability outside [0, 1] and NaN. */
export function requireProbability(p: number, functionName: string): void {
  requireRange(p >= 0 && p <= 1, functionName, 'a probability from 0 to 1', p)
}

/** Refuses NaN where a number is needed; infinities pass. */
export function requireNumber(x: number, functionName: string, name: string): void {
  requireRange(!Number.isNaN(x), functionName, `a number for ${name}`, x)
}

/** Refuses degrees of freedom that are not above 0; Infinity passes. */
export function requireDegrees(df: number, functionName: string): void {
  requireRange(df > 0, functionName, 'degrees of freedom above 0', df)
}
