import { sum } from '../numerics/index.ts'

/** Mean of values by weights; values that are not finite are left out with their weights. */
export function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const used = values.flatMap((value, index) => (Number.isFinite(value) ? [index] : []))
  const total = sum(used.map((index) => weights[index] as number))
  return sum(used.map((index) => (weights[index] as number) * (values[index] as number))) / total
}
