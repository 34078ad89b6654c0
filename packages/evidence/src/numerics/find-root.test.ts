import { describe, expect, test } from 'vitest'
import { findRoot } from './index.ts'

type Problem = [name: string, f: (x: number) => number, lower: number, upper: number, most: number]

/** Alefeld, Potra & Shi 1995, ACM Transactions on Mathematical Software 21:327–344, table I, with parameters. */
const alefeld: Problem[] = [
  ['sin x − x/2', (x) => Math.sin(x) - x / 2, Math.PI / 2, Math.PI, 9],
  ...[17, 12, 16, 14, 14, 13, 13, 12, 12, 13].map((most, i): Problem => {
    const poles = (x: number) => {
      let total = 0
      for (let k = 1; k <= 20; k++) total -= (2 * (2 * k - 5) ** 2) / (x - k * k) ** 3
      return total
    }
    return [`between poles ${i + 1} and the next`, poles, (i + 1) ** 2 + 1e-9, (i + 2) ** 2 - 1e-9, most]
  }),
  ['−40 x e^(−x)', (x) => -40 * x * Math.exp(-x), -9, 31, 20],
  ['−100 x e^(−2x)', (x) => -100 * x * Math.exp(-2 * x), -9, 31, 21],
  ['−200 x e^(−3x)', (x) => -200 * x * Math.exp(-3 * x), -9, 31, 22],
  ['x⁴ − 0.2', (x) => x ** 4 - 0.2, 0, 5, 6],
  ['x⁸ − 0.2', (x) => x ** 8 - 0.2, 0, 5, 9],
  ['x¹² − 0.2', (x) => x ** 12 - 0.2, 0, 5, 22],
  ['x¹² − 1', (x) => x ** 12 - 1, 0, 5, 18],
  ['x⁸ − 1 from below 0', (x) => x ** 8 - 1, -0.95, 4.05, 15],
  ['x¹⁴ − 1 from below 0', (x) => x ** 14 - 1, -0.95, 4.05, 17],
  ['sin x − ½', (x) => Math.sin(x) - 0.5, 0, 1.5, 10],
  ['2x e^(−1) − 2e^(−x) + 1', (x) => 2 * x * Math.exp(-1) - 2 * Math.exp(-x) + 1, 0, 1, 8],
  ['2x e^(−5) − 2e^(−5x) + 1', (x) => 2 * x * Math.exp(-5) - 2 * Math.exp(-5 * x) + 1, 0, 1, 11],
  ['2x e^(−100) − 2e^(−100x) + 1', (x) => 2 * x * Math.exp(-100) - 2 * Math.exp(-100 * x) + 1, 0, 1, 15],
  ['17x − (1 − 5x)²', (x) => 17 * x - (1 - 5 * x) ** 2, 0, 1, 10],
  ['362x − (1 − 20x)²', (x) => 362 * x - (1 - 20 * x) ** 2, 0, 1, 9],
  ['x² − (1 − x)²', (x) => x * x - (1 - x) ** 2, 0, 1, 3],
  ['x² − (1 − x)¹⁵', (x) => x * x - (1 - x) ** 15, 0, 1, 14],
  ['x − (1 − x)⁴', (x) => x - (1 - x) ** 4, 0, 1, 10],
  ['82x − (1 − 4x)⁴', (x) => 82 * x - (1 - 4 * x) ** 4, 0, 1, 10],
  ['e^(−x)(x − 1) + x', (x) => Math.exp(-x) * (x - 1) + x, 0, 1, 10],
  ['e^(−15x)(x − 1) + x¹⁵', (x) => Math.exp(-15 * x) * (x - 1) + x ** 15, 0, 1, 12],
  ['(2x − 1)/x', (x) => (2 * x - 1) / x, 0.01, 1, 11],
  ['(20x − 1)/(19x)', (x) => (20 * x - 1) / (19 * x), 0.01, 1, 5],
  ['√x − √2', (x) => Math.sqrt(x) - Math.sqrt(2), 1, 100, 6],
  ['x^(1/7) − 7^(1/7)', (x) => x ** (1 / 7) - 7 ** (1 / 7), 1, 100, 11],
  ['x e^(−1/x²)', (x) => (x === 0 ? 0 : x * Math.exp(-1 / (x * x))), -1, 4, 18],
  ['flat, then a sine', (x) => (x >= 0 ? 0.05 * (x / 1.5 + Math.sin(x) - 1) : -0.05), -1e4, Math.PI / 2, 21],
  [
    'flat, then a wall',
    (x) => (x < 0 ? -0.859 : x > 2e-3 / 21 ? Math.E - 1.859 : Math.exp(10_500 * x) - 1.859),
    -1e4,
    1e-4,
    35,
  ],
  ['x³ − 2 in units of 1e-200', (x) => (x / 1e-200) ** 3 - 2, 0, 1e201, 50],
  ['x³ − 2 in units of 1e50', (x) => (x / 1e50) ** 3 - 2, 0, 1e201, 52],
  ['x³ − 2 in units of −1e-30', (x) => (x / 1e-30) ** 3 + 2, -1e201, 0, 55],
]

describe('findRoot needs few evaluations, and changes sign where it stops', () => {
  test.each(alefeld)('%s', (_name, f, lower, upper, most) => {
    let evaluations = 0
    const found = findRoot(
      (x) => {
        evaluations++
        return f(x)
      },
      lower,
      upper,
    )
    expect(evaluations).toBeLessThanOrEqual(most)
    expect(found > lower && found < upper).toBe(true)
    const bit = Math.abs(found) * 2 ** -52
    const [before, after] = [f(found - bit), f(found + bit)]
    if (f(found) === 0) return
    expect(before < 0 !== after < 0).toBe(true)
    const across = before < 0 === f(found) < 0 ? after : before
    expect(Math.abs(f(found))).toBeLessThanOrEqual(Math.abs(across))
  })
})

describe('findRoot', () => {
  test('gives the better end of its last bracket', () => {
    // √2 lies nearer to the double below than to the one above; both signs of f must tell.
    for (const sign of [1, -1]) expect(findRoot((x) => sign * (x * x - 2), 1, 2)).toBe(Math.SQRT2)
    expect(findRoot((x) => x ** 3 - 5, 1, 2)).toBe(Math.cbrt(5))
  })

  test('looks at an end that is a root only once, and takes the lower of two', () => {
    for (const root of [0, 4]) {
      let evaluations = 0
      const f = (x: number) => {
        evaluations++
        return x - root
      }
      expect(findRoot(f, 0, 4)).toBe(root)
      expect(evaluations).toBe(2)
    }
    expect(findRoot((x) => x * (x - 3), 0, 3)).toBe(0)
  })

  test('takes infinite values as signs', () => {
    expect(findRoot((x) => (x < 7 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY), -1e9, 1e9)).toBeCloseTo(7, 14)
    expect(findRoot((x) => Math.log(x), 0, 1e300)).toBe(1)
  })

  test('finds a jump at the smallest numbers, on either side of 0, in few steps', () => {
    for (const jump of [5e-324, 1e-310, 2e-160, -5e-324, -1e-310, -2e-160]) {
      let evaluations = 0
      const found = findRoot(
        (x) => {
          evaluations++
          return x < jump ? -1 : 1
        },
        -1e300,
        1e300,
      )
      expect(Math.abs(found - jump)).toBeLessThanOrEqual(Math.abs(jump) * 2 ** -52 + 5e-324)
      expect(evaluations).toBeLessThanOrEqual(160)
    }
  })
})
