/** A stream of chance that the same seed repeats, so that a failure can be played again. */
export type Random = {
  /** @returns a number from 0 up to, not including, 1 */
  readonly next: () => number
  /** @returns a whole number from `low` up to and including `high` */
  readonly between: (low: number, high: number) => number
}

/** @source mulberry32, Tommy Ettinger, public domain */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { next, between: (low, high) => low + Math.floor(next() * (high - low + 1)) }
}
