import { normalTwoSided } from '../numerics/index.ts'

/** Rank correlation with its test. */
export interface KendallCorrelation {
  /** Tau-b. */
  readonly tau: number
  /** Two-sided. */
  readonly pValue: number
  /** `exact` without ties, else by the normal distribution with the variance under ties. */
  readonly test: 'exact' | 'normal'
}

/** Above this number the exact distribution takes long, and the normal one has more than enough digits. */
const exactUpTo = 250

/**
 * Kendall's tau-b of pairs.
 * @returns tau NaN and p 1 when one of the variables is constant
 * @source Kendall 1970, Rank Correlation Methods, 4th edition, chapters 3 and 4
 */
export function kendallCorrelation(xs: readonly number[], ys: readonly number[]): KendallCorrelation {
  const count = xs.length
  let score = 0
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      score += Math.sign((xs[i] as number) - (xs[j] as number)) * Math.sign((ys[i] as number) - (ys[j] as number))
    }
  }
  const tiesX = tiesOf(xs)
  const tiesY = tiesOf(ys)
  const pairs = (count * (count - 1)) / 2
  const pairsOf = (ties: readonly number[]) => ties.reduce((total, size) => total + (size * (size - 1)) / 2, 0)
  const tau = score / (Math.sqrt(pairs - pairsOf(tiesX)) * Math.sqrt(pairs - pairsOf(tiesY)))
  if (Number.isNaN(tau)) return { tau, pValue: 1, test: 'normal' }
  if (tiesX.length === 0 && tiesY.length === 0 && count <= exactUpTo) {
    return { tau, pValue: exactPValue(score, count), test: 'exact' }
  }
  return { tau, pValue: normalTwoSided(score / Math.sqrt(varianceOfScore(count, tiesX, tiesY))), test: 'normal' }
}

/** Sizes of the groups of equal values. */
function tiesOf(values: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].filter((size) => size > 1)
}

/** Twice the smaller tail of the score over all orders; the tail holds the score itself. */
function exactPValue(score: number, count: number): number {
  const pairs = (count * (count - 1)) / 2
  const discordant = (pairs - Math.abs(score)) / 2
  // probabilities[d]: chance of d discordant pairs; the next element adds 0 to i of them, each as likely.
  let probabilities = new Float64Array([1])
  for (let i = 1; i < count; i++) {
    const next = new Float64Array(probabilities.length + i)
    let window = 0
    for (let d = 0; d < next.length; d++) {
      window += probabilities[d] ?? 0
      if (d > i) window -= probabilities[d - i - 1] as number
      next[d] = Math.max(window, 0) / (i + 1)
    }
    probabilities = next
  }
  let tail = 0
  for (let d = 0; d <= discordant; d++) tail += probabilities[d] as number
  return Math.min(1, 2 * tail)
}

function varianceOfScore(count: number, tiesX: readonly number[], tiesY: readonly number[]): number {
  const sumOver = (ties: readonly number[], term: (size: number) => number) =>
    ties.reduce((total, size) => total + term(size), 0)
  const full = (size: number) => size * (size - 1) * (2 * size + 5)
  const pairs = (size: number) => size * (size - 1)
  const triples = (size: number) => size * (size - 1) * (size - 2)
  const first = (full(count) - sumOver(tiesX, full) - sumOver(tiesY, full)) / 18
  const second = (sumOver(tiesX, pairs) * sumOver(tiesY, pairs)) / (2 * pairs(count))
  const both = sumOver(tiesX, triples) * sumOver(tiesY, triples)
  return first + second + (both === 0 ? 0 : both / (9 * triples(count)))
}
