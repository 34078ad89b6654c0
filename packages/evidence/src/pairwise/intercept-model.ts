import type { Column, StudyColumns } from './study-columns.ts'
import type { WeightedModel } from './weighted-model.ts'

/**
 * The model with one common mean and no moderators, by sums alone. Estimates are taken from the most precise study, so
 * that nothing cancels when one study outweighs all others.
 */
export class InterceptModel implements WeightedModel {
  readonly studyCount: number
  readonly coefficientCount = 1
  readonly estimates: Readonly<Column>
  readonly variances: Readonly<Column>
  readonly weights: Column
  readonly smallestVariance: number
  readonly largestVariance: number
  sumOfWeights = 0
  residualSquares = 0
  weightedResidualSquares = 0
  traceP = 0
  /** Estimate of the most precise study, from which `deviations` are counted. */
  readonly #origin: number
  readonly #deviations: Readonly<Column>
  /** Mean of the deviations under the weights of the last call. */
  #meanDeviation = 0

  constructor({ count, estimates, variances }: StudyColumns) {
    this.studyCount = count
    this.estimates = estimates
    this.variances = variances
    this.weights = variances.slice()
    let smallest = 0
    let largest = 0
    for (let i = 1; i < count; i++) {
      if ((variances[i] as number) < (variances[smallest] as number)) smallest = i
      if ((variances[i] as number) > (variances[largest] as number)) largest = i
    }
    this.smallestVariance = variances[smallest] as number
    this.largestVariance = variances[largest] as number
    const origin = estimates[smallest] as number
    const deviations: Column = []
    for (let i = 0; i < count; i++) deviations.push((estimates[i] as number) - origin)
    this.#origin = origin
    this.#deviations = deviations
  }

  /** The weighted mean. */
  get mean(): number {
    return this.#origin + this.#meanDeviation
  }

  get logDeterminant(): number {
    return Math.log(this.sumOfWeights / this.studyCount)
  }

  get unweightedResidualSquares(): number {
    const count = this.studyCount
    let mean = 0
    for (let i = 0; i < count; i++) mean += this.#deviations[i] as number
    mean /= count
    let squares = 0
    for (let i = 0; i < count; i++) squares += ((this.#deviations[i] as number) - mean) ** 2
    return squares
  }

  weigh(tauSquared: number): void {
    const { weights, variances, studyCount } = this
    for (let i = 0; i < studyCount; i++) weights[i] = 1 / ((variances[i] as number) + tauSquared)
    this.#sum()
  }

  weighEqually(): void {
    this.weights.fill(1)
    this.#sum()
  }

  #sum(): void {
    const { weights, studyCount } = this
    const deviations = this.#deviations
    let sum = 0
    let sumOfEstimates = 0
    // Σ over pairs of wᵢ wⱼ: W² − Σ w² without its cancellation.
    let pairs = 0
    for (let i = 0; i < studyCount; i++) {
      const weight = weights[i] as number
      pairs += weight * sum
      sum += weight
      sumOfEstimates += weight * (deviations[i] as number)
    }
    const mean = sumOfEstimates / sum
    let squares = 0
    let weightedSquares = 0
    for (let i = 0; i < studyCount; i++) {
      const scaled = (weights[i] as number) * ((deviations[i] as number) - mean)
      squares += scaled * ((deviations[i] as number) - mean)
      weightedSquares += scaled * scaled
    }
    this.sumOfWeights = sum
    this.#meanDeviation = mean
    this.residualSquares = squares
    this.weightedResidualSquares = weightedSquares
    this.traceP = (2 * pairs) / sum
  }

  traceOfProduct(a: 'identity' | 'variances', b: 'identity' | 'variances'): number {
    const { weights, variances, studyCount, sumOfWeights } = this
    let diagonal = 0
    let offDiagonal = 0
    let firstSum = 0
    let secondSum = 0
    for (let i = 0; i < studyCount; i++) {
      const weight = weights[i] as number
      const variance = variances[i] as number
      const first = weight * weight * (a === 'variances' ? variance : 1)
      const second = weight * weight * (b === 'variances' ? variance : 1)
      const share = this.#restOfWeights(i) / sumOfWeights
      diagonal += first * (b === 'variances' ? variance : 1) * share * share
      offDiagonal += firstSum * second + secondSum * first
      firstSum += first
      secondSum += second
    }
    return diagonal + offDiagonal / (sumOfWeights * sumOfWeights)
  }

  tracePV(): number {
    let trace = 0
    for (let i = 0; i < this.studyCount; i++) {
      trace +=
        ((this.weights[i] as number) * (this.variances[i] as number) * this.#restOfWeights(i)) / this.sumOfWeights
    }
    return trace
  }

  /** Share of the weight that the other studies have. */
  shareOfOthers(row: number): number {
    return this.#restOfWeights(row) / this.sumOfWeights
  }

  /** Weight of all other studies; summed anew where the difference would cancel. */
  #restOfWeights(row: number): number {
    const own = this.weights[row] as number
    if (own < 0.5 * this.sumOfWeights) return this.sumOfWeights - own
    let rest = 0
    for (let i = 0; i < this.studyCount; i++) if (i !== row) rest += this.weights[i] as number
    return rest
  }
}
