import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { randomOf } from '../numerics/index.ts'
import { correlatedNetwork, type Dense, denseFit, denseOf, quadratic, times, traceOfProduct } from './dense-testing.ts'
import {
  dot,
  estimateLinearTauSquared,
  fitLinear,
  type LinearDesign,
  linearDegreesOfFreedom,
  varianceOf,
} from './linear-model.ts'
import { buildNetwork, type Network } from './network.ts'
import { makeNetwork } from './network-testing.ts'
import { solveRows } from './weighted-rows.ts'

/** Effects against the first treatment, and one slope with an invented age of studies that all treatments share. */
function designOf(network: Network): LinearDesign {
  const effects = network.treatments.length - 1
  return {
    parameters: effects + 1,
    armRow: (study, treatment) => {
      const row = new Float64Array(effects + 1)
      if (treatment > 0) row[treatment - 1] = 1
      if (treatment > 0) row[effects] = ((study * 5) % 7) - 3
      return row
    },
  }
}

const densely = (network: Network, { armRow }: LinearDesign, tauSquared: number) => {
  const { study, first, second, values, covariance, shared } = denseOf(network, tauSquared)
  const design = study.map((each, row) => {
    const other = armRow(each, second[row] as number)
    return Array.from(armRow(each, first[row] as number), (value, column) => value - (other[column] as number))
  })
  return { ...denseFit(design, values, covariance), shared, values }
}

const networks = {
  'independent arms': (seed: number) => makeNetwork({ treatments: 4, studies: 12, seed, multiArm: 0.5, tau: 0.8 }),
  'correlated arms': (seed: number) => correlatedNetwork(seed, 4, 9),
}

const expectClose = (got: ArrayLike<number>, wanted: ArrayLike<number>, digits = 8) => {
  expect(got.length).toBe(wanted.length)
  for (let i = 0; i < got.length; i++) {
    const size = Math.max(1, Math.abs(wanted[i] as number))
    expect((got[i] as number) / size).toBeCloseTo((wanted[i] as number) / size, digits)
  }
}

describe.each(Object.entries(networks))('a linear model of a network with %s', (_, make) => {
  const built = (seed: number) => buildNetwork(make(seed), { armVariances: 'accept' })

  test('is generalised least squares with the whole covariance matrix', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.3, 4), (seed, tauSquared) => {
        const network = built(seed)
        const design = designOf(network)
        const fit = fitLinear(network, design, tauSquared)
        const dense = densely(network, design, tauSquared)
        expectClose(fit.coefficients, dense.coefficients)
        for (const combination of [...dense.covariance.keys()].map((k) => dense.covariance.map((_row, i) => i - k))) {
          expectClose([varianceOf(fit, combination)], [quadratic(dense.covariance, combination)])
        }
        expectClose([fit.residualSumOfSquares, fit.logDeterminant], [dense.residualSumOfSquares, dense.logInformation])
        expect(linearDegreesOfFreedom(network, design)).toBe(dense.values.length - design.parameters)
      }),
      { numRuns: 20 },
    )
  })

  test('has the tau² by which the residual sum of squares is what it is expected to be (DL)', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const design = designOf(network)
        const { remainder, shared, residualSumOfSquares, values } = densely(network, design, 0)
        const excess = residualSumOfSquares - (values.length - design.parameters)
        const wanted = Math.max(0, excess / traceOfProduct(remainder, shared))
        expectClose([estimateLinearTauSquared(network, design, fitLinear(network, design, 0), 'DL')], [wanted])
      }),
      { numRuns: 20 },
    )
  })

  test.each(['ML', 'REML'] as const)('has the tau² at which no other has a larger likelihood (%s)', (method) => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const network = built(seed)
        const design = designOf(network)
        const tauSquared = estimateLinearTauSquared(network, design, fitLinear(network, design, 0), method)
        const likelihood = (at: number) => {
          const { logCovariance, logInformation, residualSumOfSquares } = densely(network, design, at)
          return -(logCovariance + (method === 'REML' ? logInformation : 0) + residualSumOfSquares) / 2
        }
        const best = likelihood(tauSquared)
        for (const other of [0, 0.5 * tauSquared, 0.98 * tauSquared, 1.02 * tauSquared, 2 * tauSquared, 0.01]) {
          expect(likelihood(other)).toBeLessThanOrEqual(best + 1e-9)
        }
        const { remainder, shared, values, precision } = densely(network, design, tauSquared)
        const weighted = times(
          remainder,
          values.map((value) => [value]),
        ).map(([value]) => value as number)
        const slope = quadratic(shared, weighted) - traceOfProduct(method === 'ML' ? precision : remainder, shared)
        if (tauSquared > 0) expect(slope).toBeCloseTo(0, 8)
        else expect(slope).toBeLessThan(1e-8)
      }),
      { numRuns: 15 },
    )
  })
})

describe('what double precision cannot tell', () => {
  const row = (study: string, treatment1: string, treatment2: string, standardError: number, estimate = 1) => ({
    study,
    treatment1,
    treatment2,
    estimate,
    standardError,
  })
  const problemsOf = (action: () => unknown) => {
    try {
      action()
    } catch (error) {
      if (error instanceof InputProblemError) return error.problems
      throw error
    }
    return []
  }

  test('is refused with the row of the largest standard error when the effects cannot be told', () => {
    const rows = [row('1', 'A', 'B', 1), row('2', 'B', 'C', 1), row('3', 'A', 'C', 3), row('4', 'C', 'D', 2)]
    const network = buildNetwork(rows)
    const alike = { parameters: 2, armRow: () => Float64Array.of(1, 1) }
    expect(problemsOf(() => fitLinear(network, alike, 0))).toEqual([
      {
        row: 3,
        column: 'standardError',
        message:
          'the standard errors lie too far apart to tell all effects in double precision; this one is the largest',
      },
    ])
  })

  test('is refused with the row of the smallest standard error when no other study is left for tau²', () => {
    const rows = [row('1', 'A', 'B', 1), row('2', 'A', 'B', 3), row('3', 'A', 'B', 1e-7), row('4', 'A', 'B', 2)]
    const network = buildNetwork(rows)
    const design = { parameters: 1, armRow: (_: number, treatment: number) => Float64Array.of(treatment) }
    const common = fitLinear(network, design, 0)
    for (const method of ['DL', 'ML', 'REML'] as const) {
      expect(problemsOf(() => estimateLinearTauSquared(network, design, common, method))).toEqual([
        {
          row: 3,
          column: 'standardError',
          message: 'is too far below the others: nothing is left of the other studies to estimate their variance from',
        },
      ])
    }
  })

  test('no tau² is estimated without degrees of freedom', () => {
    const network = buildNetwork([row('1', 'A', 'B', 1e-9), row('2', 'B', 'C', 1)])
    const design = {
      parameters: 2,
      armRow: (_: number, treatment: number) => Float64Array.of(Number(treatment === 1), Number(treatment === 2)),
    }
    expect(estimateLinearTauSquared(network, design, fitLinear(network, design, 0), 'REML')).toBe(0)
  })
})

describe('least squares from single rows', () => {
  const made = (seed: number, count: number, size: number) => {
    const random = randomOf(seed)
    const rows = Array.from({ length: count }, () => Float64Array.from({ length: size }, () => random.normal()))
    return { rows, values: Float64Array.from(rows, () => random.normal()), random }
  }
  const diagonal = (weights: ArrayLike<number>): Dense =>
    Array.from(weights, (weight, i) => Array.from(weights, (_, j) => (i === j ? 1 / weight : 0)))

  test.each([1, -1])('solves the normal equations, also with weights below 0 (first weight %d / 4)', (sign) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 4 }), (seed, size) => {
        const { rows, values, random } = made(seed, 12, size)
        const weights = Float64Array.from(rows, (_, i) => (i === 0 ? sign / 40 : 1 + random.uniform()))
        rows[0] = (rows[0] as Float64Array).map((value) => Math.tanh(value))
        rows[3]?.fill(0, 1)
        const solved = solveRows(rows, weights, values, size)
        const dense = denseFit(
          rows.map((row) => [...row]),
          [...values],
          diagonal(weights),
        )
        expectClose(solved?.coefficients as Float64Array, dense.coefficients)
        expect(solved?.logDeterminant).toBeCloseTo(dense.logInformation, 8)
        const root = Array.from({ length: size }, (_, i) =>
          (solved?.root ?? Float64Array.of()).subarray(i * size, (i + 1) * size),
        )
        expectClose(
          root.flatMap((one) => root.map((other) => dot(one, other))),
          dense.covariance.flat(),
        )
        expect(root.every((row, i) => row.subarray(0, i).every((value) => value === 0))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  test('keeps the digits of light rows beside heavy ones, in any order', () => {
    // The heavy row says x + y = 1, the light ones x = 3 and x = 5: x is 4 and y is −3, to the last digits.
    const rows = [Float64Array.of(1, 0), Float64Array.of(1, 1), Float64Array.of(1, 0)]
    for (const order of [
      [0, 1, 2],
      [1, 0, 2],
      [0, 2, 1],
    ]) {
      const pick = <T>(list: ArrayLike<T>) => order.map((index) => list[index] as T)
      const solved = solveRows(pick(rows), Float64Array.from(pick([1, 1e24, 1])), Float64Array.from(pick([3, 1, 5])), 2)
      expectClose(solved?.coefficients as Float64Array, [4, -3], 12)
      expectClose([(solved?.root[0] as number) ** 2 + (solved?.root[1] as number) ** 2], [0.5], 12)
    }
  })

  test('has no answer when the rows do not tell all parameters apart', () => {
    const rows = [Float64Array.of(1, 0), Float64Array.of(2, 0)]
    expect(solveRows(rows, Float64Array.of(1, 1), Float64Array.of(1, 2), 2)).toBeUndefined()
    expect(solveRows(rows, Float64Array.of(1, -0.1), Float64Array.of(1, 2), 2)).toBeUndefined()
    expect(solveRows(rows, Float64Array.of(1, -1), Float64Array.of(1, 2), 1)).toBeUndefined()
    expect(solveRows([], Float64Array.of(), Float64Array.of(), 0)).toEqual({
      coefficients: new Float64Array(0),
      root: new Float64Array(0),
      logDeterminant: 0,
    })
  })
})
