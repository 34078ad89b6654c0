import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTreatments } from './compare-treatments.ts'
import { subNetworksOf } from './connection.ts'
import type { Contrast, NetworkOptions } from './contrast.ts'
import { buildNetwork } from './network.ts'
import { makeNetwork } from './network-testing.ts'

const triangle: Contrast[] = [
  { study: 'one', treatment1: 'A', treatment2: 'B', estimate: 1, standardError: 0.5 },
  { study: 'one', treatment1: 'A', treatment2: 'C', estimate: 3, standardError: 0.6 },
  { study: 'one', treatment1: 'B', treatment2: 'C', estimate: 2, standardError: 0.7 },
  { study: 'two', treatment1: 'A', treatment2: 'B', estimate: 1.2, standardError: 0.4 },
]

function problemsOf(contrasts: readonly Contrast[], options: NetworkOptions = {}): string {
  try {
    analyseNetwork(contrasts, options)
  } catch (error) {
    if (error instanceof InputProblemError) return error.message
    throw error
  }
  return 'accepted'
}

const changed = (row: number, change: Partial<Contrast>) =>
  triangle.map((contrast, index) => (index === row - 1 ? { ...contrast, ...change } : contrast))

describe('a network is refused with the row', () => {
  test.each([Number.NaN, 0, -0.1, Number.POSITIVE_INFINITY])('for a standard error of %d', (standardError) => {
    expect(problemsOf(changed(4, { standardError }))).toContain('row 4, standardError: must be a finite number above 0')
  })

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])('for an estimate of %d', (estimate) => {
    expect(problemsOf(changed(2, { estimate }))).toContain('row 2, estimate: must be a finite number')
  })

  test('for each bad row at once', () => {
    const message = problemsOf(
      changed(1, { standardError: 0 }).map((row, at) => (at === 3 ? { ...row, estimate: Number.NaN } : row)),
    )
    expect(message.split('\n').map((line) => line.slice(0, 5))).toEqual(['row 1', 'row 4'])
  })

  test('for a name that is missing and for one treatment twice', () => {
    expect(problemsOf(changed(4, { study: ' ' }))).toContain('row 4, study: must have a name')
    expect(problemsOf(changed(4, { treatment2: 'A' }))).toContain('row 4, treatment2: must differ from treatment1')
  })

  test('for a multi-arm study without one of its pairs', () => {
    const message = problemsOf(triangle.filter((_, index) => index !== 2))
    expect(message).toContain(
      'row 1: study "one" has 3 arms and needs all 3 pairs, got 2 (rows 1, 2); missing: "B" and "C"',
    )
  })

  test('for a pair that a study has twice, in either direction', () => {
    const again = { ...(triangle[0] as Contrast), treatment1: 'B', treatment2: 'A' }
    expect(problemsOf([...triangle, again])).toContain('row 5: study "one" compares "B" and "A" already in row 1')
    expect(problemsOf([...triangle, { ...(triangle[3] as Contrast), estimate: 9 }])).toContain('row 5: study "two"')
  })

  test('for effects that do not add up', () => {
    expect(problemsOf(changed(2, { estimate: 3.1 }))).toContain('study "one": effects do not add up')
    expect(problemsOf(changed(2, { estimate: 3.0001 }))).toBe('accepted')
  })

  test('for standard errors that cannot belong to one study', () => {
    const message = problemsOf(changed(3, { standardError: 0.9 }))
    expect(message).toContain(
      'row 1, standardError: study "one": standard errors of rows 1, 2, 3 cannot belong together',
    )
    expect(message).toContain('arm "A" would have a negative variance')
    expect(problemsOf(changed(3, { standardError: 5 }))).toContain('row 1')
  })

  test('for parts without connection, which it names', () => {
    const apart = [...triangle, { study: 'far', treatment1: 'X', treatment2: 'Y', estimate: 0, standardError: 1 }]
    expect(problemsOf(apart)).toContain(
      'row 5: the network is not connected: 2 separate sub-networks {A, B, C} and {X, Y}',
    )
    expect(subNetworksOf(buildNetwork(apart)).map(({ studies }) => studies)).toEqual([['one', 'two'], ['far']])
  })

  test('for standard errors beyond what can be held together', () => {
    expect(problemsOf(changed(4, { standardError: 1e-90 }))).toContain('row 4, standardError: is')
  })

  test('for a standard error beside which nothing else can be weighed', () => {
    const rows = makeNetwork({ treatments: 4, studies: 8, seed: 12 }).map((row, index) =>
      index === 6 ? { ...row, standardError: 6e-65 } : row,
    )
    expect(problemsOf(rows, { armVariances: 'repair' })).toContain(
      'row 7: standardError: 6e-65 is too small to be weighed',
    )
  })

  test.each([1e-200, 1e200])('for a standard error of %d, whose square is no number', (standardError) => {
    expect(problemsOf(triangle.map((row) => ({ ...row, standardError })))).toContain('must be between 1e-150 and 1e150')
  })

  test('for no rows, and for an order that leaves a treatment out', () => {
    expect(problemsOf([])).toContain('needs at least 1 row')
    expect(problemsOf(triangle, { treatments: ['A', 'B'] })).toContain('"C" is in the contrasts')
  })
})

describe('impossible standard errors of a multi-arm study', () => {
  const impossible = changed(3, { standardError: 0.9 })

  test('are repaired on request, every change reported', () => {
    const { network } = analyseNetwork(impossible, { armVariances: 'repair' })
    expect(network.repairs.map(({ row, standardErrorBefore }) => [row, standardErrorBefore])).toEqual([
      [1, 0.5],
      [2, 0.6],
      [3, 0.9],
    ])
    for (const { standardErrorBefore, standardErrorAfter } of network.repairs) {
      expect(Math.abs(Math.log(standardErrorAfter / standardErrorBefore))).toBeLessThan(0.2)
    }
    expect(analyseNetwork(triangle, { armVariances: 'repair' }).network.repairs).toEqual([])
  })

  test('are accepted on request only where the covariance matrix is positive definite', () => {
    expect(problemsOf(impossible, { armVariances: 'accept' })).toBe('accepted')
    expect(problemsOf(changed(3, { standardError: 1.2 }), { armVariances: 'accept' })).toContain(
      'not positive definite',
    )
  })
})

test('names and directions are kept as they were entered', () => {
  const { network } = analyseNetwork(triangle)
  expect(network.treatments).toEqual(['A', 'B', 'C'])
  expect(network.contrasts).toBe(triangle)
  const turned = analyseNetwork(triangle, { treatments: ['C', 'A', 'B'] })
  expect(compareTreatments(turned).map(({ treatment1, treatment2 }) => treatment1 + treatment2)).toEqual([
    'CA',
    'CB',
    'AB',
  ])
})

test('any rows at all give an error with a row or finite numbers', () => {
  const odd = fc.oneof(
    { weight: 6, arbitrary: fc.double({ min: -3, max: 3, noNaN: true }) },
    fc.constantFrom(0, Number.NaN, Number.POSITIVE_INFINITY, -1, 1e-200, 1e200, 1e-9, 1e9),
  )
  const row = fc.record({
    study: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    treatment1: fc.constantFrom('P', 'Q', 'R', 'S'),
    treatment2: fc.constantFrom('P', 'Q', 'R', 'S'),
    estimate: odd,
    standardError: fc.oneof({ weight: 8, arbitrary: fc.double({ min: 0.01, max: 3, noNaN: true }) }, odd),
  })
  const broken = fc
    .tuple(fc.nat(), fc.nat({ max: 30 }), odd)
    .map(([seed, at, value]) =>
      makeNetwork({ treatments: 4, studies: 8, seed }).map((each, index) =>
        index === at ? { ...each, standardError: value } : each,
      ),
    )
  fc.assert(
    fc.property(
      fc.oneof(fc.array(row, { maxLength: 6 }), broken),
      fc.constantFrom('refuse', 'repair', 'accept'),
      (rows, armVariances) => {
        let analysis: ReturnType<typeof analyseNetwork>
        try {
          analysis = analyseNetwork(rows, { armVariances })
        } catch (error) {
          expect(error).toBeInstanceOf(InputProblemError)
          if (rows.length > 0)
            expect((error as InputProblemError).problems.some((problem) => problem.row !== undefined)).toBe(true)
          return
        }
        for (const { common, random } of compareTreatments(analysis)) {
          for (const value of [...Object.values(common), ...Object.values(random)])
            expect(value).toSatisfy(Number.isFinite)
        }
      },
    ),
    { numRuns: 1500 },
  )
})
