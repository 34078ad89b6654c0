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
  multiplyVector,
  rowsOf,
  transpose,
  zeroMatrix,
} from './matrix.ts'
export { normalDensity, normalLowerTail, normalQuantile, normalTwoSided, normalUpperTail } from './normal.ts'
export { sum } from './sum.ts'
export { tDensity, tLowerTail, tQuantile, tTwoSided, tUpperTail } from './t-distribution.ts'
