import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { poolAllSubsets } from '../pairwise/index.ts'
import { analyseNetwork } from './analyse-network.ts'
import { compareTwo } from './compare-treatments.ts'
import { contributionMatrixInSteps, contributionsOf } from './contributions.ts'
import type { Contrast } from './contrast.ts'
import { leaveOutEachStudy } from './leave-out-studies.ts'
import type { LongWork } from './long-work.ts'
import { netHeat, netHeatInSteps } from './net-heat.ts'
import { makeNetwork } from './network-testing.ts'
import { drawRankograms, drawRankogramsInSteps } from './rankogram.ts'
import { splitAllByRefit } from './refit-split.ts'
import { studyImportanceOfAll } from './study-importance.ts'

const rows: Contrast[] = makeNetwork({ treatments: 6, studies: 24, seed: 5, multiArm: 0.2 })
const analysis = analyseNetwork(rows)
const effects = rows.slice(0, 9).map(({ study, estimate, standardError }, row) => ({
  study: `${study} ${row}`,
  estimate,
  variance: standardError ** 2,
}))
const drawing = { smallValues: 'desirable', seed: 3, draws: 2000 } as const

const longWork: Record<string, (work: LongWork) => Promise<unknown>> = {
  'splits by refit': (work) => splitAllByRefit(analysis, 'random', {}, work),
  'rankogram draws': (work) => drawRankogramsInSteps(analysis, 'random', drawing, work),
  'contributions, random walk': (work) => contributionMatrixInSteps(contributionsOf(analysis, 'random'), 6, work),
  'contributions, shortest path': (work) =>
    contributionMatrixInSteps(contributionsOf(analysis, 'random', 'shortestPath'), 6, work),
  'contributions, pseudo-inverse': (work) =>
    contributionMatrixInSteps(contributionsOf(analysis, 'random', 'pseudoInverse'), 6, work),
  'importance by deletion': (work) => studyImportanceOfAll(analysis, 'random', work),
  'leave one out of a network': (work) => leaveOutEachStudy(analysis, 'random', 'T0', 'T1', work),
  'net heat': (work) => netHeatInSteps(analysis, 'common', work),
  'all subsets of studies': (work) => poolAllSubsets(effects, work),
}

describe.each(Object.entries(longWork))('long work: %s', (_, start) => {
  // A clock on which every look takes longer than a slice, so that each step is followed by a break.
  beforeEach(() => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
  })
  afterEach(() => vi.restoreAllMocks())

  test('reports how far it is, and ends with all', async () => {
    const seen: number[] = []
    await start({ onProgress: (fraction) => seen.push(fraction) })
    expect(seen.length).toBeGreaterThan(4)
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
    expect(seen[0]).toBeGreaterThan(0)
    expect(seen.at(-1)).toBe(1)
  })

  test('stops at its next break, with the reason given', async () => {
    const controller = new AbortController()
    const seen: number[] = []
    const stopped = start({
      signal: controller.signal,
      onProgress: (fraction) => {
        seen.push(fraction)
        if (seen.length === 2) controller.abort(new Error('enough'))
      },
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(seen.length).toBe(2)
  })

  test('does not begin when it was stopped before', async () => {
    const onProgress = vi.fn<(fraction: number) => void>()
    await expect(start({ onProgress, signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
    expect(onProgress).not.toHaveBeenCalled()
  })
})

test('gives in steps what it gives at once', async () => {
  expect(await drawRankogramsInSteps(analysis, 'random', drawing)).toEqual(drawRankograms(analysis, 'random', drawing))
  expect(await netHeatInSteps(analysis, 'random')).toEqual(netHeat(analysis, 'random'))
})

describe('leaving out each study of a network', () => {
  test('equals an analysis of the other studies', async () => {
    const left = await leaveOutEachStudy(analysis, 'random', 'T1', 'T0')
    expect(left.map(({ study }) => study)).toEqual(analysis.network.studies)
    for (const { study, effect, tauSquared, q } of left) {
      const rest = analyseNetwork(rows.filter((row) => row.study !== study))
      const { random } = compareTwo(rest, 'T1', 'T0')
      expect(effect?.estimate).toBeCloseTo(random.estimate, 9)
      expect(effect?.standardError).toBeCloseTo(random.standardError, 9)
      expect(tauSquared).toBeCloseTo(rest.tauSquared, 9)
      expect(q?.degreesOfFreedom).toBe(rest.q.degreesOfFreedom)
    }
  })

  test('keeps a fixed variance, and has no effect where the study was all there is', async () => {
    const chain = analyseNetwork(
      [
        { study: 'a', treatment1: 'A', treatment2: 'B', estimate: 1, standardError: 1 },
        { study: 'b', treatment1: 'A', treatment2: 'B', estimate: 2, standardError: 1 },
        { study: 'c', treatment1: 'B', treatment2: 'C', estimate: 4, standardError: 1 },
      ],
      { tauSquared: 3 },
    )
    const [a, b, c] = await leaveOutEachStudy(chain, 'random', 'A', 'C')
    expect([a?.effect?.estimate, b?.effect?.estimate]).toEqual([6, 5])
    expect(a?.effect?.standardError).toBeCloseTo(Math.sqrt(8), 12)
    expect(a?.tauSquared).toBeCloseTo(3, 12)
    expect(c).toEqual({ study: 'c', effect: undefined, tauSquared: undefined, q: undefined })
  })

  test('refuses treatments that are not two of the network', async () => {
    await expect(leaveOutEachStudy(analysis, 'random', 'T0', 'T0')).rejects.toThrow(RangeError)
    await expect(leaveOutEachStudy(analysis, 'random', 'T0', 'nothing')).rejects.toThrow('nothing')
  })
})
