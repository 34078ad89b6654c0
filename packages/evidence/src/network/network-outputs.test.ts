import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustedFunnel } from './adjusted-funnel.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import type { Contrast } from './contrast.ts'
import { contrastsFromCounts, contrastsFromMeans, contrastsFromRates } from './contrasts-from-arms.ts'
import { leagueTable } from './league-table.ts'
import { netHeat } from './net-heat.ts'
import { networkMeasures } from './network-measures.ts'
import { makeNetwork } from './network-testing.ts'
import { rankTreatments } from './rank-treatments.ts'
import { drawRankograms } from './rankogram.ts'
import { buildNetwork } from './network.ts'
import { subNetworksOf } from './connection.ts'
import { splitAllByRefit, splitByRefit } from './refit-split.ts'
import { regressNetwork } from './regress-network.ts'
import { splitComparisons } from './split-comparisons.ts'
import { studyImportance, studyImportanceOfAll } from './study-importance.ts'
import { subgroupNetworks } from './subgroup-network.ts'

const contrasts = makeNetwork({ treatments: 5, studies: 18, seed: 7, multiArm: 0.25 })
const analysis = analyseNetwork(contrasts, { tauSquared: 'DL' })

describe('rankograms', () => {
  test('are the same for the same seed, and their SUCRA comes near the P-score', () => {
    const options = { smallValues: 'desirable', draws: 20_000 } as const
    const one = drawRankograms(analysis, 'random', { ...options, seed: 1 })
    expect(drawRankograms(analysis, 'random', { ...options, seed: 1 })).toEqual(one)
    const scores = rankTreatments(analysis, 'random', { smallValues: 'desirable' })
    for (const [index, { probabilities, sucra }] of one.entries()) {
      expect(probabilities.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 12)
      // Standard error of a mean of 20,000 draws of a number between 0 and 1 is below 0.0036.
      expect(Math.abs(sucra - (scores[index]?.pScore as number))).toBeLessThan(0.015)
    }
  })
})

describe('importance of a study', () => {
  test('is what real deletion does to the variance', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const rows = makeNetwork({ treatments: 4, studies: 9, seed, multiArm: 0.3 })
        const tauSquared = 0.05
        const whole = analyseNetwork(rows, { tauSquared })
        const importance = studyImportance(whole, 'random', 'T0', 'T2')
        for (const { study, importance: value } of importance) {
          const rest = rows.filter((row) => row.study !== study)
          const before = compareTwo(whole, 'T0', 'T2').random.standardError
          // A network that falls apart without the study is another test's business.
          if (subNetworksOf(buildNetwork(rest)).length > 1 || treatmentsOf(rest) < 4) continue
          const after = compareTwo(analyseNetwork(rest, { tauSquared }), 'T0', 'T2').random.standardError
          expect(value).toBeCloseTo(1 - (before / after) ** 2, 9)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('stays exact for a study that dominates, and is 1 where nothing else is known', async () => {
    const rows = [
      { study: 'a', treatment1: 'A', treatment2: 'B', estimate: 0, standardError: 1e-6 },
      { study: 'b', treatment1: 'A', treatment2: 'B', estimate: 0, standardError: 1 },
      { study: 'c', treatment1: 'B', treatment2: 'C', estimate: 0, standardError: 1 },
    ]
    const small = analyseNetwork(rows, { tauSquared: 0 })
    const [a, b] = studyImportance(small, 'common', 'A', 'B')
    expect(a?.importance).toBeCloseTo(1 - 1 / (1e12 + 1), 14)
    expect((b?.importance as number) / 1e-12).toBeCloseTo(1, 9)
    const all = await studyImportanceOfAll(small, 'common')
    expect(all[2]?.studies.map(({ importance }) => importance)).toEqual([0, 0, 1])
  })

  test('of several arms is 1 on a bridge, 0 beside it, and what is left otherwise', () => {
    const three = (study: string, [x, y, z]: readonly string[]) =>
      [
        [x, y],
        [x, z],
        [y, z],
      ].map(([treatment1 = '', treatment2 = '']) => ({ study, treatment1, treatment2, estimate: 0, standardError: 1 }))
    const rows = [...three('a', ['A', 'B', 'C']), ...three('b', ['A', 'B', 'C']), ...three('c', ['C', 'D', 'E'])]
    const joined = analyseNetwork(rows, { tauSquared: 0 })
    const importances = (one: string, other: string) =>
      studyImportance(joined, 'common', one, other).map(({ importance }) => importance)
    const [a, b, c] = importances('A', 'B')
    expect([a, b].map((value) => value?.toFixed(12))).toEqual(['0.500000000000', '0.500000000000'])
    expect(c).toBe(0)
    expect(importances('D', 'E')[2]).toBe(1)
    // The variance of A to D is 0.5 by both studies and 1 by one of them, and 1 more through C.
    expect(importances('A', 'D').slice(0, 2)).toEqual([expect.closeTo(0.25, 12), expect.closeTo(0.25, 12)])
  })
})

describe('node-splitting by a new analysis', () => {
  test('equals back-calculation in a network of two-arm studies with the same tau²', async () => {
    const rows = makeNetwork({ treatments: 5, studies: 16, seed: 11, multiArm: 0 })
    const twoArm = analyseNetwork(rows, { tauSquared: 'DL' })
    const refits = await splitAllByRefit(twoArm, 'random')
    const table = splitComparisons(twoArm)
    expect(refits.length).toBe(table.filter(({ studies }) => studies > 0).length)
    for (const { treatment1, treatment2, direct, indirect, difference } of refits) {
      const split = table.find((row) => row.treatment1 === treatment1 && row.treatment2 === treatment2)?.random
      expect(direct.estimate).toBeCloseTo(split?.direct?.estimate as number, 12)
      if (split?.indirect === undefined) expect(indirect).toBeUndefined()
      else {
        expect(indirect?.estimate).toBeCloseTo(split.indirect.estimate, 9)
        expect(indirect?.standardError).toBeCloseTo(split.indirect.standardError, 9)
        expect(difference?.pValue).toBeCloseTo(split.difference?.pValue as number, 9)
      }
    }
  })

  test('turns with the direction asked for', () => {
    const { treatment1, treatment2 } = contrasts[0] as Contrast
    const one = splitByRefit(analysis, 'random', treatment1, treatment2)
    const other = splitByRefit(analysis, 'random', treatment2, treatment1)
    expect(other.direct.estimate).toBeCloseTo(-one.direct.estimate, 12)
    expect(other.difference?.estimate).toBeCloseTo(-(one.difference?.estimate as number), 12)
  })
})

test('the net heat adds up to the inconsistency and its hat matrix projects', () => {
  const { hat, inconsistency } = netHeat(analysis)
  expect(inconsistency.reduce((total, part) => total + part, 0)).toBeGreaterThanOrEqual(0)
  const trace = hat.reduce((total, row, index) => total + (row[index] as number), 0)
  expect(trace).toBeCloseTo(4, 10)
})

test('measures are at least what a path needs', () => {
  for (const { meanPathLength, minimalParallelism, minimalParallelismOfStudies } of networkMeasures(
    analysis,
    'random',
  )) {
    expect(meanPathLength).toBeGreaterThanOrEqual(1 - 1e-12)
    expect(minimalParallelism).toBeGreaterThanOrEqual(1 - 1e-12)
    expect(minimalParallelismOfStudies).toBeGreaterThanOrEqual(minimalParallelism - 1e-12)
  }
})

test('a league table is antisymmetric, and holds direct evidence above the diagonal on request', () => {
  const order = ['T3', 'T1', 'T0', 'T4', 'T2']
  const { cells } = leagueTable(analysis, 'random', { treatments: order })
  expect(cells[0]?.[0]).toBeUndefined()
  expect(cells[0]?.[1]?.estimate).toBeCloseTo(-(cells[1]?.[0]?.estimate as number), 12)
  const direct = leagueTable(analysis, 'random', { above: 'direct' })
  const missing = splitComparisons(analysis).filter(({ studies }) => studies === 0).length
  expect(direct.cells.flat().filter((cell) => cell === undefined)).toHaveLength(5 + missing)
})

test('a comparison-adjusted funnel has mean 0 in each comparison and turns with the order', () => {
  const order = analysis.network.treatments
  const { points, egger } = adjustedFunnel(analysis, 'common', order)
  const turned = adjustedFunnel(analysis, 'common', [...order].reverse())
  expect(points).toHaveLength(contrasts.length)
  expect(turned.points[0]?.adjustedEstimate).toBeCloseTo(-(points[0]?.adjustedEstimate as number), 12)
  expect(turned.egger?.slope.pValue).toBeCloseTo(egger?.slope.pValue as number, 10)
  expect(() => adjustedFunnel(analysis, 'common', order.slice(1))).toThrow('order needs all treatments')
})

describe('network meta-regression', () => {
  const studies = [...new Set(contrasts.map(({ study }) => study))]
  const age = new Map(studies.map((study, index) => [study, 50 + ((index * 7) % 20)]))

  test('finds a slope that was put in', () => {
    const tilted = contrasts.map((row) => {
      const slope = (name: string) => Number(name.slice(1)) * 0.1 * ((age.get(row.study) as number) - 60)
      return { ...row, estimate: row.estimate + slope(row.treatment1) - slope(row.treatment2) }
    })
    const flat = regressNetwork(contrasts, { covariates: [{ name: 'age', values: age, centre: 60 }], tauSquared: 'DL' })
    const result = regressNetwork(tilted, { covariates: [{ name: 'age', values: age, centre: 60 }], tauSquared: 'DL' })
    expect(result.tauSquared).toBeCloseTo(flat.tauSquared, 9)
    for (const [index, { slope, treatment }] of result.slopes.entries()) {
      const added = 0.1 * (Number((treatment as string).slice(1)) - Number(result.reference.slice(1)))
      const before = flat.slopes[index]?.slope
      if (before === undefined) expect(slope).toBeUndefined()
      else expect(slope?.estimate).toBeCloseTo(before.estimate + added, 9)
    }
    expect(result.effectAt('T1', 'T0')?.estimate).toBeCloseTo(flat.effectAt('T1', 'T0')?.estimate as number, 9)
  })

  test('with one slope for all changes nothing between other treatments', () => {
    const result = regressNetwork(contrasts, {
      covariates: [{ name: 'age', values: age }],
      slopes: 'common',
      reference: 'T0',
    })
    expect(result.slopes).toHaveLength(1)
    const at = (value: number) => result.effectAt('T1', 'T2', [value])?.estimate
    expect(at(50)).toBeCloseTo(at(70) as number, 12)
    const change =
      (result.effectAt('T1', 'T0', [61])?.estimate as number) - (result.effectAt('T1', 'T0', [60])?.estimate as number)
    expect(change).toBeCloseTo(result.slopes[0]?.slope?.estimate as number, 10)
    expect(result.omnibus.statistic).toBeCloseTo((result.slopes[0]?.slope?.statistic as number) ** 2, 8)
  })

  test('refuses studies without a value, and a covariate that is the same everywhere', () => {
    const some = new Map([...age].slice(1))
    expect(() => regressNetwork(contrasts, { covariates: [{ name: 'age', values: some }] })).toThrow(
      `row 1, age: study "${studies[0]}" needs a finite number`,
    )
    const same = new Map(studies.map((study) => [study, 4]))
    expect(() => regressNetwork(contrasts, { covariates: [{ name: 'age', values: same }] })).toThrow(
      'values that differ',
    )
  })
})

test('subgroups are networks of their own, and equal ones do not interact', () => {
  const twice = [...contrasts, ...contrasts.map((row) => ({ ...row, study: `again ${row.study}` }))]
  const group = new Map(twice.map(({ study }) => [study, study.startsWith('again') ? 'second' : 'first']))
  const { subgroups, comparisons } = subgroupNetworks(twice, group, 'random', { tauSquared: 'DL' })
  expect(subgroups.map(({ subgroup, analysis: own }) => [subgroup, own?.tauSquared])).toEqual([
    ['first', analysis.tauSquared],
    ['second', analysis.tauSquared],
  ])
  for (const { interaction } of comparisons) expect(interaction?.statistic).toBeCloseTo(0, 12)
  expect(() => subgroupNetworks(contrasts, new Map(), 'random')).toThrow('row 1, subgroup')
})

describe('contrasts from arms', () => {
  const arms = [
    { study: 'a', treatment: 'X', events: 0, total: 20, mean: 4, sd: 2, time: 10 },
    { study: 'a', treatment: 'Y', events: 5, total: 25, mean: 6, sd: 3, time: 12 },
    { study: 'a', treatment: 'Z', events: 9, total: 30, mean: 7, sd: 2.5, time: 11 },
    { study: 'b', treatment: 'X', events: 0, total: 20, mean: 3, sd: 2, time: 10 },
    { study: 'b', treatment: 'Y', events: 0, total: 20, mean: 5, sd: 2, time: 10 },
  ]

  test.each(['OR', 'RR', 'RD', 'ASD'] as const)('of counts give a network that holds together (%s)', (measure) => {
    const { contrasts: rows, leftOut, corrected } = contrastsFromCounts(measure, arms)
    expect(leftOut.map(({ study }) => study)).toEqual(measure === 'OR' || measure === 'RR' ? ['b'] : [])
    expect(corrected.includes('a')).toBe(measure !== 'ASD')
    expect(analyseNetwork(rows, { tauSquared: 0 }).network.treatments).toEqual(['X', 'Y', 'Z'])
  })

  test.each(['MD', 'SMD', 'ROM'] as const)('of means give a network that holds together (%s)', (measure) => {
    const { contrasts: rows } = contrastsFromMeans(measure, arms)
    expect(rows).toHaveLength(4)
    expect(analyseNetwork(rows, { tauSquared: 0 }).q.degreesOfFreedom).toBe(1)
  })

  test.each(['IRR', 'IRD'] as const)('of rates give a network that holds together (%s)', (measure) => {
    const { contrasts: rows } = contrastsFromRates(measure, arms)
    expect(analyseNetwork(rows, { tauSquared: 0 }).network.treatments).toEqual(['X', 'Y', 'Z'])
  })

  test('are refused with the row', () => {
    expect(() =>
      contrastsFromMeans('MD', [...arms, { ...(arms[0] as (typeof arms)[number]), study: 'c', sd: 0 }]),
    ).toThrow('row 6, sd')
    expect(() =>
      contrastsFromMeans(
        'ROM',
        arms.map((arm, index) => (index === 1 ? { ...arm, mean: -1 } : arm)),
      ),
    ).toThrow('row 2')
  })
})

function treatmentsOf(rows: readonly Contrast[]): number {
  return new Set(rows.flatMap(({ treatment1, treatment2 }) => [treatment1, treatment2])).size
}
