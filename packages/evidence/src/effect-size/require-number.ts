/**
 * Throws unless a number meets a demand.
 * @throws {RangeError} naming the function, what it needs and what it got
 */
export function requireNumber(
  name: string,
  what: string,
  value: number,
  holds: (value: number) => boolean,
  needed: string,
): void {
  if (!Number.isFinite(value) || !holds(value)) throw new RangeError(`${name}: needs ${what} ${needed}, got ${value}`)
}

/** Throws unless a number is finite and above a limit. */
export function requireAbove(name: string, what: string, value: number, limit: number): void {
  requireNumber(name, what, value, (given) => given > limit, `above ${limit}`)
}

/** Throws unless a number is finite. */
export function requireFinite(name: string, what: string, value: number): void {
  requireNumber(name, what, value, () => true, 'to be a finite number')
}

/** Throws unless a number is above 0 and below 1. */
export function requireFraction(name: string, what: string, value: number): void {
  requireNumber(name, what, value, (given) => given > 0 && given < 1, 'between 0 and 1')
}
