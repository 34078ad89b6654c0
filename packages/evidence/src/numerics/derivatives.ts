import { type Matrix, zeroMatrix } from './matrix.ts'

/** Any function of several numbers. */
export type Objective = (point: Float64Array) => number
export type Gradient = (point: Float64Array) => Float64Array

/** Step that balances the error of a fourth-order difference with rounding: about the fifth root of the rounding unit. */
const relativeStep = 7e-4

/**
 * Gradient by five-point differences; error about 1e-12 of the function's size per scaled unit.
 * @param scale typical size of each coordinate: the step is 7e-4 of it
 * @source Abramowitz & Stegun 1964, 25.3.6
 */
export function gradientOf(f: Objective, point: Float64Array, scale: ArrayLike<number>): Float64Array {
  const gradient = new Float64Array(point.length)
  for (let i = 0; i < point.length; i++) {
    const step = relativeStep * (scale[i] as number)
    const at = (steps: number) => f(moved(point, i, steps * step))
    gradient[i] = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * step)
  }
  return gradient
}

/** Matrix of second derivatives, by five-point differences of the gradient; symmetric. */
export function hessianOf(f: Objective, point: Float64Array, scale: ArrayLike<number>, gradient?: Gradient): Matrix {
  const slope = gradient ?? ((at: Float64Array) => gradientOf(f, at, scale))
  const size = point.length
  const hessian = zeroMatrix(size, size)
  for (let i = 0; i < size; i++) {
    const step = 2 * relativeStep * (scale[i] as number)
    const [one, minusOne, two, minusTwo] = [1, -1, 2, -2].map((steps) => slope(moved(point, i, steps * step)))
    for (let j = 0; j < size; j++) {
      const near = (one?.[j] as number) - (minusOne?.[j] as number)
      const far = (two?.[j] as number) - (minusTwo?.[j] as number)
      const second = (8 * near - far) / (12 * step)
      hessian.values[i * size + j] = (hessian.values[i * size + j] as number) + second / 2
      hessian.values[j * size + i] = (hessian.values[j * size + i] as number) + second / 2
    }
  }
  return hessian
}

function moved(point: Float64Array, i: number, by: number): Float64Array {
  const result = Float64Array.from(point)
  result[i] = (result[i] as number) + by
  return result
}
