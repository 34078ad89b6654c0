import { expect, test } from 'vitest'
import { mantelHaenszel } from '../pairwise/index.ts'
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
  expect(leftOut.map(({ study, treatment }) => [study, treatment])).toEqual([
    ['2', undefined],
    ['3', 'C'],
  ])
})

test('refuses impossible counts with their row and designs without connection', () => {
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 5, 4), arm('1', 'B', 1, 4)])).toThrow('row 1, events')
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 1, 4), arm('1', 'A', 1, 4)])).toThrow('row 2')
  expect(() => poolMantelHaenszelNetwork([arm('1', 'A', 1, 4)])).toThrow('single arm')
  const apart = [arm('1', 'A', 1, 4), arm('1', 'B', 2, 4), arm('2', 'C', 1, 4), arm('2', 'D', 2, 4)]
  expect(() => poolMantelHaenszelNetwork(apart)).toThrow('do not connect the treatments')
})
