import { factorCholesky, solveCholesky } from './cholesky.ts'
import { type Gradient, gradientOf, hessianOf, type Objective } from './derivatives.ts'
import { identityMatrix, type Matrix, multiplyVector } from './matrix.ts'
import { requireRange } from './require-range.ts'

export interface MinimiseOptions {
  /** Gradient of f; by differences when absent. */
  readonly gradient?: Gradient
  /** Typical size of each coordinate, above 0; default: its size at the start, or 1 where that is 0. */
  readonly scale?: ArrayLike<number>
  /** Most line searches; default 500. */
  readonly mostSteps?: number
}

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
  readonly gradient: Float64Array
  readonly steps: number
  /** True when the last Newton or quasi-Newton step was below 1e-8 of the coordinates' sizes. */
  readonly converged: boolean
}

/** A place that the search has reached, in coordinates divided by their scale. */
interface Place {
  readonly point: Float64Array
  readonly value: number
  readonly gradient: Float64Array
}

/**
 * Minimum of a smooth function of a few variables: BFGS with a weak Wolfe line search, then Newton steps on the
 * gradient, which carry the point to about 1e-10 of its scale (values of f alone would stop at 1e-8).
 * @param f may give Infinity or NaN outside its domain: the search stays away from there
 * @param start where f is finite
 * @source Nocedal & Wright 2006, Numerical Optimization, chapter 6; Lewis & Overton 2013, Mathematical Programming
 * 141:135–163 (line search)
 */
export function minimise(f: Objective, start: ArrayLike<number>, options: MinimiseOptions = {}): Minimum {
  const scale = scaleOf(start, options.scale)
  const coarse = scaledProblem(f, scale, options.gradient)
  const first = coarse.at(Float64Array.from(start, (value, i) => value / (scale[i] as number)))
  requireRange(Number.isFinite(first.value), 'minimise', 'a start where f is finite', first.value)
  const { place, steps } = quasiNewton(coarse, first, options.mostSteps ?? 500)

  const finer = naturalScale(coarse, place)
  const fine = scaledProblem(
    f,
    scale.map((size, i) => size * (finer[i] as number)),
    options.gradient,
  )
  const polished = newtonPolish(fine, fine.at(place.point.map((value, i) => value / (finer[i] as number))), first.value)
  return {
    point: fine.original(polished.place.point),
    value: polished.place.value,
    gradient: polished.place.gradient.map((value, i) => value / (scale[i] as number) / (finer[i] as number)),
    steps,
    converged: polished.lastMove < 1e-8,
  }
}

interface Problem {
  readonly f: Objective
  readonly gradient: Gradient
  readonly ones: Float64Array
  readonly at: (point: Float64Array) => Place
  /** The point in the coordinates of f. */
  readonly original: (point: Float64Array) => Float64Array
}

function scaledProblem(f: Objective, scale: Float64Array, gradient: Gradient | undefined): Problem {
  const original = (point: Float64Array) => point.map((value, i) => value * (scale[i] as number))
  const ones = new Float64Array(scale.length).fill(1)
  const scaledF = (point: Float64Array) => f(original(point))
  const scaledGradient =
    gradient === undefined
      ? (point: Float64Array) => gradientOf(scaledF, point, ones)
      : (point: Float64Array) => gradient(original(point)).map((value, i) => value * (scale[i] as number))
  const at = (point: Float64Array) => ({ point, value: scaledF(point), gradient: scaledGradient(point) })
  return { f: scaledF, gradient: scaledGradient, ones, at, original }
}

function scaleOf(start: ArrayLike<number>, scale: ArrayLike<number> | undefined): Float64Array {
  const sizes = Float64Array.from(start, (value, i) => scale?.[i] ?? (value === 0 ? 1 : Math.abs(value)))
  requireRange(sizes.length > 0, 'minimise', 'at least one variable', sizes.length)
  requireRange(
    sizes.every((size) => size > 0 && size < Number.POSITIVE_INFINITY),
    'minimise',
    'a finite scale above 0 for every variable',
    sizes.join(', '),
  )
  return sizes
}

function quasiNewton(problem: Problem, first: Place, mostSteps: number): { place: Place; steps: number } {
  let place = first
  let inverse = firstInverse(first)
  let fresh = true
  for (let steps = 0; steps < mostSteps; steps++) {
    const direction = multiplyVector(inverse, place.gradient).map((value) => -value)
    const next = lineSearch(problem, place, direction)
    if (next === undefined && fresh) return { place, steps }
    if (next === undefined) {
      inverse = firstInverse(place)
      fresh = true
      continue
    }
    const move = difference(next.point, place.point)
    updateInverse(inverse, move, difference(next.gradient, place.gradient))
    const done = relativeSize(move, next.point) < 1e-9 && place.value - next.value <= 1e-14 * Math.abs(next.value)
    place = next
    fresh = false
    if (done) return { place, steps }
  }
  return { place, steps: mostSteps }
}

/** Identity divided by the length of the gradient, so that the first step is as long as the scale. */
function firstInverse({ gradient }: Place): Matrix {
  const inverse = identityMatrix(gradient.length)
  const length = Math.sqrt(dot(gradient, gradient))
  if (length > 1)
    for (let i = 0; i < inverse.values.length; i++) inverse.values[i] = (inverse.values[i] as number) / length
  return inverse
}

/** A step along the direction that lowers f enough and not too timidly; undefined when there is none. */
function lineSearch(problem: Problem, from: Place, direction: Float64Array): Place | undefined {
  const slope = dot(from.gradient, direction)
  if (!(slope < 0)) return undefined
  let below = 0
  let above = Number.POSITIVE_INFINITY
  let step = 1
  let best: Place | undefined
  for (let tries = 0; tries < 60; tries++) {
    const point = from.point.map((value, i) => value + step * (direction[i] as number))
    const value = problem.f(point)
    if (!(value <= from.value + 1e-4 * step * slope)) {
      above = step
    } else {
      best = { point, value, gradient: problem.gradient(point) }
      const steepness = dot(best.gradient, direction)
      if (Number.isNaN(steepness)) above = step
      else if (steepness >= 0.9 * slope) return best
      else below = step
    }
    step = above === Number.POSITIVE_INFINITY ? 2 * step : (below + above) / 2
  }
  return best !== undefined && best.gradient.every(Number.isFinite) ? best : undefined
}

/** The BFGS update of the inverse Hessian; skipped where the curvature along the step is not positive. */
function updateInverse({ rows: size, values }: Matrix, move: Float64Array, turn: Float64Array): void {
  const curvature = dot(move, turn)
  if (!(curvature > 1e-300)) return
  const turned = multiplyVector({ rows: size, columns: size, values }, turn)
  const weight = (1 + dot(turn, turned) / curvature) / curvature
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const [si, sj] = [move[i] as number, move[j] as number]
      const cross = (si * (turned[j] as number) + (turned[i] as number) * sj) / curvature
      values[i * size + j] = (values[i * size + j] as number) + weight * si * sj - cross
    }
  }
}

/**
 * How far a coordinate moves, as a fraction of its scale, before f changes by about its own size (for a log likelihood:
 * some standard errors). Differences over a small part of that lose least to rounding and to curvature of higher order.
 */
function naturalScale(problem: Problem, { point, value }: Place): Float64Array {
  const { values } = hessianOf(problem.f, point, problem.ones, problem.gradient)
  return point.map((_, i) => {
    const reach = Math.sqrt(Math.abs(value) / Math.abs(values[i * point.length + i] as number))
    return reach > 1e-3 ? Math.min(reach, 1) : 1e-3
  })
}

/** Newton steps for as long as they shrink; they may raise f by the rounding of what the search has gone through. */
function newtonPolish(problem: Problem, from: Place, startValue: number): { place: Place; lastMove: number } {
  const slack = 1e-12 * Math.max(Math.abs(from.value), Math.abs(startValue))
  let place = from
  let lastMove = Number.POSITIVE_INFINITY
  for (let round = 0; round < 8; round++) {
    const factor = factorCholesky(hessianOf(problem.f, place.point, problem.ones, problem.gradient))
    if (factor === undefined) break
    const move = solveCholesky(factor, place.gradient)
    const size = relativeSize(move, place.point)
    if (!(size < lastMove / 2)) break
    const next = problem.at(place.point.map((value, i) => value - (move[i] as number)))
    if (!(next.value <= place.value + slack)) break
    place = next
    lastMove = size
    if (size < 1e-13) break
  }
  return { place, lastMove }
}

function dot(left: Float64Array, right: Float64Array): number {
  let total = 0
  for (let i = 0; i < left.length; i++) total += (left[i] as number) * (right[i] as number)
  return total
}

function difference(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, i) => value - (right[i] as number))
}

/** Largest move of a coordinate, relative to its size where that exceeds 1 (its scale). */
function relativeSize(move: Float64Array, point: Float64Array): number {
  return Math.max(...move.map((value, i) => Math.abs(value) / Math.max(1, Math.abs(point[i] as number))))
}
