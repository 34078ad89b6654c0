import { describe, expect, test } from 'vitest'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { subNetworksOf } from './connection.ts'
import { buildNetwork } from './network.ts'
import { makeNetwork } from './network-testing.ts'
import { poolMantelHaenszelNetwork } from './pool-mantel-haenszel.ts'
import { studyImportance } from './study-importance.ts'
import { subgroupNetworks } from './subgroup-network.ts'

const contrasts = makeNetwork({ treatments: 4, studies: 16, seed: 11, multiArm: 0.2 })

test('a subgroup is the analysis of its own studies, and two differ by their z test squared', () => {
  const first = new Set([...new Set(contrasts.map(({ study }) => study))].filter((_, index) => index < 8))
  const groupOf = new Map(contrasts.map(({ study }) => [study, first.has(study) ? 'early' : 'late']))
  const { subgroups, comparisons, model } = subgroupNetworks(contrasts, groupOf, 'random', { tauSquared: 'DL' })
  expect(model).toBe('random')
  const alone = [true, false].map((isFirst) =>
    analyseNetwork(
      contrasts.filter(({ study }) => first.has(study) === isFirst),
      { tauSquared: 'DL' },
    ),
  )
  expect(subgroups.map(({ subgroup }) => subgroup)).toEqual(['early', 'late'])
  expect(subgroups[0]?.studies).toEqual([...first])
  for (const { treatment1, treatment2, effects, interaction } of comparisons) {
    const [one, other] = alone.map((analysis) => compareTwo(analysis, treatment1, treatment2).random)
    expect(effects[0]?.estimate).toBeCloseTo(one?.estimate as number, 10)
    expect(effects[1]?.standardError).toBeCloseTo(other?.standardError as number, 10)
    const z =
      ((one?.estimate as number) - (other?.estimate as number)) /
      Math.hypot(one?.standardError as number, other?.standardError as number)
    expect(interaction?.statistic).toBeCloseTo(z * z, 9)
    expect(interaction?.degreesOfFreedom).toBe(1)
  }
})

describe('parts of a network', () => {
  const row = (study: string, treatment1: string, treatment2: string) => ({
    study,
    treatment1,
    treatment2,
    estimate: 1,
    standardError: 1,
  })

  test('come largest first, whatever the order of the rows, each with its studies', () => {
    const small = [row('1', 'X', 'Y')]
    const large = [row('2', 'A', 'B'), row('3', 'B', 'C'), row('4', 'C', 'D')]
    for (const rows of [
      [...small, ...large],
      [...large, ...small],
    ]) {
      const parts = subNetworksOf(buildNetwork(rows))
      expect(parts.map(({ treatments }) => treatments.join(''))).toEqual(['ABCD', 'XY'])
      expect(parts.map(({ studies }) => studies)).toEqual([['2', '3', '4'], ['1']])
    }
  })

  test('are named up to ten treatments and twenty rows', () => {
    const chain = Array.from({ length: 25 }, (_, i) => row(`a${i}`, `T${i}`, `T${i + 1}`))
    const other = Array.from({ length: 22 }, (_, i) => row(`b${i}`, `U${i}`, `U${i + 1}`))
    const listed = Array.from({ length: 20 }, (_, i) => i + 26).join(', ')
    expect(() => analyseNetwork([...chain, ...other])).toThrow(
      `2 separate sub-networks {T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, …} and {U0, U1, U2, U3, U4, U5, U6, U7, U8, U9, …}; rows ${listed}, … are not linked`,
    )
  })
})

test('in a path every study is needed by the effects across it, and by no other', () => {
  const path = ['AB', 'BC', 'CD'].map((pair, i) => ({
    study: String(i),
    treatment1: pair.charAt(0),
    treatment2: pair.charAt(1),
    estimate: i,
    standardError: 0.3 + i / 10,
  }))
  const analysis = analyseNetwork(path, { tauSquared: 0 })
  const of = (one: string, other: string) =>
    studyImportance(analysis, 'common', one, other).map(({ importance }) => importance)
  expect(of('A', 'C')).toEqual([1, 1, 0])
  expect(of('B', 'D')).toEqual([0, 1, 1])
  expect(compareTwo(analysis, 'A', 'D').common.standardError).toBeCloseTo(Math.hypot(0.3, 0.4, 0.5), 12)
})

test('Mantel–Haenszel of two treatments needs them in an order that is given', () => {
  const arms = [
    { study: '1', treatment: 'A', events: 3, total: 20 },
    { study: '1', treatment: 'B', events: 6, total: 25 },
  ]
  expect(() => poolMantelHaenszelNetwork(arms, { treatments: ['A'] })).toThrow(
    'treatments: "B" is in the arms, not in the order given',
  )
})
