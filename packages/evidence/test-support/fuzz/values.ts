import fc from 'fast-check'

/** Numbers that are no data, or data that nobody expects. */
export const oddNumber: fc.Arbitrary<number> = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0,
  -0,
  -1,
  -0.5,
  0.3,
  1,
  1e308,
  -1e308,
  5e-324,
  1e-200,
  1e200,
  1e15 + 0.5,
  2 ** 53,
)

/** Mostly `plausible`, now and then an odd number. */
export function mostly(plausible: fc.Arbitrary<number>, weight = 12): fc.Arbitrary<number> {
  return fc.oneof({ weight, arbitrary: plausible }, { weight: 1, arbitrary: oddNumber })
}

/** A number in a range, spread evenly; sometimes any double in it, of which most are tiny. */
export function between(min: number, max: number): fc.Arbitrary<number> {
  const even = fc.integer({ min: 0, max: 1_000_000 }).map((part) => min + (max - min) * (part / 1_000_000))
  return fc.oneof({ weight: 60, arbitrary: even }, { weight: 1, arbitrary: fc.double({ min, max, noNaN: true }) })
}

/** Powers of ten by which whole sets of data are stretched. */
export const scalePower: fc.Arbitrary<number> = fc.constantFrom(
  0,
  0,
  0,
  0,
  1,
  -1,
  5,
  -5,
  20,
  -20,
  60,
  -60,
  100,
  -100,
  150,
  -150,
  200,
  -200,
)

/** Names as people and files have them. */
export const strangeName: fc.Arbitrary<string> = fc.constantFrom(
  '',
  ' ',
  'A',
  'Müller & Söhne <1999>',
  '"quoted"',
  "O'Brien",
  '__proto__',
  'constructor',
  'a+b',
  'x'.repeat(300),
  '研究',
  '\u0000',
  '\u202Ertl',
  '🏃',
  'a\nb',
  '=1+1',
  '1',
)

/** Confidence levels. */
export const level: fc.Arbitrary<number> = fc.constantFrom(0.95, 0.95, 0.5, 0.9, 0.999, 1e-6, 1 - 1e-9)

/** Null, and something else once in so many times (`fc.option` has null once in so many). */
export function seldom<Value>(times: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> {
  return fc.oneof({ weight: times, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })
}
