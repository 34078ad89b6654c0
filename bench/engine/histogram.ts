/** Times of any number of patients in constant memory: buckets that grow by 2 percent, from 1 µs on. */
export interface Histogram {
  readonly counts: Float64Array
  /** Milliseconds. */
  total: number
  longest: number
}

const growth = Math.log(1.02)
const smallest = 1e-3
const buckets = 1000

export function emptyHistogram(): Histogram {
  return { counts: new Float64Array(buckets), total: 0, longest: 0 }
}

/** @param time milliseconds */
export function addTime(histogram: Histogram, time: number): void {
  const bucket = Math.floor(Math.log(Math.max(time, smallest) / smallest) / growth)
  const at = Math.min(buckets - 1, bucket)
  histogram.counts[at] = (histogram.counts[at] ?? 0) + 1
  histogram.total += time
  histogram.longest = Math.max(histogram.longest, time)
}

export function merge(histograms: readonly Histogram[]): Histogram {
  const merged = emptyHistogram()
  for (const { counts, total, longest } of histograms) {
    for (const [at, count] of counts.entries()) merged.counts[at] = (merged.counts[at] ?? 0) + count
    merged.total += total
    merged.longest = Math.max(merged.longest, longest)
  }
  return merged
}

export function countOf({ counts }: Histogram): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

/** @returns milliseconds that a fraction of the patients stays within, to 2 percent */
export function quantile(histogram: Histogram, fraction: number): number {
  let left = fraction * countOf(histogram)
  for (const [at, count] of histogram.counts.entries()) {
    left -= count
    if (left <= 0 && count > 0) return smallest * Math.exp(growth * (at + 1))
  }
  return histogram.longest
}
