/** What a publication gives instead of mean and standard deviation. Either both quartiles, or the range, or all. */
export interface QuantileSummary {
  readonly minimum?: number
  readonly quartile1?: number
  readonly median: number
  readonly quartile3?: number
  readonly maximum?: number
  /** Patients; at least 5. */
  readonly total: number
}

/** S1: minimum, median, maximum. S2: the quartiles. S3: all five. */
export type QuantileScenario = 'S1' | 'S2' | 'S3'

/** The values in ascending order with what they say about the sample. */
export interface OrderedQuantiles {
  readonly scenario: QuantileScenario
  readonly total: number
  /** Minimum, quartiles, median and maximum, as far as given, ascending. */
  readonly values: readonly number[]
  readonly median: number
  /** Minimum and maximum when given. */
  readonly range: readonly [number, number] | undefined
  /** First and third quartile when given. */
  readonly quartiles: readonly [number, number] | undefined
}

/**
 * Checks and orders what was given.
 * @throws {RangeError} fewer than 5 patients, one value of a pair without the other, no pair, values that are not finite
 *   or not in ascending order, or no spread at all
 */
export function orderQuantiles(name: string, summary: QuantileSummary): OrderedQuantiles {
  const { minimum, quartile1, median, quartile3, maximum, total } = summary
  if (!(Number.isFinite(total) && total >= 5)) throw new RangeError(`${name}: needs at least 5 patients, got ${total}`)
  const range = pairOf(name, 'minimum and maximum', minimum, maximum)
  const quartiles = pairOf(name, 'both quartiles', quartile1, quartile3)
  if (range === undefined && quartiles === undefined) {
    throw new RangeError(`${name}: needs minimum and maximum, or both quartiles, got neither`)
  }
  const values = [minimum, quartile1, median, quartile3, maximum].filter((value) => value !== undefined)
  const ascending = values.every((value, index) => Number.isFinite(value) && !(value < (values[index - 1] ?? value)))
  const [first, last] = [values[0] as number, values[values.length - 1] as number]
  if (!(ascending && first < last)) {
    throw new RangeError(`${name}: needs finite values in ascending order that differ, got ${values.join(', ')}`)
  }
  const scenario = range === undefined ? 'S2' : quartiles === undefined ? 'S1' : 'S3'
  return { scenario, total, values, median, range, quartiles }
}

function pairOf(
  name: string,
  what: string,
  lower: number | undefined,
  upper: number | undefined,
): readonly [number, number] | undefined {
  if (lower === undefined && upper === undefined) return undefined
  if (lower === undefined || upper === undefined) throw new RangeError(`${name}: needs ${what}, got one of them`)
  return [lower, upper]
}
