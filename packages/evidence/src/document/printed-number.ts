/** A number as printed: the true value lies within half a unit of its last decimal. */
export interface PrintedNumber {
  readonly value: number
  /** Decimals it is printed with; negative when rounded to tens or more. */
  readonly decimals: number
}

/** Room for the error of the arithmetic itself, relative to the size of the numbers. */
const arithmeticError = 1e-9

export function printedNumber(value: number, decimals: number = decimalsOf(value)): PrintedNumber {
  return { value: value === 0 ? 0 : value, decimals }
}

/** Decimals that a number needs; zeros that were printed behind them are lost in a number. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  const behindPoint = mantissa.split('.')[1]?.length ?? 0
  return Math.max(0, behindPoint - Number(exponent))
}

/**
 * Numbers printed together, as an estimate with its limits, get as many decimals as the longest of them: data files
 * drop the zeros of 0.70.
 */
export function printedAlike(values: readonly number[]): readonly PrintedNumber[] {
  const decimals = Math.max(0, ...values.map(decimalsOf))
  return values.map((value) => printedNumber(value, decimals))
}

/** Half a unit of the last decimal. */
export function halfUnit({ decimals }: PrintedNumber): number {
  return 0.5 * 10 ** -decimals
}

/** The values that are rounded to this number. */
export function rangeOf(number: PrintedNumber): readonly [number, number] {
  return [number.value - halfUnit(number), number.value + halfUnit(number)]
}

/** Whether one value can be printed as both: ranges that only touch are different numbers. */
export function canBeSame(one: PrintedNumber, other: PrintedNumber): boolean {
  return rangesMeet(rangeOf(one), rangeOf(other), -1)
}

/** Whether two ranges meet. `tolerance` 1 lets touching count, −1 does not; both within the error of arithmetic. */
export function rangesMeet(
  one: readonly [number, number],
  other: readonly [number, number],
  tolerance: 1 | -1,
): boolean {
  const size = Math.max(...[...one, ...other].map(Math.abs).filter(Number.isFinite), 1e-300)
  const slack = tolerance * arithmeticError * size
  return one[0] <= other[1] + slack && other[0] <= one[1] + slack
}

/** The number as printed, with a real minus sign left out of it: `-0.06`. */
export function show({ value, decimals }: PrintedNumber): string {
  return value.toFixed(Math.min(20, Math.max(0, decimals)))
}

/** A computed number, short: four significant digits. */
export function showComputed(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (size < 1e-3) return value.toExponential(1)
  return String(Number(value.toPrecision(size >= 1000 ? Math.min(100, Math.ceil(Math.log10(size)) + 1) : 4)))
}
