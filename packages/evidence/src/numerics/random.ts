import { normalQuantile } from './normal.ts'
import { requireRange } from './require-range.ts'

/** A stream of pseudo-random numbers that a seed determines completely, in every browser and in Node. */
export interface Random {
  /** Uniform on (0, 1), 52 bits, never 0 or 1. */
  readonly uniform: () => number
  /** Standard normal, by inversion of one uniform number. */
  readonly normal: () => number
  /** Whole number from 0 up to, not including, `below` (1 to 2³²), all equally likely. */
  readonly integer: (below: number) => number
}

/**
 * A seeded random stream: xoshiro128**, its state filled by SplitMix32 from the seed. For simulation, not for secrets.
 * @param seed whole number within ±2⁵³; equal seeds give equal streams
 * @source Blackman & Vigna 2021, ACM Transactions on Mathematical Software 47:36 (xoshiro128**, period 2¹²⁸ − 1)
 */
export function randomOf(seed: number): Random {
  requireRange(Number.isSafeInteger(seed), 'randomOf', 'a whole number as seed', seed)
  const bits = bitsOf(seed)
  const uniform = (): number => ((bits() >>> 6) * 0x4000000 + (bits() >>> 6) + 0.5) / 2 ** 52
  const integer = (below: number): number => {
    const holds = Number.isInteger(below) && below >= 1 && below <= 2 ** 32
    requireRange(holds, 'integer', 'a whole number from 1 to 2^32', below)
    const fair = 2 ** 32 - (2 ** 32 % below)
    let drawn = bits()
    while (drawn >= fair) drawn = bits()
    return drawn % below
  }
  return { uniform, normal: () => normalQuantile(uniform()), integer }
}

/** The generator itself: 32 random bits a call, as a number from 0 to 2³² − 1. */
function bitsOf(seed: number): () => number {
  const next = splitMix(seed)
  let [a, b, c, d] = [next(), next(), next(), next()]
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by))
}

/** SplitMix32 over both halves of the seed, so that near seeds start far apart. */
function splitMix(seed: number): () => number {
  let state = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b)) | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}
