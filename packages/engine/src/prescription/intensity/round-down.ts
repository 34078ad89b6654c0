/** The largest multiple of `step` that is not above the value; 9.1 in steps of 0.1 stays 9.1. */
export function roundDown(value: number, step: number): number {
  return tidy(Math.floor(tidy(value / step)) * step)
}

/** Takes away what binary fractions leave behind the sixth decimal. */
function tidy(value: number): number {
  return Number(value.toFixed(6))
}
