/** Points and weights with which a polynomial on (0, 1) is integrated exactly. */
export interface Quadrature {
  readonly points: Float64Array
  readonly weights: Float64Array
}

const known = new Map<number, Quadrature>()

/**
 * Gauss–Legendre rule on (0, 1): exact up to degree 2 × count − 1.
 * @source Newton's method on Legendre's recurrence, as in Davis & Rabinowitz 1984, Methods of Numerical Integration
 */
export function gaussLegendre(count: number): Quadrature {
  const earlier = known.get(count)
  if (earlier !== undefined) return earlier
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round++) {
      const { value, derivative } = legendre(count, x)
      slope = derivative
      const step = value / derivative
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    points[i] = (1 - x) / 2
    weights[i] = 1 / ((1 - x * x) * slope * slope)
  }
  const rule = { points, weights }
  known.set(count, rule)
  return rule
}

function legendre(degree: number, x: number): { value: number; derivative: number } {
  let before = 1
  let value = x
  for (let k = 2; k <= degree; k++) {
    const next = ((2 * k - 1) * x * value - (k - 1) * before) / k
    before = value
    value = next
  }
  return { value, derivative: (degree * (x * value - before)) / (x * x - 1) }
}
