import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chiSquaredUpperTail, normalQuantile, randomOf, sum } from './index.ts'

/** The generators as their authors write them, in whole numbers of any size. */
function bitsByBigInt(seed: bigint): () => bigint {
  const mask = 0xffffffffn
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & mask
  const floorHigh = (seed - (((seed % (mask + 1n)) + mask + 1n) % (mask + 1n))) / (mask + 1n)
  let filler = ((((seed % (mask + 1n)) + mask + 1n) & mask) ^ ((floorHigh * 0x85ebca6bn) & mask)) & mask
  const split = () => {
    filler = (filler + 0x9e3779b9n) & mask
    let mixed = ((filler ^ (filler >> 16n)) * 0x21f0aaadn) & mask
    mixed = ((mixed ^ (mixed >> 15n)) * 0x735a2d97n) & mask
    return mixed ^ (mixed >> 15n)
  }
  const s = [split(), split(), split(), split()] as [bigint, bigint, bigint, bigint]
  return () => {
    const result = (rotate((s[1] * 5n) & mask, 7n) * 9n) & mask
    const t = (s[1] << 9n) & mask
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = rotate(s[3], 11n)
    return result
  }
}

describe('randomOf', () => {
  test('is xoshiro128** filled by SplitMix32, whatever the seed', () => {
    for (const seed of [0, 1, 2, -1, 20_261_122, 2 ** 31, 2 ** 32, 2 ** 52 + 7, Number.MAX_SAFE_INTEGER, -(2 ** 40)]) {
      const expected = bitsByBigInt(BigInt(seed))
      const random = randomOf(seed)
      for (let i = 0; i < 50; i++) {
        const high = expected() >> 6n
        const low = expected() >> 6n
        expect(random.uniform()).toBe((Number(high * 0x4000000n + low) + 0.5) / 2 ** 52)
      }
    }
  })

  test('gives the same stream for the same seed and another for the next', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, randomOf(seed).uniform)
    expect(draw(7)).toEqual(draw(7))
    expect(draw(7)).not.toEqual(draw(8))
  })

  test('has normal numbers that are the quantiles of the uniform ones', () => {
    const [one, two] = [randomOf(5), randomOf(5)]
    for (let i = 0; i < 100; i++) expect(one.normal()).toBe(normalQuantile(two.uniform()))
  })

  test('has the moments and the independence of a sample', () => {
    const random = randomOf(11)
    const size = 100_000
    const z = Array.from({ length: size }, random.normal)
    const mean = (f: (value: number, i: number) => number) =>
      z.reduce((total, value, i) => total + f(value, i), 0) / size
    // Limits of 4.5 standard errors.
    const within = 4.5 / Math.sqrt(size)
    expect(Math.abs(mean((v) => v))).toBeLessThan(within)
    expect(Math.abs(mean((v) => v * v - 1))).toBeLessThan(within * Math.sqrt(2))
    expect(Math.abs(mean((v) => v ** 3))).toBeLessThan(within * Math.sqrt(15))
    expect(Math.abs(mean((v, i) => v * (z[i + 1] ?? 0)))).toBeLessThan(within)
  })

  test('has whole numbers that are all equally likely', () => {
    const random = randomOf(3)
    const counts = [0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < 70_000; i++) {
      const drawn = random.integer(7)
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    const statistic = counts.reduce((total, count) => total + (count - 10_000) ** 2 / 10_000, 0)
    expect(counts).toHaveLength(7)
    expect(chiSquaredUpperTail(statistic, 6)).toBeGreaterThan(1e-4)
    expect(randomOf(1).integer(1)).toBe(0)
    expect(randomOf(1).integer(2 ** 32)).toBe(Number(bitsByBigInt(1n)()))
  })

  test('draws again where a remainder would favour small numbers', () => {
    const below = 3 * 2 ** 30
    const expected = bitsByBigInt(9n)
    const kept = Array.from({ length: 400 }, () => Number(expected())).filter((bits) => bits < below)
    const random = randomOf(9)
    for (const bits of kept) expect(random.integer(below)).toBe(bits)
  })

  test('refuses seeds and ranges that are no whole numbers', () => {
    expect(() => randomOf(0.5)).toThrow(/^randomOf: needs a whole number as seed, got 0.5/)
    expect(() => randomOf(2 ** 60)).toThrow(RangeError)
    for (const below of [0, 1.5, -3, 2 ** 33, Number.NaN])
      expect(() => randomOf(1).integer(below)).toThrow(/^integer: needs/)
  })
})

describe('sum', () => {
  test('keeps what plain addition loses', () => {
    expect(sum([1, 1e100, 1, -1e100])).toBe(2)
    expect(sum([1e16, 1, 1, 1, 1, -1e16])).toBe(4)
    expect(sum([])).toBe(0)
    expect(sum(Float64Array.of(0.1, 0.2, 0.3))).toBe(0.6)
  })

  test('is exact to one rounding against whole numbers of any size', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer({ min: -30, max: 30 })), { maxLength: 60 }), (parts) => {
        const exact = parts.reduce((total, [value, power]) => total + BigInt(value) * 2n ** BigInt(power + 30), 0n)
        const values = parts.map(([value, power]) => value * 2 ** power)
        const expected = Number(exact) / 2 ** 30
        const size = values.reduce((total, value) => total + Math.abs(value), 0)
        const slack = Math.abs(expected) * Number.EPSILON + size * values.length ** 2 * Number.EPSILON ** 2
        expect(Math.abs(sum(values) - expected)).toBeLessThanOrEqual(slack)
      }),
      { seed: 5 },
    )
  })

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 40 }), (values) => {
        const size = values.reduce((total, value) => total + Math.abs(value), 0)
        expect(Math.abs(sum(values) - sum(values.toReversed()))).toBeLessThanOrEqual(
          size * 1e-28 + Math.abs(sum(values)) * 3e-16,
        )
      }),
      { seed: 6 },
    )
  })

  test('gives infinities and NaN as plain addition does', () => {
    expect(sum([1, Number.POSITIVE_INFINITY, 2])).toBe(Number.POSITIVE_INFINITY)
    expect(sum([Number.NEGATIVE_INFINITY, 1])).toBe(Number.NEGATIVE_INFINITY)
    expect(sum([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBeNaN()
    expect(sum([1, Number.NaN])).toBeNaN()
  })
})
