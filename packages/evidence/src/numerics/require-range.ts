/**
 * Refuses arguments that a function cannot take: a mistake of the programmer, not of the data. Texts are put together
 * only when there is something to refuse, for these functions run millions of times.
 * @throws {RangeError} naming the function, what it needs and what it got
 */
export function requireRange(holds: boolean, functionName: string, need: string, ...got: unknown[]): asserts holds {
  if (!holds) throw new RangeError(`${functionName}: needs ${need}, got ${got.map(String).join(', ')}`)
}

/** Refuses a probability outside [0, 1] and NaN. */
export function requireProbability(p: number, functionName: string): void {
  requireRange(p >= 0 && p <= 1, functionName, 'a probability from 0 to 1', p)
}

/** Refuses NaN where a number is needed; infinities pass. */
export function requireNumber(x: number, functionName: string, name: string): void {
  if (Number.isNaN(x)) requireRange(false, functionName, `a number for ${name}`, x)
}

/** Refuses degrees of freedom that are not above 0; Infinity passes. */
export function requireDegrees(df: number, functionName: string): void {
  requireRange(df > 0, functionName, 'degrees of freedom above 0', df)
}
