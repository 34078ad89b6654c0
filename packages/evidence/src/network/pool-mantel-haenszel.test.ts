import { expect, test } from 'vitest'
import { mantelHaenszel } from '../pairwise/index.ts'
import type { CountArm } from './arm.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { contrastsFromCounts } from './contrasts-from-arms.ts'
import { poolMantelHaenszelNetwork } from './pool-mantel-haenszel.ts'

const arm = (study: string, treatment: string, events: number, total: number) => ({ study, treatment, events, total })

test('with two treatments is the Mantel–Haenszel odds ratio with the variance of Robins, Breslow & Greenland', () => {
  const studies = [
    { study: 'a', events1: 4, total1: 30, events2: 8, total2: 31 },
    { study: 'b', events1: 0, total1: 20, events2: 3, total2: 22 },
    { study: 'c', events1: 10, total1: 100, events2: 22, total2: 99 },
  ]
  const network = poolMantelHaenszelNetwork(
    studies.flatMap(({ study, events1, total1, events2, total2 }) => [
      arm(study, 'new', events1, total1),
      arm(study, 'old', events2, total2),
    ]),
  )
  const pooled = mantelHaenszel('OR', studies)
  expect(network.comparisons[0]?.common.estimate).toBeCloseTo(pooled.estimate, 12)
  expect(network.comparisons[0]?.common.standardError).toBeCloseTo(pooled.standardError, 12)
})

test('with one study for each design is inverse-variance pooling: the covariance is that of independent arms', () => {
  const arms = [
    arm('1', 'A', 10, 50),
    arm('1', 'B', 14, 60),
    arm('1', 'C', 7, 55),
    arm('1', 'D', 21, 70),
    arm('2', 'A', 5, 40),
    arm('2', 'B', 9, 44),
    arm('3', 'B', 12, 80),
    arm('3', 'C', 15, 78),
    arm('4', 'A', 8, 40),
    arm('4', 'C', 6, 41),
    arm('4', 'D', 9, 39),
  ]
  const mantelHaenszelNetwork = poolMantelHaenszelNetwork(arms)
  const inverseVariance = analyseNetwork(contrastsFromCounts('OR', arms).contrasts, { tauSquared: 0 })
  for (const { treatment1, treatment2, common } of mantelHaenszelNetwork.comparisons) {
    const expected = compareTwo(inverseVariance, treatment1, treatment2).common
    expect(common.estimate).toBeCloseTo(expected.estimate, 12)
    expect(common.standardError).toBeCloseTo(expected.standardError, 12)
  }
  expect(mantelHaenszelNetwork.q.statistic).toBeCloseTo(inverseVariance.q.statistic, 10)
})

test('leaves out what says nothing about odds, and says so', () => {
  const arms = [
    arm('1', 'A', 3, 50),
    arm('1', 'B', 6, 50),
    arm('2', 'A', 0, 30),
    arm('2', 'B', 0, 30),
    arm('3', 'A', 2, 40),
    arm('3', 'B', 4, 40),
    arm('3', 'C', 0, 40),
    arm('4', 'B', 5, 60),
    arm('4', 'C', 3, 60),
  ]
  const { studies, leftOut, designs } = poolMantelHaenszelNetwork(arms)
  expect(studies).toEqual(['1', '3', '4'])
  expect(designs).toEqual([
    ['A', 'B'],
    ['B', 'C'],
  ])
  expect(leftOut).toEqual([
    { study: '2', reason: 'no events, or events only, in all arms' },
    { study: '3', treatment: 'C', reason: 'no events, or events only, in all studies of this design' },
  ])
  // The same of patients without events.
  const turned = poolMantelHaenszelNetwork(arms.map((each) => ({ ...each, events: each.total - each.events })))
  expect(turned).toMatchObject({ studies, leftOut, designs })
})

/** Two designs of three arms with two and three studies, and two of two arms. */
const mixed = [
  ...[
    ['1', 10, 50, 14, 60, 7, 55],
    ['2', 3, 40, 9, 44, 11, 50],
    ['3', 0, 30, 2, 28, 1, 33],
  ].flatMap(([study, a, m, b, n, c, o]) => [
    arm(String(study), 'A', Number(a), Number(m)),
    arm(String(study), 'B', Number(b), Number(n)),
    arm(String(study), 'C', Number(c), Number(o)),
  ]),
  arm('4', 'B', 5, 40),
  arm('4', 'C', 9, 44),
  arm('4', 'D', 12, 80),
  arm('5', 'B', 0, 25),
  arm('5', 'C', 3, 20),
  arm('5', 'D', 2, 30),
  arm('6', 'A', 5, 40),
  arm('6', 'D', 9, 50),
  arm('7', 'A', 1, 40),
  arm('7', 'D', 0, 41),
  arm('8', 'C', 6, 60),
  arm('8', 'D', 3, 62),
]

const effectsOf = (arms: readonly CountArm[], treatments = ['A', 'B', 'C', 'D']) => {
  const { comparisons, q } = poolMantelHaenszelNetwork(arms, { treatments })
  return { q: q.statistic, effects: comparisons.flatMap(({ common }) => [common.estimate, common.standardError]) }
}

const expectNear = (got: readonly number[], wanted: readonly number[]) => {
  expect(got.length).toBe(wanted.length)
  for (const [index, value] of wanted.entries()) expect(got[index]).toBeCloseTo(value, 10)
}

test('odds of no event are the odds of an event turned round', () => {
  const { q, effects } = effectsOf(mixed)
  const turned = effectsOf(mixed.map((each) => ({ ...each, events: each.total - each.events })))
  expect(turned.q).toBeCloseTo(q, 10)
  expectNear(
    turned.effects,
    effects.map((value, index) => (index % 2 === 0 ? -value : value)),
  )
})

test('every study twice halves the variances and doubles Q', () => {
  const { q, effects } = effectsOf(mixed)
  const twice = effectsOf([...mixed, ...mixed.map((each) => ({ ...each, study: `again ${each.study}` }))])
  expect(twice.q).toBeCloseTo(2 * q, 10)
  expectNear(
    twice.effects,
    effects.map((value, index) => (index % 2 === 0 ? value : value / Math.SQRT2)),
  )
})

test('neither the order of arms and treatments nor their names matter', () => {
  const { q, effects } = effectsOf(mixed)
  const reversed = effectsOf([...mixed].reverse())
  expectNear([reversed.q, ...reversed.effects], [q, ...effects])
  const names = new Map([
    ['A', 'z'],
    ['B', 'b'],
    ['C', 'y'],
    ['D', 'a'],
  ])
  const renamed = effectsOf(
    mixed.map((each) => ({ ...each, treatment: names.get(each.treatment) as string })),
    [...names.values()],
  )
  expectNear([renamed.q, ...renamed.effects], [q, ...effects])
  const from = poolMantelHaenszelNetwork(mixed, { treatments: ['D', 'C', 'B', 'A'] })
  expect(from.comparisons.map(({ treatment1, treatment2 }) => treatment1 + treatment2)).toEqual([
    'DC',
    'DB',
    'DA',
    'CB',
    'CA',
    'BA',
  ])
  const { comparisons } = poolMantelHaenszelNetwork(mixed, { treatments: ['A', 'B', 'C', 'D'] })
  for (const { treatment1, treatment2, common } of comparisons) {
    const other = from.comparisons.find((each) => each.treatment1 === treatment2 && each.treatment2 === treatment1)
    expectNear(
      [-(other?.common.estimate as number), other?.common.standardError as number],
      [common.estimate, common.standardError],
    )
  }
})

test('three designs of two arms in a loop have one pooled odds ratio each, joined by their variances', () => {
  const counts = {
    AB: [
      [4, 30, 8, 31],
      [0, 20, 3, 22],
    ],
    AC: [
      [10, 100, 22, 99],
      [3, 50, 4, 40],
    ],
    BC: [
      [7, 60, 9, 61],
      [2, 30, 5, 33],
    ],
  }
  const arms = Object.entries(counts).flatMap(([[one, other], studies]) =>
    studies.flatMap(([events1 = 0, total1 = 0, events2 = 0, total2 = 0], index) => [
      arm(`${one}${other}${index}`, one as string, events1, total1),
      arm(`${one}${other}${index}`, other as string, events2, total2),
    ]),
  )
  const pooled = Object.values(counts).map((studies) =>
    mantelHaenszel(
      'OR',
      studies.map(([events1 = 0, total1 = 0, events2 = 0, total2 = 0], index) => ({
        study: String(index),
        events1,
        total1,
        events2,
        total2,
      })),
    ),
  )
  const [ab, ac, bc] = pooled.map(({ estimate }) => estimate) as [number, number, number]
  const [vab, vac, vbc] = pooled.map(({ standardError }) => standardError ** 2) as [number, number, number]
  const network = poolMantelHaenszelNetwork(arms)
  expect(network.q.degreesOfFreedom).toBe(1)
  expect(network.q.statistic).toBeCloseTo((ab - ac + bc) ** 2 / (vab + vac + vbc), 10)
  const share = (vac + vbc) / (vab + vac + vbc)
  expect(network.comparisons[0]?.common.estimate).toBeCloseTo(share * ab + (1 - share) * (ac - bc), 10)
  expect(network.comparisons[0]?.common.standardError).toBeCloseTo(Math.sqrt(share * vab), 10)
})

test('a study with events in one arm only and no other says nothing finite, and is named with its treatments', () => {
  const arms = [arm('1', 'A', 3, 50), arm('1', 'B', 6, 50), arm('2', 'C', 0, 30), arm('2', 'D', 5, 30)]
  expect(() => poolMantelHaenszelNetwork(arms.slice(2))).toThrow(
    'arms: no study has events in one arm and patients without in another',
  )
  const apart = [...arms.slice(0, 2), arm('2', 'C', 1, 30), arm('2', 'D', 5, 30)]
  expect(() => poolMantelHaenszelNetwork(apart)).toThrow(
    'the designs with events do not connect the treatments: {A, B} and {C, D}',
  )
})

test('refuses impossible counts with their row and designs without connection', () => {
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 5, 4), arm('1', 'B', 1, 4)])).toThrow('row 1, events')
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 1, 4), arm('1', 'A', 1, 4)])).toThrow('row 2')
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 1, 4)])).toThrow('single arm')
  const apart = [arm('1', 'A', 1, 4), arm('1', 'B', 2, 4), arm('2', 'C', 1, 4), arm('2', 'D', 2, 4)]
  expect(() => poolMantelHaenszelNetwork(apart)).toThrow('do not connect the treatments')
})
