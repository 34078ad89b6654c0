import type { CountArm, StudyArms } from './arm.ts'

/** Log odds ratios of one design, its first treatment against each other one, with their covariance. */
export interface DesignLogOddsRatios {
  readonly names: readonly string[]
  readonly estimates: Float64Array
  /** Square, row by row. */
  readonly covariance: Float64Array
}

/** Counts of a study in the order of the design, `a` with the event, `b` without. */
interface Counts {
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly total: number
}

/**
 * Mantel–Haenszel log odds ratios of all pairs of a design's m arms, made consistent by averaging over third arms:
 * L(x,y) = (Σ_z L(x,z) − Σ_z L(y,z)) / m. Variances by Robins, Breslow & Greenland; covariances of pairs that share an
 * arm by Greenland's estimator, which holds for few large and for many small studies.
 * @source Greenland 1989, Biometrics 45:183–191; Robins, Breslow & Greenland 1986, Biometrics 42:311–323; Mickey &
 *   Elashoff 1985, Biometrics 41:623–635
 */
export function designLogOddsRatios(
  names: readonly string[],
  studies: readonly StudyArms<CountArm>[],
): DesignLogOddsRatios {
  const m = names.length
  const counts = studies.map((study) => countsOf(names, study))
  const cross = crossSums(counts, m)
  const estimates = Float64Array.from({ length: m - 1 }, (_, i) => consistent(cross, m, 0, i + 1))
  const covariance = new Float64Array((m - 1) * (m - 1))
  const between = pairCovariances(counts, cross, m)
  for (let i = 1; i < m; i++) {
    for (let j = 1; j < m; j++) covariance[(i - 1) * (m - 1) + j - 1] = averagedCovariance(between, m, i, j)
  }
  return { names, estimates, covariance }
}

function countsOf(names: readonly string[], { arms }: StudyArms<CountArm>): Counts {
  const ordered = names.map((name) => arms.find(({ treatment }) => treatment === name) as CountArm)
  return {
    a: ordered.map(({ events }) => events),
    b: ordered.map(({ events, total }) => total - events),
    total: ordered.reduce((sum, { total }) => sum + total, 0),
  }
}

/** C(x,y) = Σ a_x b_y / N over the studies, m × m. */
function crossSums(studies: readonly Counts[], m: number): Float64Array {
  const sums = new Float64Array(m * m)
  for (const { a, b, total } of studies) {
    for (let x = 0; x < m; x++) {
      for (let y = 0; y < m; y++) {
        sums[x * m + y] = (sums[x * m + y] as number) + ((a[x] as number) * (b[y] as number)) / total
      }
    }
  }
  return sums
}

function logOddsRatio(cross: Float64Array, m: number, x: number, y: number): number {
  // No patients on both sides of one arm make 0 divided by 0.
  if (x === y) return 0
  return Math.log((cross[x * m + y] as number) / (cross[y * m + x] as number))
}

function consistent(cross: Float64Array, m: number, x: number, y: number): number {
  let total = 0
  for (let z = 0; z < m; z++) total += logOddsRatio(cross, m, x, z) - logOddsRatio(cross, m, y, z)
  return total / m
}

/** Covariance of L(x,y) and L(x,z) at `[(x m + y) m + z]`; the variance of L(x,y) where y = z. */
function pairCovariances(studies: readonly Counts[], cross: Float64Array, m: number): Float64Array {
  const covariances = new Float64Array(m * m * m)
  for (let x = 0; x < m; x++) {
    for (let y = 0; y < m; y++) {
      for (let z = 0; z < m; z++) {
        if (x === y || x === z) continue
        covariances[(x * m + y) * m + z] =
          y === z ? varianceOfPair(studies, cross, m, x, y) : covarianceOfPairs(studies, cross, m, x, y, z)
      }
    }
  }
  return covariances
}

function varianceOfPair(studies: readonly Counts[], cross: Float64Array, m: number, x: number, y: number): number {
  const forward = cross[x * m + y] as number
  const backward = cross[y * m + x] as number
  let total = 0
  for (const { a, b, total: patients } of studies) {
    const concordant = ((a[x] as number) + (b[y] as number)) / patients
    const discordant = ((a[y] as number) + (b[x] as number)) / patients
    const inForward = ((a[x] as number) * (b[y] as number)) / patients / forward
    const inBackward = ((a[y] as number) * (b[x] as number)) / patients / backward
    total += (concordant / forward + discordant / backward) * (inForward + inBackward)
  }
  return total / 2
}

function covarianceOfPairs(
  studies: readonly Counts[],
  cross: Float64Array,
  m: number,
  x: number,
  y: number,
  z: number,
): number {
  const toY = cross[x * m + y] as number
  const fromY = cross[y * m + x] as number
  const toZ = cross[x * m + z] as number
  const fromZ = cross[z * m + x] as number
  let total = 0
  for (const { a, b, total: patients } of studies) {
    const [ax, ay, az] = [a[x], a[y], a[z]] as [number, number, number]
    const [bx, by, bz] = [b[x], b[y], b[z]] as [number, number, number]
    const sum =
      (ax * by * bz) / (toY * toZ) +
      ((ax + bx) * ay * bz) / (fromY * toZ) +
      ((ax + bx) * by * az) / (toY * fromZ) +
      (bx * ay * az) / (fromY * fromZ)
    total += sum / patients / patients
  }
  return total / 3
}

/** Covariance of the consistent L(0,i) and L(0,j), from those of the single pairs. */
function averagedCovariance(between: Float64Array, m: number, i: number, j: number): number {
  let total = 0
  for (let y = 0; y < m; y++) {
    for (let z = 0; z < m; z++) {
      // L(0,i) averages L(0,y) − L(i,y); so does L(0,j) with z.
      total += covariance(between, m, 0, y, 0, z) - covariance(between, m, 0, y, j, z)
      total += covariance(between, m, i, y, j, z) - covariance(between, m, i, y, 0, z)
    }
  }
  return total / (m * m)
}

/** Covariance of L(x,y) and L(u,v); pairs without a common arm have none. */
function covariance(between: Float64Array, m: number, x: number, y: number, u: number, v: number): number {
  if (x === y || u === v) return 0
  const at = (shared: number, one: number, other: number) => between[(shared * m + one) * m + other] as number
  if (x === u) return at(x, y, v)
  if (y === v) return at(y, x, u)
  if (x === v) return -at(x, y, u)
  if (y === u) return -at(y, x, v)
  return 0
}
