/**
 * Inner product of two runs of `length` numbers. Four sums at a time, so that the processor can overlap them.
 * @param first numbers, from `firstStart` on
 * @param second numbers, from `secondStart` on
 */
export function innerProduct(
  first: Float64Array,
  firstStart: number,
  second: Float64Array,
  secondStart: number,
  length: number,
): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let k = 0
  for (; k + 3 < length; k += 4) {
    a += (first[firstStart + k] as number) * (second[secondStart + k] as number)
    b += (first[firstStart + k + 1] as number) * (second[secondStart + k + 1] as number)
    c += (first[firstStart + k + 2] as number) * (second[secondStart + k + 2] as number)
    d += (first[firstStart + k + 3] as number) * (second[secondStart + k + 3] as number)
  }
  for (; k < length; k++) a += (first[firstStart + k] as number) * (second[secondStart + k] as number)
  return a + b + (c + d)
}
