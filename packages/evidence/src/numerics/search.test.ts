import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { elementOf, findRoot, gradientOf, hessianOf, minimise, minimiseBetween } from './index.ts'

describe('findRoot', () => {
  /** Counts evaluations, and stops a search that would not end. */
  function counted(f: (x: number) => number) {
    let evaluations = 0
    const limited = (x: number) => {
      evaluations++
      if (evaluations > 400) throw new Error('too many evaluations')
      return f(x)
    }
    return { f: limited, evaluations: () => evaluations }
  }

  /** Alefeld, Potra & Shi 1995, ACM Transactions on Mathematical Software 21:327–344, table I (some of it). */
  const problems: [name: string, f: (x: number) => number, lower: number, upper: number, root: number, most: number][] =
    [
      ['sin x − x/2', (x) => Math.sin(x) - x / 2, Math.PI / 2, Math.PI, 1.895494267033981, 9],
      ['x e^(−x) area', (x) => -200 * x * Math.exp(-5 * x), -9, 31, 0, 23],
      ['x³', (x) => x ** 3, -1, 10, 0, 34],
      [
        '2x e^(−20) − 2e^(−20x) + 1',
        (x) => 2 * x * Math.exp(-20) - 2 * Math.exp(-20 * x) + 1,
        0,
        1,
        0.0346573590208539,
        13,
      ],
      ['√x − cos x', (x) => Math.sqrt(x) - Math.cos(x), 0, 1, 0.6417143708728827, 8],
      ['exp x − 0.3', (x) => Math.exp(x) - 0.3, -10, 10, Math.log(0.3), 15],
      ['log x − 3', (x) => Math.log(x) - 3, 1e-3, 1e6, Math.exp(3), 16],
      ['cubic of van der Waals', (x) => x ** 3 - 2 * x - 5, 2, 3, 2.0945514815423265, 8],
    ]

  test.each(problems)('%s', (_name, f, lower, upper, root, most) => {
    const { f: limited, evaluations } = counted(f)
    const found = findRoot(limited, lower, upper)
    expect(Math.abs(found - root)).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(root)))
    expect(evaluations()).toBeLessThanOrEqual(most)
  })

  test('finds the jump of a step to the last bit, wherever it is', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e300, max: 1e300, noNaN: true }), (jump) => {
        const found = findRoot(counted((x) => (x < jump ? -1 : 1)).f, -1.7e308, 1.7e308)
        expect(Math.abs(found - jump)).toBeLessThanOrEqual(Math.abs(jump) * Number.EPSILON + Number.MIN_VALUE)
      }),
      { numRuns: 200, seed: 4 },
    )
  })

  test('gives a root that scales with its argument, from 1e-200 to 1e200', () => {
    for (let exponent = -200; exponent <= 200; exponent += 25) {
      const scale = 10 ** exponent
      const found = findRoot(counted((x) => (x / scale) ** 3 - 2).f, 0, 1e201)
      expect(found / scale / Math.cbrt(2)).toBeCloseTo(1, 14)
    }
  })

  test('does not mind the order of the ends, the sign of f, or negative numbers', () => {
    const f = (x: number) => Math.exp(x) - 0.3
    const root = findRoot(f, -10, 10)
    expect(root).toBeCloseTo(Math.log(0.3), 15)
    expect(findRoot(f, 10, -10)).toBeCloseTo(root, 15)
    expect(findRoot((x) => -f(x), -10, 10)).toBeCloseTo(root, 15)
  })

  test('takes an end that is a root', () => {
    expect(findRoot((x) => x, 0, 5)).toBe(0)
    expect(findRoot((x) => x - 5, 0, 5)).toBe(5)
  })

  test('works where one end is infinite in value', () => {
    expect(findRoot(counted((x) => 1 / x - 4).f, 0, 1)).toBe(0.25)
  })

  test('refuses equal signs and NaN', () => {
    expect(() => findRoot((x) => x, 1, 2)).toThrow(/^findRoot: needs different signs at both ends, got 1, 1, 2, 2/)
    expect(() => findRoot((x) => -x, 1, 2)).toThrow(RangeError)
    expect(() => findRoot(() => Number.NaN, 1, 2)).toThrow(RangeError)
    expect(() => findRoot((x) => (x === 2 ? Number.NaN : -1), 1, 2)).toThrow(RangeError)
    expect(() => findRoot((x) => (x === 1 ? -1 : x === 2 ? 1 : Number.NaN), 1, 2)).toThrow(
      /^findRoot: needs a number from f everywhere between the ends, got NaN, /,
    )
  })
})

describe('minimise', () => {
  /** Moré, Garbow & Hillstrom 1981, ACM Transactions on Mathematical Software 7:17–41. */
  const problems: [name: string, f: (x: Float64Array) => number, start: number[], end: number[]][] = [
    [
      'Rosenbrock',
      ([x, y]) => 100 * ((y as number) - (x as number) ** 2) ** 2 + (1 - (x as number)) ** 2,
      [-1.2, 1],
      [1, 1],
    ],
    [
      'Beale',
      ([x, y]) =>
        [1.5, 2.25, 2.625].reduce(
          (total, c, i) => total + (c - (x as number) * (1 - (y as number) ** (i + 1))) ** 2,
          0,
        ),
      [1, 1],
      [3, 0.5],
    ],
    [
      'Wood',
      ([a, b, c, d]) => {
        const [w, x, y, z] = [a as number, b as number, c as number, d as number]
        return (
          100 * (x - w * w) ** 2 +
          (1 - w) ** 2 +
          90 * (z - y * y) ** 2 +
          (1 - y) ** 2 +
          10 * (x + z - 2) ** 2 +
          (x - z) ** 2 / 10
        )
      },
      [-3, -1, -3, -1],
      [1, 1, 1, 1],
    ],
    [
      'helical valley, started beside the cut of its angle',
      ([a, b, c]) => {
        const [x, y, z] = [a as number, b as number, c as number]
        const turn = Math.atan2(y, x) / (2 * Math.PI)
        return 100 * ((z - 10 * turn) ** 2 + (Math.hypot(x, y) - 1) ** 2) + z * z
      },
      [-1, 0.5, 0],
      [1, 0, 0],
    ],
  ]

  test.each(problems)('reaches the minimum of %s to 1e-10', (_name, f, start, end) => {
    const found = minimise(f, start)
    expect(found.converged).toBe(true)
    for (const [i, value] of end.entries()) expect(Math.abs((found.point[i] as number) - value)).toBeLessThan(1e-10)
    expect(found.value).toBeLessThan(1e-18)
    expect(found.steps).toBeLessThan(150)
  })

  test('agrees with the closed form of a likelihood, with and without its gradient', () => {
    const values = [2.1, 3.4, 1.9, 2.2, 4.8]
    const mean = values.reduce((total, value) => total + value, 0) / values.length
    const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length
    const f = ([m, logSd]: Float64Array) =>
      values.reduce(
        (total, v) => total + (logSd as number) + 0.5 * ((v - (m as number)) / Math.exp(logSd as number)) ** 2,
        0,
      )
    const gradient = ([m, logSd]: Float64Array) => {
      const precision = Math.exp(-2 * (logSd as number))
      return Float64Array.of(
        values.reduce((total, v) => total - (v - (m as number)) * precision, 0),
        values.reduce((total, v) => total + 1 - (v - (m as number)) ** 2 * precision, 0),
      )
    }
    for (const options of [{}, { gradient }, { scale: [10, 0.1] }]) {
      const { point, converged, gradient: last } = minimise(f, [0, 0], options)
      expect(converged).toBe(true)
      expect(point[0]).toBeCloseTo(mean, 10)
      expect(point[1]).toBeCloseTo(0.5 * Math.log(variance), 10)
      expect(Math.abs(last[0] as number)).toBeLessThan(1e-8)
    }
  })

  test('keeps out of places where f is no number', () => {
    const { point, converged } = minimise(
      ([x]) => ((x as number) > 0 ? (x as number) - 2 * Math.log(x as number) : Number.NaN),
      [50],
    )
    expect(converged).toBe(true)
    expect(point[0]).toBeCloseTo(2, 10)
  })

  test('gives a point that scales with the coordinates', () => {
    for (const scale of [1e-100, 1e-3, 1e100]) {
      const f = ([x, y]: Float64Array) => ((x as number) / scale - 3) ** 2 + Math.cosh((y as number) * scale + 1)
      const { point } = minimise(f, [scale, 1 / scale])
      expect((point[0] as number) / scale).toBeCloseTo(3, 10)
      expect((point[1] as number) * scale).toBeCloseTo(-1, 9)
    }
  })

  test('says when it has not converged', () => {
    expect(minimise(([x]) => -(x as number), [1], { mostSteps: 5 }).converged).toBe(false)
    expect(minimise(([x]) => Math.exp(-(x as number)), [0], { mostSteps: 3 }).steps).toBe(3)
  })

  test('stays at a start that is the minimum', () => {
    const { point, converged } = minimise(([x]) => (x as number) ** 2, [0])
    expect([point[0], converged]).toEqual([0, true])
  })

  test('refuses a start without a finite value, no variables, and a scale that is none', () => {
    expect(() => minimise(() => Number.NaN, [1])).toThrow(/^minimise: needs a start where f is finite/)
    expect(() => minimise(() => 1, [])).toThrow(/^minimise: needs at least one variable/)
    expect(() => minimise(() => 1, [1], { scale: [0] })).toThrow(/^minimise: needs a finite scale above 0/)
    expect(() => minimise(() => 1, [Number.NaN])).toThrow(/^minimise: needs a finite scale above 0/)
  })

  test('its derivatives agree with calculus', () => {
    const f = ([x, y]: Float64Array) => Math.exp(x as number) * Math.sin(y as number) + (x as number) ** 2
    const point = Float64Array.of(0.3, 0.7)
    const [dx, dy] = gradientOf(f, point, [1, 1])
    expect(dx).toBeCloseTo(Math.exp(0.3) * Math.sin(0.7) + 0.6, 11)
    expect(dy).toBeCloseTo(Math.exp(0.3) * Math.cos(0.7), 11)
    // A step of 7e-4 of the scale, exact for polynomials of the fourth degree.
    const places: number[] = []
    gradientOf(([x]) => places.push(x as number), Float64Array.of(5), [1000])
    expect(places.map((place) => Math.round((place - 5) * 10))).toEqual([7, -7, 14, -14])
    const quartic = hessianOf(([x]) => (x as number) ** 4, Float64Array.of(1e-50), [1e-50])
    expect(elementOf(quartic, 0, 0) / 12e-100).toBeCloseTo(1, 8)
    const hessian = hessianOf(f, point, [1, 1])
    expect(elementOf(hessian, 0, 0)).toBeCloseTo(Math.exp(0.3) * Math.sin(0.7) + 2, 8)
    expect(elementOf(hessian, 0, 1)).toBeCloseTo(Math.exp(0.3) * Math.cos(0.7), 8)
    expect(elementOf(hessian, 1, 0)).toBe(elementOf(hessian, 0, 1))
    expect(elementOf(hessian, 1, 1)).toBeCloseTo(-Math.exp(0.3) * Math.sin(0.7), 8)
  })
})

describe('minimiseBetween', () => {
  test('finds the bottom of smooth, pointed and lopsided functions', () => {
    expect(minimiseBetween(Math.cos, 0, 6).point).toBeCloseTo(Math.PI, 7)
    expect(minimiseBetween((x) => Math.abs(x - 0.3), -1, 9).point).toBeCloseTo(0.3, 8)
    expect(minimiseBetween((x) => (x - 2) ** 4, -10, 11).point).toBeCloseTo(2, 3)
    expect(minimiseBetween((x) => x - Math.log(x), 1e-6, 1e4).point).toBeCloseTo(1, 6)
    expect(minimiseBetween(Math.cos, 0, 6).value).toBeCloseTo(-1, 15)
  })

  test('starts at the golden section', () => {
    const places: number[] = []
    minimiseBetween((x) => places.push(x), 10, 20)
    expect(places[0]).toBeCloseTo(10 + 5 * (3 - Math.sqrt(5)), 12)
    expect(places[1]).toBeCloseTo(10 + 5 * (Math.sqrt(5) - 1), 12)
  })

  test('goes to an end when the function falls towards it', () => {
    expect(minimiseBetween((x) => x, 2, 5).point).toBeCloseTo(2, 8)
    expect(minimiseBetween((x) => -x, 2, 5).point).toBeCloseTo(5, 7)
  })

  test('takes few evaluations', () => {
    let evaluations = 0
    minimiseBetween(
      (x) => {
        evaluations++
        return Math.exp(x) - 2 * x
      },
      -5,
      5,
    )
    expect(evaluations).toBeLessThan(25)
  })

  test('refuses ends that are not in order or not finite', () => {
    expect(() => minimiseBetween(Math.cos, 2, 1)).toThrow(/^minimiseBetween: needs finite ends in order, got 2, 1/)
    expect(() => minimiseBetween(Math.cos, 0, Number.POSITIVE_INFINITY)).toThrow(RangeError)
  })
})
