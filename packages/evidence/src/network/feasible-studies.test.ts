import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import type { Contrast, NetworkOptions } from './contrast.ts'
import { buildNetwork } from './network.ts'

const row = (study: string, pair: string, estimate: number, standardError: number): Contrast => ({
  study,
  treatment1: pair[0] as string,
  treatment2: pair[1] as string,
  estimate,
  standardError,
})

const problemsOf = (rows: readonly Contrast[], options?: NetworkOptions) => {
  try {
    buildNetwork(rows, options)
  } catch (error) {
    if (error instanceof InputProblemError) return error.problems
    throw error
  }
  return []
}

describe.each([1, 1e-6, 1e6])('a study with several arms, in units of %d', (unit) => {
  const inUnit = (rows: readonly Contrast[]) =>
    rows.map((each) => ({ ...each, estimate: each.estimate * unit, standardError: each.standardError * unit }))
  const two = [row('two', 'AB', 5, 1), row('two again', 'BA', -1, 2)]
  /** A − B + B − C is 3; A − C is as given. */
  const three = (ac: number) => [row('three', 'AC', ac, 1), row('three', 'CB', -2, 1), row('three', 'AB', 1, 1.2)]

  test('is refused when its effects do not add up by 1 % of the smallest standard error', () => {
    expect(problemsOf(inUnit([...two, ...three(3.0099)]))).toEqual([])
    expect(problemsOf(inUnit([...two, ...three(2.9901)]))).toEqual([])
    const [problem, ...others] = problemsOf(inUnit([...two, ...three(3.02)]))
    expect(others).toEqual([])
    expect(problem).toEqual({
      row: 3,
      column: 'estimate',
      message: `study "three": effects do not add up; rows 5 and 4 give a value that differs by ${(0.02 * unit).toPrecision(3)} from row 3`,
    })
  })

  test('or by a thousandth of its largest effect, when that is more', () => {
    const large = (ac: number) => [row('three', 'AC', ac, 0.1), row('three', 'BC', 2, 0.1), row('three', 'AB', 98, 0.1)]
    expect(problemsOf(inUnit([...two, ...large(100.09)]))).toEqual([])
    expect(problemsOf(inUnit([...two, ...large(100.11)]))).toHaveLength(1)
  })

  test('or by what is allowed', () => {
    const loose = { additivityTolerance: 0.5 * unit }
    expect(problemsOf(inUnit([...two, ...three(3.49)]), loose)).toEqual([])
    expect(problemsOf(inUnit([...two, ...three(3.51)]), loose)).toHaveLength(1)
    expect(problemsOf(inUnit([...two, ...three(3.001)]), { additivityTolerance: 1e-4 * unit })).toHaveLength(1)
  })

  test('of four arms names the three rows that are furthest from adding up', () => {
    const means = { A: 4, B: 3, C: 1, D: 0 }
    const pairs = ['AB', 'AC', 'AD', 'BC', 'BD', 'CD']
    const rows = pairs.map((pair) => {
      const [one, other] = [...pair] as ['A', 'D']
      const wrong = pair === 'BD' ? 0.3 : pair === 'CD' ? 0.1 : 0
      return row('four', pair, means[one] - means[other] + wrong, 1)
    })
    // A, B and D: 1 + 3.3 against 4; of B, C and D 2 + 1.1 against 3.3.
    expect(problemsOf(inUnit(rows)).map((problem) => problem.message)).toEqual([
      `study "four": effects do not add up; rows 1 and 5 give a value that differs by ${(0.3 * unit).toPrecision(3)} from row 3`,
    ])
  })

  const impossible = [row('three', 'AC', 3, 1), row('three', 'CB', -2, 1), row('three', 'AB', 1, 3)]

  test('is refused when its standard errors cannot belong together, with its rows and the arm', () => {
    expect(problemsOf(inUnit([...two, ...impossible]))).toEqual([
      {
        row: 3,
        column: 'standardError',
        message:
          'study "three": standard errors of rows 3, 4, 5 cannot belong together: arm "C" would have a negative variance; ' +
          'the covariance matrix of the study is not positive definite',
      },
    ])
    const turned = [impossible[2], impossible[0], impossible[1]] as Contrast[]
    expect(problemsOf(inUnit([...turned, ...two]))[0]?.message).toContain('standard errors of rows 1, 2, 3 cannot')
  })

  test('may have an arm without variance, as far as rounding goes', () => {
    const edge = (least: number) => [
      row('three', 'AC', 3, 1),
      row('three', 'CB', -2, 1),
      row('three', 'AB', 1, Math.sqrt(2 - 2 * least)),
    ]
    expect(problemsOf(inUnit([...two, ...edge(-1e-12)]))).toEqual([])
    expect(problemsOf(inUnit([...two, ...edge(0)]))).toEqual([])
    expect(problemsOf(inUnit([...two, ...edge(-1e-6)]))).toHaveLength(1)
    expect(problemsOf(inUnit([...two, ...edge(-1e-6)]), { armVariances: 'accept' })).toEqual([])
  })

  test('is repaired row by row; what was sound stays untouched', () => {
    const sound = [row('sound', 'AB', 1, 1), row('sound', 'BC', 2, 1), row('sound', 'AC', 3, 1)]
    const rows = inUnit([...two, ...sound, ...impossible])
    const network = buildNetwork(rows, { armVariances: 'repair' })
    expect(network.repairs.map((repair) => [repair.row, repair.study])).toEqual([
      [6, 'three'],
      [7, 'three'],
      [8, 'three'],
    ])
    for (const { row: at, standardErrorBefore, standardErrorAfter } of network.repairs) {
      const given = (rows[at - 1] as Contrast).standardError
      expect(standardErrorBefore / given).toBeCloseTo(1, 12)
      const pair = network.pairRow.indexOf(at - 1)
      expect((Math.sqrt(network.variance[pair] as number) * network.scale) / standardErrorAfter).toBeCloseTo(1, 12)
    }
    // By symmetry the two equal errors grow alike, and the third one falls.
    const after = network.repairs.map(({ standardErrorAfter }) => standardErrorAfter / unit) as [number, number, number]
    expect(after[0]).toBeCloseTo(after[1], 9)
    expect(after[0]).toBeGreaterThan(1)
    expect(after[2]).toBeLessThan(3)
    expect(
      problemsOf(
        network.contrasts.map((each, index) => ({
          ...each,
          standardError:
            network.repairs.find((repair) => repair.row === index + 1)?.standardErrorAfter ?? each.standardError,
        })),
      ),
    ).toEqual([])
  })
})
