import { type Column, type StudyColumns, zeros } from './study-columns.ts'
import { solveUpper } from './triangle.ts'
import { type DesignBasis, orthonormalize } from './design-basis.ts'
import type { WeightedModel } from './weighted-model.ts'

/**
 * The model with several coefficients. Works in an orthonormal basis of the columns of the design, weighted and made
 * orthonormal again for each tau², so moderators of any size and offset (years, dates) lose no digits.
 */
export class RegressionModel implements WeightedModel {
  readonly studyCount: number
  readonly coefficientCount: number
  readonly estimates: Readonly<Column>
  readonly variances: Readonly<Column>
  readonly weights: Column
  readonly smallestVariance: number
  readonly largestVariance: number
  readonly unweightedResidualSquares: number
  readonly basis: DesignBasis
  /** Column-wise orthonormal basis of √W X. */
  readonly weightedBasis: Column
  /** Upper triangular factor that turns the weighted basis back into √W times the basis; row by row. */
  readonly triangle: Float64Array
  /** Coordinates of √W y in the weighted basis. */
  readonly coordinates: Float64Array
  /** y − fitted value, per study. */
  readonly residuals: Column
  sumOfWeights = 0
  residualSquares = 0
  weightedResidualSquares = 0
  logDeterminant = 0

  constructor({ count, estimates, variances }: StudyColumns, basis: DesignBasis) {
    const size = basis.size
    this.studyCount = count
    this.coefficientCount = size
    this.estimates = estimates
    this.variances = variances
    this.basis = basis
    this.weights = zeros(count)
    this.weightedBasis = zeros(count * size)
    this.triangle = new Float64Array(size * size)
    this.coordinates = new Float64Array(size)
    this.residuals = zeros(count)
    this.smallestVariance = variances.reduce((least, value) => Math.min(least, value))
    this.largestVariance = variances.reduce((most, value) => Math.max(most, value))
    this.weighEqually()
    this.unweightedResidualSquares = this.residualSquares
  }

  weigh(tauSquared: number): void {
    for (let i = 0; i < this.studyCount; i++) this.weights[i] = 1 / ((this.variances[i] as number) + tauSquared)
    this.#fit()
  }

  weighEqually(): void {
    this.weights.fill(1)
    this.#fit()
  }

  #fit(): void {
    const { studyCount, coefficientCount, weights, weightedBasis, basis, estimates, residuals, coordinates } = this
    let sum = 0
    for (let i = 0; i < studyCount; i++) {
      const weight = weights[i] as number
      const root = Math.sqrt(weight)
      sum += weight
      residuals[i] = root * (estimates[i] as number)
      for (let j = 0; j < coefficientCount; j++) {
        weightedBasis[j * studyCount + i] = root * (basis.vectors[j * studyCount + i] as number)
      }
    }
    this.sumOfWeights = sum
    orthonormalize(weightedBasis, studyCount, coefficientCount, this.triangle)
    coordinates.fill(0)
    // Twice: what the first projection leaves by rounding, the second removes.
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < coefficientCount; j++) {
        const start = j * studyCount
        let dot = 0
        for (let i = 0; i < studyCount; i++) dot += (weightedBasis[start + i] as number) * (residuals[i] as number)
        for (let i = 0; i < studyCount; i++) {
          residuals[i] = (residuals[i] as number) - dot * (weightedBasis[start + i] as number)
        }
        coordinates[j] = (coordinates[j] as number) + dot
      }
    }
    let squares = 0
    let weightedSquares = 0
    for (let i = 0; i < studyCount; i++) {
      const scaled = residuals[i] as number
      squares += scaled * scaled
      weightedSquares += scaled * scaled * (weights[i] as number)
      residuals[i] = scaled / Math.sqrt(weights[i] as number)
    }
    this.residualSquares = squares
    this.weightedResidualSquares = weightedSquares
    let logDeterminant = 0
    for (let j = 0; j < coefficientCount; j++) {
      logDeterminant += 2 * Math.log(Math.abs(this.triangle[j * coefficientCount + j] as number))
    }
    this.logDeterminant = logDeterminant
  }

  /** Diagonal of the hat matrix. */
  leverageOf(row: number): number {
    let leverage = 0
    for (let j = 0; j < this.coefficientCount; j++)
      leverage += (this.weightedBasis[j * this.studyCount + row] as number) ** 2
    return leverage
  }

  get traceP(): number {
    let trace = 0
    let smallest = Number.POSITIVE_INFINITY
    for (let i = 0; i < this.studyCount; i++) {
      const weight = this.weights[i] as number
      trace += weight * (1 - this.leverageOf(i))
      smallest = Math.min(smallest, weight)
    }
    // Every eigenvalue of P is at least the smallest weight: what rounding takes below that is put back.
    return Math.max(trace, (this.studyCount - this.coefficientCount) * smallest)
  }

  tracePV(): number {
    let trace = 0
    for (let i = 0; i < this.studyCount; i++) {
      trace += (this.weights[i] as number) * (this.variances[i] as number) * (1 - this.leverageOf(i))
    }
    return trace
  }

  traceOfProduct(a: 'identity' | 'variances', b: 'identity' | 'variances'): number {
    const size = this.coefficientCount
    let trace = 0
    for (let i = 0; i < this.studyCount; i++) {
      const weight = this.weights[i] as number
      trace += weight * weight * this.#factor(a, i) * this.#factor(b, i) * (1 - 2 * this.leverageOf(i))
    }
    const first = this.#innerProducts(a)
    const second = a === b ? first : this.#innerProducts(b)
    for (let index = 0; index < size * size; index++) trace += (first[index] as number) * (second[index] as number)
    return trace
  }

  #factor(which: 'identity' | 'variances', row: number): number {
    return which === 'variances' ? (this.variances[row] as number) : 1
  }

  /** Q' D Q with Q the weighted basis and D the weights times the identity or the variances. */
  #innerProducts(which: 'identity' | 'variances'): Float64Array {
    const { coefficientCount: size, studyCount, weightedBasis, weights } = this
    const products = new Float64Array(size * size)
    for (let j = 0; j < size; j++) {
      for (let l = 0; l < size; l++) {
        let dot = 0
        for (let i = 0; i < studyCount; i++) {
          const pair = (weightedBasis[j * studyCount + i] as number) * (weightedBasis[l * studyCount + i] as number)
          dot += pair * (weights[i] as number) * this.#factor(which, i)
        }
        products[j * size + l] = dot
      }
    }
    return products
  }

  /** Coefficients of the original columns. */
  coefficients(): Float64Array {
    const inBasis = solveUpper(this.triangle, this.coordinates)
    return solveUpper(this.basis.triangle, inBasis)
  }

  /** Root C of the covariance (X'WX)⁻¹ = C C' for the original columns, row by row. */
  covarianceRoot(): Float64Array {
    const size = this.coefficientCount
    const root = new Float64Array(size * size)
    for (let j = 0; j < size; j++) {
      const axis = new Float64Array(size)
      axis[j] = 1
      const column = solveUpper(this.basis.triangle, solveUpper(this.triangle, axis))
      for (let i = 0; i < size; i++) root[i * size + j] = column[i] as number
    }
    return root
  }
}
