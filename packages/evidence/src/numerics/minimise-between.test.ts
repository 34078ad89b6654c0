import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findRoot, minimiseBetween } from './index.ts'

/** Every place where the search looked, with the value it found there. */
function watched(f: (x: number) => number) {
  const seen: { x: number; value: number }[] = []
  const watching = (x: number) => {
    const value = f(x)
    seen.push({ x, value })
    return value
  }
  return { f: watching, seen }
}

/** Brent 1973, chapter 5: twenty poles at the squares, and a minimum between each two. */
function brent(x: number): number {
  let total = 0
  for (let i = 1; i <= 20; i++) total += ((2 * i - 5) / (x - i * i)) ** 2
  return total
}

function brentSlope(x: number): number {
  let total = 0
  for (let i = 1; i <= 20; i++) total -= (2 * (2 * i - 5) ** 2) / (x - i * i) ** 3
  return total
}

describe('minimiseBetween on the function of Brent 1973', () => {
  /** The minima and their values as he prints them. */
  const printed = [
    [3.0229153, 3.6766990169],
    [6.6837536, 1.11185001],
    [11.2387017, 1.2182217637],
    [19.6760001, 2.1621103109],
    [29.8282273, 3.0322905193],
    [41.9061162, 3.7583856477],
    [55.9535958, 4.3554103836],
    [71.9856656, 4.8482959563],
    [90.0088685, 5.25875854],
    [110.0265327, 5.6036524295],
    [132.0405517, 5.8956037976],
    [156.0521144, 6.1438861542],
    [182.0620604, 6.3550764593],
    [210.071101, 6.5333662003],
    [240.0800483, 6.6803639849],
    [272.0902669, 6.7938538365],
    [306.1051233, 6.8634981053],
    [342.1369454, 6.8539024631],
    [380.2687097, 6.6008470481],
  ] as const

  test.each(printed.map(([point, value], i) => [i + 1, point, value] as const))(
    'between poles %i and the next: %f',
    (i, point, value) => {
      const [lower, upper] = [i * i + 1e-9, (i + 1) ** 2 - 1e-9]
      const found = minimiseBetween(brent, lower, upper)
      expect(found.point).toBeCloseTo(point, 6)
      expect(found.value).toBeCloseTo(value, 9)
      const exact = findRoot(brentSlope, lower, upper)
      expect(Math.abs(found.point / exact - 1)).toBeLessThan(4e-9)
      expect(found.value / brent(exact)).toBeCloseTo(1, 14)
    },
  )

  test('takes 11 evaluations each on average, where the golden section would take 45', () => {
    let total = 0
    for (let i = 1; i <= 19; i++) {
      const { f, seen } = watched(brent)
      minimiseBetween(f, i * i + 1e-9, (i + 1) ** 2 - 1e-9)
      expect(seen.length).toBeLessThanOrEqual(16)
      total += seen.length
    }
    expect(total).toBeLessThanOrEqual(203)
  })
})

describe('minimiseBetween takes few evaluations', () => {
  const problems: [name: string, f: (x: number) => number, lower: number, upper: number, most: number][] = [
    ['parabola', (x) => (x - 0.3) ** 2, 0, 1, 25],
    ['cosine', Math.cos, 0, 6, 21],
    ['exp x − 2x', (x) => Math.exp(x) - 2 * x, -5, 5, 14],
    ['x − log x over ten decades', (x) => x - Math.log(x), 1e-6, 1e4, 30],
    ['fourth power', (x) => (x - 2) ** 4, -10, 11, 19],
    ['corner', (x) => Math.abs(x - 0.3), -1, 9, 34],
    ['jump to a slope', (x) => (x < 1 ? -x : 10 * (x - 1) - 1), -3, 5, 47],
    ['falling', (x) => -x, 2, 5, 41],
    ['rising', (x) => x, 2, 5, 43],
    ['flat', () => 1, 0, 1, 42],
  ]

  test.each(problems)('%s', (_name, f, lower, upper, most) => {
    const { f: watching, seen } = watched(f)
    minimiseBetween(watching, lower, upper)
    expect(seen.length).toBeLessThanOrEqual(most)
  })
})

describe('minimiseBetween, whatever the function', () => {
  const wavy = fc.record({
    lower: fc.double({ min: -50, max: 50, noNaN: true }),
    width: fc.double({ min: 0.1, max: 100, noNaN: true }),
    pitch: fc.double({ min: 0.01, max: 3, noNaN: true }),
    tilt: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
  })

  test('looks only between the ends, and gives the lowest place that it saw', () => {
    fc.assert(
      fc.property(wavy, ({ lower, width, pitch, tilt }) => {
        const upper = lower + width
        const { f, seen } = watched((x) => Math.cos(pitch * x) + tilt * x + Math.abs(x) / 9)
        const { point, value } = minimiseBetween(f, lower, upper)
        for (const { x } of seen) expect(x > lower && x < upper).toBe(true)
        expect(value).toBe(Math.min(...seen.map((place) => place.value)))
        expect(seen).toContainEqual({ x: point, value })
        expect(seen.length).toBeLessThan(100)
      }),
      { numRuns: 200, seed: 8 },
    )
  })

  test('finds a corner to three times its tolerance of 1e-9 of the point and 1e-12 of the interval', () => {
    fc.assert(
      fc.property(
        wavy,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 10 }),
        (ends, part, rise) => {
          const [lower, upper] = [ends.lower, ends.lower + ends.width]
          const corner = lower + part * ends.width
          const { point } = minimiseBetween((x) => (x < corner ? corner - x : rise * (x - corner)), lower, upper)
          expect(Math.abs(point - corner)).toBeLessThan(3.1e-9 * Math.abs(corner) + 4e-12 * ends.width)
        },
      ),
      { numRuns: 200, seed: 9 },
    )
  })

  test('scales with its argument and with f to the last bit, by 2⁻⁵⁰⁰ to 2⁵⁰⁰', () => {
    const f = (x: number) => Math.cosh(x - 0.7) + x / 8
    const { point, value } = minimiseBetween(f, -2, 3)
    for (const [unit, height] of [
      [2 ** -500, 1],
      [2 ** -40, 2 ** 60],
      [2 ** 30, 2 ** -500],
      [2 ** 500, 2 ** 500],
    ] as const) {
      const found = minimiseBetween((x) => height * f(x / unit), -2 * unit, 3 * unit)
      expect([found.point / unit, found.value / height]).toEqual([point, value])
    }
  })

  test('shifts with f: a constant more changes the value alone', () => {
    const f = (x: number) => (x - 1) ** 2 * (x + 4)
    const { point, value } = minimiseBetween(f, -1, 9)
    const shifted = minimiseBetween((x) => f(x) + 1, -1, 9)
    expect(shifted.point).toBeCloseTo(point, 7)
    expect(shifted.value - value).toBeCloseTo(1, 14)
  })

  test('comes to rest at 0 in the middle of its interval', () => {
    const { f, seen } = watched((x) => x * x + Math.abs(x))
    expect(Math.abs(minimiseBetween(f, -3, 3).point)).toBeLessThan(2e-11)
    expect(seen.length).toBeLessThan(70)
  })
})
