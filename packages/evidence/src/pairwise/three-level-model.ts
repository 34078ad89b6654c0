import type { DesignBasis } from './design-basis.ts'
import { orthonormalize } from './design-basis.ts'
import type { StudyColumns } from './study-columns.ts'

/** Variances of the true effects: between clusters, and within them. */
export type VarianceComponents = readonly [between: number, within: number]

/** Log likelihood of the components with its slope and curvature; in the unit of the columns. */
export interface ComponentScore {
  readonly logLikelihood: number
  readonly score: readonly [number, number]
  /** Expected information, row by row. */
  readonly information: readonly [number, number, number, number]
}

/**
 * Effects in clusters: the covariance of cluster j is diag(v + within) + between × J. Its inverse root is known in closed
 * form, so everything is sums over the studies.
 */
export class ThreeLevelModel {
  readonly studyCount: number
  readonly coefficientCount: number
  /** Rows of each cluster. */
  readonly clusters: readonly (readonly number[])[]
  readonly columns: StudyColumns
  readonly basis: DesignBasis
  /** Whitened design, orthonormal, column by column. */
  readonly whitenedBasis: Float64Array
  readonly triangle: Float64Array
  readonly coordinates: Float64Array
  /** Whitened residuals. */
  readonly whitenedResiduals: Float64Array
  residualSquares = 0
  #roots: Float64Array
  #shrink: Float64Array
  #sums: Float64Array
  #components: VarianceComponents = [0, 0]

  constructor(columns: StudyColumns, basis: DesignBasis, clusters: readonly (readonly number[])[]) {
    this.columns = columns
    this.basis = basis
    this.clusters = clusters
    this.studyCount = columns.count
    this.coefficientCount = basis.size
    this.whitenedBasis = new Float64Array(columns.count * basis.size)
    this.triangle = new Float64Array(basis.size * basis.size)
    this.coordinates = new Float64Array(basis.size)
    this.whitenedResiduals = new Float64Array(columns.count)
    this.#roots = new Float64Array(columns.count)
    this.#shrink = new Float64Array(clusters.length)
    this.#sums = new Float64Array(clusters.length)
  }

  /** Fits the coefficients for given components. */
  weigh(components: VarianceComponents): void {
    const [between, within] = components
    this.#components = components
    const { studyCount, coefficientCount, columns, basis, whitenedBasis, whitenedResiduals, coordinates } = this
    for (let i = 0; i < studyCount; i++) this.#roots[i] = 1 / Math.sqrt((columns.variances[i] as number) + within)
    for (const [cluster, rows] of this.clusters.entries()) {
      let sum = 0
      for (const row of rows) sum += (this.#roots[row] as number) ** 2
      this.#sums[cluster] = sum
      this.#shrink[cluster] = 1 / Math.sqrt(1 + between * sum)
    }
    for (let j = 0; j < coefficientCount; j++) {
      this.whiten(
        basis.vectors.slice(j * studyCount, (j + 1) * studyCount),
        whitenedBasis.subarray(j * studyCount, (j + 1) * studyCount),
      )
    }
    orthonormalize(whitenedBasis, studyCount, coefficientCount, this.triangle)
    this.whiten(columns.estimates, whitenedResiduals)
    coordinates.fill(0)
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < coefficientCount; j++) {
        const start = j * studyCount
        let dot = 0
        for (let i = 0; i < studyCount; i++)
          dot += (whitenedBasis[start + i] as number) * (whitenedResiduals[i] as number)
        for (let i = 0; i < studyCount; i++) {
          whitenedResiduals[i] = (whitenedResiduals[i] as number) - dot * (whitenedBasis[start + i] as number)
        }
        coordinates[j] = (coordinates[j] as number) + dot
      }
    }
    this.residualSquares = whitenedResiduals.reduce((total, value) => total + value * value, 0)
  }

  /**
   * Multiplies a column by an inverse root of the covariance: first the diagonal, then in each cluster a reflection that
   * puts what the cluster shares into its first row, and the shrinking of that row. Nothing cancels, however large the
   * variance between clusters.
   */
  whiten(source: ArrayLike<number>, target: Float64Array): void {
    for (let i = 0; i < this.studyCount; i++) target[i] = (source[i] as number) * (this.#roots[i] as number)
    for (const [cluster, rows] of this.clusters.entries()) {
      this.#reflect(cluster, rows, target)
      const first = rows[0] as number
      target[first] = (target[first] as number) * (this.#shrink[cluster] as number)
    }
  }

  /** Multiplies a whitened column by the transposed inverse root, which together gives the inverse covariance. */
  whitenBack(source: ArrayLike<number>, target: Float64Array): void {
    for (let i = 0; i < this.studyCount; i++) target[i] = source[i] as number
    for (const [cluster, rows] of this.clusters.entries()) {
      const first = rows[0] as number
      target[first] = (target[first] as number) * (this.#shrink[cluster] as number)
      this.#reflect(cluster, rows, target)
    }
    for (let i = 0; i < this.studyCount; i++) target[i] = (target[i] as number) * (this.#roots[i] as number)
  }

  /** Householder reflection that maps the direction u of the roots of a cluster onto its first row. */
  #reflect(cluster: number, rows: readonly number[], target: Float64Array): void {
    const first = rows[0] as number
    const length = Math.sqrt(this.#sums[cluster] as number)
    let dot = length * (target[first] as number)
    for (const row of rows) dot += (this.#roots[row] as number) * (target[row] as number)
    const step = dot / (length * (length + (this.#roots[first] as number)))
    for (const row of rows) target[row] = (target[row] as number) - step * (this.#roots[row] as number)
    target[first] = (target[first] as number) - step * length
  }

  /** Log likelihood up to a constant. */
  logLikelihood(components: VarianceComponents, restricted: boolean): number {
    this.weigh(components)
    let logs = 0
    for (let i = 0; i < this.studyCount; i++) logs -= 2 * Math.log(this.#roots[i] as number)
    for (const sum of this.#sums) logs += Math.log1p(components[0] * sum)
    return -0.5 * (logs + this.residualSquares + (restricted ? this.logDeterminant() : 0))
  }

  /** log |X'Σ⁻¹X| − log |X'X|. */
  logDeterminant(): number {
    let total = 0
    for (let j = 0; j < this.coefficientCount; j++) {
      total += 2 * Math.log(Math.abs(this.triangle[j * this.coefficientCount + j] as number))
    }
    return total
  }

  /** Slope of the log likelihood in both components, and its expected information. */
  score(components: VarianceComponents, restricted: boolean): ComponentScore {
    const logLikelihood = this.logLikelihood(components, restricted)
    const { studyCount, coefficientCount, clusters } = this
    const projected = new Float64Array(studyCount)
    this.whitenBack(this.whitenedResiduals, projected)
    const back = Array.from({ length: restricted ? coefficientCount : 0 }, (_, j) => {
      const column = new Float64Array(studyCount)
      this.whitenBack(this.whitenedBasis.subarray(j * studyCount, (j + 1) * studyCount), column)
      return column
    })
    const form = [0, 0]
    const trace = [0, 0]
    for (const [cluster, rows] of clusters.entries()) {
      const sum = this.#sums[cluster] as number
      let sumOfProjected = 0
      for (const row of rows) {
        const inverse = (this.#roots[row] as number) ** 2
        sumOfProjected += projected[row] as number
        form[1] = (form[1] as number) + (projected[row] as number) ** 2
        trace[1] = (trace[1] as number) + diagonalOf(inverse, sum, components[0])
      }
      form[0] = (form[0] as number) + sumOfProjected ** 2
      trace[0] = (trace[0] as number) + sum / (1 + components[0] * sum)
      for (const column of back) {
        let total = 0
        for (const row of rows) {
          total += column[row] as number
          trace[1] = (trace[1] as number) - (column[row] as number) ** 2
        }
        trace[0] = (trace[0] as number) - total ** 2
      }
    }
    return {
      logLikelihood,
      score: [0.5 * ((form[0] as number) - (trace[0] as number)), 0.5 * ((form[1] as number) - (trace[1] as number))],
      information: this.#information(back),
    }
  }

  /** ½ tr(M G M H) for both directions, with M = P (restricted) or Σ⁻¹. */
  #information(back: readonly Float64Array[]): [number, number, number, number] {
    const { clusters } = this
    const [between] = this.#components
    let bb = 0
    let bw = 0
    let ww = 0
    const size = back.length
    // Sums per cluster of the projections, needed where P joins clusters.
    const crossWithin = new Float64Array(size * size)
    const crossBetween = new Float64Array(size * size)
    for (const [cluster, rows] of clusters.entries()) {
      const sum = this.#sums[cluster] as number
      const own = between / (1 + between * sum)
      const whole = sum / (1 + between * sum)
      bb += whole * whole
      let squares = 0
      let fourths = 0
      for (const row of rows) {
        const inverse = (this.#roots[row] as number) ** 2
        squares += inverse * inverse
        fourths += inverse ** 4
        ww += diagonalOf(inverse, sum, between) ** 2
      }
      ww += own * own * (squares * squares - fourths)
      bw += squares / (1 + between * sum) ** 2
      if (size === 0) continue
      const sums = back.map((column) => rows.reduce((total, row) => total + (column[row] as number), 0))
      for (let j = 0; j < size; j++) {
        const column = back[j] as Float64Array
        // Σ⁻¹ times the column, within the cluster.
        let dot = 0
        for (const row of rows) dot += (this.#roots[row] as number) ** 2 * (column[row] as number)
        bb -= 2 * (sums[j] as number) ** 2 * whole
        for (const row of rows) {
          const inverse = (this.#roots[row] as number) ** 2
          const applied = inverse * (column[row] as number) - own * inverse * dot
          ww -= 2 * (column[row] as number) * applied
          bw -= 2 * (sums[j] as number) * (column[row] as number) * (inverse / (1 + between * sum))
        }
        for (let l = 0; l < size; l++) {
          const other = back[l] as Float64Array
          const at = j * size + l
          crossBetween[at] = (crossBetween[at] as number) + (sums[j] as number) * (sums[l] as number)
          for (const row of rows) {
            crossWithin[at] = (crossWithin[at] as number) + (column[row] as number) * (other[row] as number)
          }
        }
      }
    }
    for (let at = 0; at < size * size; at++) {
      bb += (crossBetween[at] as number) ** 2
      ww += (crossWithin[at] as number) ** 2
      bw += (crossBetween[at] as number) * (crossWithin[at] as number)
    }
    return [bb / 2, bw / 2, bw / 2, ww / 2]
  }
}

/** Diagonal element of the inverse covariance of a cluster whose inverse variances have the given sum. */
function diagonalOf(inverse: number, sum: number, between: number): number {
  return (inverse * (1 + between * (sum - inverse))) / (1 + between * sum)
}
