import { describe, expect, test } from 'vitest'
import { type Gradient, gradientOf, minimise, type MinimiseOptions, type Objective } from './index.ts'

/** Runs a search and counts its evaluations of f and of the gradient that it was given. */
function searched(f: Objective, start: number[], options: MinimiseOptions = {}) {
  const places: number[][] = []
  let gradients = 0
  const { gradient } = options
  const counted: Gradient | undefined =
    gradient &&
    ((point) => {
      gradients++
      return gradient(point)
    })
  const found = minimise(
    (point) => {
      places.push(Array.from(point))
      return f(point)
    },
    start,
    counted === undefined ? options : { ...options, gradient: counted },
  )
  return { ...found, places, evaluations: places.length, gradients }
}

const square = (x: number) => x * x
const at =
  (f: (...args: number[]) => number): Objective =>
  (point) =>
    f(...point)
const slope =
  (f: (...args: number[]) => number[]): Gradient =>
  (point) =>
    Float64Array.from(f(...point))

const rosenbrock = at((x, y) => 100 * square((y as number) - square(x as number)) + square(1 - (x as number)))
const rosenbrockSlope = slope((x = 0, y = 0) => [-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)])
const beale = at((x = 0, y = 0) =>
  [1.5, 2.25, 2.625].reduce((all, c, i) => all + square(c - x * (1 - y ** (i + 1))), 0),
)
const wood = at(
  (w = 0, x = 0, y = 0, z = 0) =>
    100 * square(x - w * w) +
    square(1 - w) +
    90 * square(z - y * y) +
    square(1 - y) +
    10 * square(x + z - 2) +
    square(x - z) / 10,
)
const helical = at((x = 0, y = 0, z = 0) => {
  const turn = Math.atan2(y, x) / (2 * Math.PI)
  return 100 * (square(z - 10 * turn) + square(Math.hypot(x, y) - 1)) + z * z
})
const bowl = at((x = 0, y = 0, z = 0) => square(x - 3) + 10 * square(y + 1) + 0.1 * square(z - 5) + x * y * 0.5)
/** Minus a log likelihood of counts: the mean of y at x is exp(a + bx). */
const counts = at((a = 0, b = 0) =>
  [2, 3, 9, 11, 30].reduce((all, y, i) => all + Math.exp(a + b * (i + 1)) - y * (a + b * (i + 1)), 0),
)
const valley = at((x = 0) => Math.exp(x) - x)

describe('minimise takes few steps and evaluations', () => {
  const problems: [string, Objective, number[], MinimiseOptions, steps: number, evaluations: number][] = [
    ['Rosenbrock', rosenbrock, [-1.2, 1], {}, 50, 820],
    ['Rosenbrock with its gradient', rosenbrock, [-1.2, 1], { gradient: rosenbrockSlope }, 42, 57],
    ['Beale', beale, [1, 1], {}, 20, 628],
    ['Wood', wood, [-3, -1, -3, -1], {}, 45, 1569],
    ['helical valley', helical, [-1, 0.5, 0], {}, 34, 1298],
    ['a bowl', bowl, [1, 1, 1], {}, 18, 888],
    ['exp x − x from a flat place', valley, [-5.5], { scale: [1] }, 8, 289],
    ['a steep parabola', at((x = 0) => 1e6 * x * x), [1], {}, 2, 52],
    ['a likelihood of counts', counts, [0, 0], {}, 16, 447],
    ['a start that is the minimum', at((x = 0) => -Math.exp(-x * x)), [0], {}, 0, 47],
  ]

  test.each(problems)('%s', (_name, f, start, options, most, evaluations) => {
    const found = searched(f, start, options)
    expect(found.converged).toBe(true)
    expect(found.steps).toBeLessThanOrEqual(most)
    expect(found.evaluations).toBeLessThanOrEqual(evaluations)
    expect(found.value).toBeLessThanOrEqual(f(Float64Array.from(start)))
  })

  test('and no differences of f when its gradient is given', () => {
    const found = searched(rosenbrock, [-1.2, 1], { gradient: rosenbrockSlope })
    expect(found.evaluations).toBeLessThanOrEqual(57)
    expect(found.gradients).toBeLessThanOrEqual(63)
    for (const value of found.point) expect(value).toBeCloseTo(1, 13)
  })
})

describe('minimise, on the way', () => {
  test('begins with one step down the slope, no longer than the scale', () => {
    const steep = { gradient: slope((x = 0) => [2e6 * x]), scale: [2] }
    expect(
      searched(
        at((x = 0) => 1e6 * x * x),
        [7],
        steep,
      ).places.slice(0, 2),
    ).toEqual([[7], [5]])
    const gentle = { gradient: slope((x = 0) => [0.25 * x]), scale: [1] }
    expect(
      searched(
        at((x = 0) => 0.125 * x * x),
        [2],
        gentle,
      ).places.slice(0, 2),
    ).toEqual([[2], [1.5]])
    const apart = { gradient: slope((x = 0, y = 0) => [6 * x, 8 * y]), scale: [1, 1] }
    const [, second = []] = searched(
      at((x = 0, y = 0) => 3 * x * x + 4 * y * y),
      [1, 1],
      apart,
    ).places
    expect(second[0]).toBeCloseTo(0.4, 14)
    expect(second[1]).toBeCloseTo(0.2, 14)
  })

  test('needs two evaluations for a parabola that its first step overshoots, by halving', () => {
    const gradient = slope((x = 0) => [2 * x])
    const { places } = searched(
      at((x = 0) => x * x),
      [0.375],
      { gradient, scale: [1] },
    )
    // The first step is as long as the gradient, 0.75, and ends as high as it began: too little is gained.
    expect(places.slice(0, 3)).toEqual([[0.375], [-0.375], [0]])
  })

  test('makes no step where none is allowed: value, gradient and steps are those of the start', () => {
    const { point, value, gradient, steps, converged } = minimise(
      at((x = 0, y = 0) => 3 * x - 2 * y),
      [10, 0.1],
      { mostSteps: 0 },
    )
    expect([Array.from(point), steps, converged]).toEqual([[10, 0.1], 0, false])
    expect(value).toBeCloseTo(29.8, 14)
    expect(gradient[0]).toBeCloseTo(3, 10)
    expect(gradient[1]).toBeCloseTo(-2, 10)
  })

  test('gives the gradient in the units of the variables, however it is made and scaled', () => {
    const f = at((x = 0, y = 0) => Math.sinh(x) - Math.exp(-3 * y))
    const given = slope((x = 0, y = 0) => [Math.cosh(x), 3 * Math.exp(-3 * y)])
    for (const options of [{}, { gradient: given }, { gradient: given, scale: [0.01, 40] }, { scale: [0.5, 2] }]) {
      const found = minimise(f, [0.7, 0.2], { ...options, mostSteps: 0 })
      expect(found.gradient[0]).toBeCloseTo(Math.cosh(0.7), 9)
      expect(found.gradient[1]).toBeCloseTo(3 * Math.exp(-0.6), 9)
    }
  })

  test('stays where the gradient is a number', () => {
    const gradient = slope((x = 0) => [x > 0.5 ? Number.NaN : Math.exp(x) - 1])
    const found = minimise(
      at((x = 0) => (x > 0.5 ? -100 : Math.exp(x) - x)),
      [-5.5],
      { scale: [1], gradient },
    )
    expect(found.converged).toBe(true)
    expect(found.point[0]).toBeCloseTo(0, 13)
  })

  test('goes to the edge of the domain when f falls towards it, and does not call that a minimum', () => {
    const gradient = slope((x = 0) => [x > 0.5 ? Number.NaN : -1])
    for (const f of [at((x = 0) => (x > 0.5 ? Number.NaN : -x)), at((x = 0) => -x)]) {
      const found = minimise(f, [-5.5], { scale: [1], gradient })
      expect(found.point[0]).toBeCloseTo(0.5, 12)
      expect([found.converged, found.gradient[0], found.value]).toEqual([false, -1, -(found.point[0] as number)])
    }
  })

  test('falls without end with a function that does, and does not call that a minimum', () => {
    const found = minimise(
      at((x = 0, y = 0) => 3 * x - 2 * y),
      [10, 0.1],
    )
    expect(found.converged).toBe(false)
    expect(found.value).toBeLessThan(-1e12)
  })

  test('finds a corner, with differences and with a slope that jumps', () => {
    const f = at((x = 0, y = 0) => Math.abs(x - 1 / 3) + 2 * Math.abs(y + 1 / 7))
    const gradient = slope((x = 0, y = 0) => [Math.sign(x - 1 / 3), 2 * Math.sign(y + 1 / 7)])
    for (const options of [{}, { gradient }]) {
      const found = searched(f, [5, 7], options)
      expect(found.point[0]).toBeCloseTo(1 / 3, 12)
      expect(found.point[1]).toBeCloseTo(-1 / 7, 12)
      expect(found.evaluations).toBeLessThan(500)
    }
  })

  test('does not call a saddle a minimum', () => {
    const found = minimise(
      at((x = 0, y = 0) => square(x * x - 1) / 4 + y * y),
      [0, 3],
    )
    expect(found.converged).toBe(false)
    expect(found.value).toBeCloseTo(0.25, 14)
  })

  test('comes near a minimum without curvature, and does not claim more digits than there are', () => {
    // Powell's singular function (Moré, Garbow & Hillstrom 1981, number 13).
    const powell = at((a = 0, b = 0, c = 0, d = 0) => {
      return square(a + 10 * b) + 5 * square(c - d) + (b - 2 * c) ** 4 + 10 * (a - d) ** 4
    })
    const found = searched(powell, [3, -1, 0, 1])
    expect(found.value).toBeLessThan(1e-20)
    for (const value of found.point) expect(Math.abs(value)).toBeLessThan(1e-5)
    expect(found.evaluations).toBeLessThanOrEqual(2764)
  })

  test('a large constant in f costs digits of the value, not of a point whose gradient is given', () => {
    const f = at((x = 0, y = 0) => 1e6 + Math.cosh(x - 1) + Math.cosh(2 * y))
    const gradient = slope((x = 0, y = 0) => [Math.sinh(x - 1), 2 * Math.sinh(2 * y)])
    const found = minimise(f, [3, 1], { gradient })
    expect(found.converged).toBe(true)
    expect(found.point[0]).toBeCloseTo(1, 14)
    expect(found.point[1]).toBeCloseTo(0, 14)
    expect(Math.hypot(...gradientOf(f, found.point, [1, 1]))).toBeLessThan(1e-6)
  })

  test('refuses one bad scale among good ones, and names them all', () => {
    for (const bad of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => minimise(() => 1, [1, 1], { scale: [1, bad] })).toThrow(
        new RangeError(`minimise: needs a finite scale above 0 for every variable, got 1, ${bad}`),
      )
    }
  })
})
