/**
 * Sum with a running compensation for the digits that rounding loses.
 * @param values numbers; an infinity or NaN among them gives what plain addition gives
 * @returns the sum, with an error of about one rounding unless the terms cancel by more than 15 digits
 * @source Neumaier 1974, Zeitschrift für Angewandte Mathematik und Mechanik 54:39–51
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  const corrected = total + lost
  return Number.isNaN(corrected) ? total : corrected
}
