import type { Column } from './study-columns.ts'

/**
 * A linear model of the study estimates with known variances plus tau², weighted by w = 1/(v + tau²). Everything the
 * estimators of tau² need is a sum over studies; P = W − W X (X'WX)⁻¹ X'W is never formed.
 * All values are in the unit of the columns and belong to the last call of `weigh`.
 */
export interface WeightedModel {
  readonly studyCount: number
  readonly coefficientCount: number
  readonly estimates: Readonly<Column>
  readonly variances: Readonly<Column>
  /** w per study. */
  readonly weights: Readonly<Column>
  /** Smallest variance of a study. */
  readonly smallestVariance: number
  readonly largestVariance: number
  /** Sums of squares of the residuals when every study weighs the same. */
  readonly unweightedResidualSquares: number

  /** Sum of w. */
  readonly sumOfWeights: number
  /** Residual sum of squares y'Py: the generalised Q statistic. */
  readonly residualSquares: number
  /** y'PPy: sum of w² times the squared residual. */
  readonly weightedResidualSquares: number
  /** tr P. */
  readonly traceP: number
  /** log |X'WX| − log |X'X|, which does not depend on how X is coded. */
  readonly logDeterminant: number

  /** Weighs the studies by 1/(v + tau²) and fits the coefficients. */
  weigh(tauSquared: number): void
  /** Weighs every study alike. */
  weighEqually(): void
  /** tr(P A P B) for diagonal A and B, each the identity or the variances. */
  traceOfProduct(a: 'identity' | 'variances', b: 'identity' | 'variances'): number
  /** tr(P V): sum of the diagonal of P times the variances. */
  tracePV(): number
}
