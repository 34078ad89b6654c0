/** Places values along a line of pixels. */
export interface Axis {
  readonly low: number
  readonly high: number
  /** The pixel of a value; a value beyond the axis lies beyond the line. */
  place(value: number): number
  /** Round values between low and high, ascending. */
  readonly ticks: readonly number[]
  /** Decimals that tell the ticks apart. */
  readonly decimals: number
}

export interface AxisOptions {
  readonly values: readonly number[]
  readonly from: number
  readonly to: number
  /** About how many ticks fit. */
  readonly most?: number
  /** Values that must be on the axis, such as the line of no effect. */
  readonly include?: readonly number[]
  /** true: the values are natural logarithms and the ticks are round ratios. */
  readonly isLogarithmic?: boolean
  /** Room at both ends, as a share of the range. */
  readonly margin?: number
}

/** An axis over finite values; when there are none, or one alone, it has room around it. */
export function axisOf({
  values,
  from,
  to,
  most = 6,
  include = [],
  isLogarithmic = false,
  margin = 0.04,
}: AxisOptions): Axis {
  const known = [...values, ...include].filter(Number.isFinite)
  const least = known.length === 0 ? 0 : known.reduce((a, b) => Math.min(a, b))
  const greatest = known.length === 0 ? 1 : known.reduce((a, b) => Math.max(a, b))
  const range = greatest - least
  // Values that differ by rounding alone have no range that ticks could divide.
  const hasRange = range > 1e-9 * Math.max(Math.abs(least), Math.abs(greatest), 1e-290)
  const room = hasRange ? range * margin : Math.max(Math.abs(least) * 0.1, 1e-6)
  const low = least - room
  const high = greatest + room
  const place = (value: number): number => from + ((value - low) / (high - low)) * (to - from)
  const { ticks, decimals } = isLogarithmic ? ratioTicks(low, high, most) : roundTicks(low, high, most)
  return { low, high, place, ticks, decimals }
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function roundTicks(low: number, high: number, most: number): { ticks: number[]; decimals: number } {
  const rough = (high - low) / Math.max(most, 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power
  const first = Math.ceil(low / step - 1e-9)
  const count = Math.floor(high / step + 1e-9) - first + 1
  const ticks = Array.from({ length: count }, (_, at) => (first + at) * step)
  return { ticks, decimals: Math.min(Math.max(0, -Math.floor(Math.log10(step) + 1e-9)), 12) }
}

/** Logarithms of 1, 2, 5 times powers of ten, thinned until they fit; of finer steps when the range is small. */
function ratioTicks(low: number, high: number, most: number): { ticks: number[]; decimals: number } {
  const families = [
    [1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 7, 8, 9],
    [1, 1.5, 2, 3, 5, 7],
    [1, 2, 5],
    [1, 3],
    [1],
  ]
  const start = Math.floor(low / Math.LN10)
  const end = Math.ceil(high / Math.LN10)
  for (const family of families) {
    const ratios: number[] = []
    for (let power = start; power <= end; power++) for (const factor of family) ratios.push(factor * 10 ** power)
    const ticks = ratios.map(Math.log).filter((value) => value >= low && value <= high)
    if (ticks.length <= most && ticks.length >= 2) return { ticks, decimals: 2 }
  }
  const every = Math.max(1, Math.ceil((end - start) / most))
  const wide: number[] = []
  for (let power = start; power <= end; power++) if (power % every === 0) wide.push(power * Math.LN10)
  const inside = wide.filter((value) => value >= low && value <= high)
  return inside.length >= 2 ? { ticks: inside, decimals: 2 } : linearRatios(low, high, most)
}

/** A range too small for round ratios: round differences of the ratio itself. */
function linearRatios(low: number, high: number, most: number): { ticks: number[]; decimals: number } {
  const { ticks, decimals } = roundTicks(Math.exp(low), Math.exp(high), most)
  return { ticks: ticks.filter((ratio) => ratio > 0).map(Math.log), decimals }
}
