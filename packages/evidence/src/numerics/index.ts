export { factorCholesky, invertFromCholesky, logDeterminant, solveCholesky, solveLower } from './cholesky.ts'
export {
  chiSquaredDensity,
  chiSquaredLowerTail,
  chiSquaredQuantile,
  chiSquaredUpperQuantile,
  chiSquaredUpperTail,
} from './chi-squared.ts'
export { digamma, trigamma } from './digamma.ts'
export { fLowerTail, fQuantile, fUpperQuantile, fUpperTail } from './f-distribution.ts'
export { findRoot } from './find-root.ts'
export { betaLower, betaUpper } from './incomplete-beta.ts'
export { gammaLower, gammaUpper } from './incomplete-gamma.ts'
export { logBeta, logGamma } from './log-gamma.ts'
export {
  elementOf,
  identityMatrix,
  type Matrix,
  matrixOf,
  multiply,
  multiplyTransposed,
  multiplyVector,
  rowsOf,
  transpose,
  zeroMatrix,
} from './matrix.ts'
export {
  normalDensity,
  normalLogLowerTail,
  normalLowerTail,
  normalQuantile,
  normalTwoSided,
  normalUpperTail,
} from './normal.ts'
export { sum } from './sum.ts'
export { tDensity, tLowerTail, tQuantile, tTwoSided, tUpperTail } from './t-distribution.ts'
export { type Gradient, gradientOf, hessianOf, type Objective } from './derivatives.ts'
export { minimise, type MinimiseOptions, type Minimum } from './minimise.ts'
export { minimiseBetween } from './minimise-between.ts'
export { type Random, randomOf } from './random.ts'
export { independentColumns, rankOf } from './rank.ts'
export { type SymmetricEigen, symmetricEigen } from './symmetric-eigen.ts'
export { innerProduct } from './inner-product.ts'
export { noncentralTLowerTail, noncentralTUpperTail } from './noncentral-t.ts'
export { noncentralChiSquaredLowerTail, noncentralChiSquaredUpperTail } from './noncentral-chi-squared.ts'
export { betaQuantile } from './beta-quantile.ts'
