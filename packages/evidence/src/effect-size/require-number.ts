import type { EffectSize } from './effect-size.ts'

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
  if (!Number.isFinite(value) || !holds(value)) {
    throw new RangeError(`${name}: needs ${what}${needed === '' ? '' : ` ${needed}`}, got ${value}`)
  }
}

/** Throws unless a number is finite and above a limit. */
export function requireAbove(name: string, what: string, value: number, limit: number): void {
  requireNumber(name, what, value, (given) => given > limit, `above ${limit}`)
}

/** Throws unless an effect is finite and its variance not below 0. */
export function requireEffect(name: string, { estimate, variance }: EffectSize): void {
  requireFinite(name, 'estimate', estimate)
  requireNumber(name, 'variance', variance, (value) => value >= 0, 'at least 0')
}

/**
 * A result, unless its arguments are so large or small that it is no number.
 * @throws {RangeError} naming the function
 */
export function finiteResult(name: string, result: number): number {
  requireNumber(name, 'arguments whose result is a finite number', result, () => true, '')
  return result
}

/** `finiteResult` for an effect. */
export function finiteEffect(name: string, effect: EffectSize): EffectSize {
  finiteResult(name, effect.estimate)
  finiteResult(name, effect.variance)
  return effect
}

/** Throws unless a number is finite. */
export function requireFinite(name: string, what: string, value: number): void {
  requireNumber(name, what, value, () => true, 'to be a finite number')
}

/** Throws unless a number is above 0 and below 1. */
export function requireFraction(name: string, what: string, value: number): void {
  requireNumber(name, what, value, (given) => given > 0 && given < 1, 'between 0 and 1')
}
