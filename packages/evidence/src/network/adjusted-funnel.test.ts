import { expect, test } from 'vitest'
import { eggerTest } from '../pairwise/index.ts'
import { adjustedFunnel } from './adjusted-funnel.ts'
import { analyseNetwork } from './analyse-network.ts'

const row = (study: string, treatment1: string, treatment2: string, estimate: number, standardError: number) => ({
  study,
  treatment1,
  treatment2,
  estimate,
  standardError,
})

test.each([1, 1e-5, 1e5])(
  'a funnel shows each row at its distance from the mean of its comparison, units of %d',
  (unit) => {
    const rows = [
      row('1', 'A', 'B', 1, 0.5),
      row('2', 'B', 'A', 3, 1),
      row('3', 'C', 'B', 2, 0.25),
      row('4', 'A', 'C', 7, 2),
      row('5', 'B', 'C', 4, 0.125),
    ].map((each) => ({ ...each, estimate: each.estimate * unit, standardError: each.standardError * unit }))
    const { model, points, egger } = adjustedFunnel(analyseNetwork(rows, { tauSquared: 0 }), 'common', ['B', 'A', 'C'])
    // B minus A: −1 with weight 4 and 3 with weight 1; B minus C: −2 with weight 16 and 4 with weight 64.
    const [ba, bc] = [(-4 + 3) / 5, (-32 + 256) / 80]
    const wanted = [
      ['1', 'B', 'A', -1 - ba, 0.5],
      ['2', 'B', 'A', 3 - ba, 1],
      ['3', 'B', 'C', -2 - bc, 0.25],
      ['4', 'A', 'C', 0, 2],
      ['5', 'B', 'C', 4 - bc, 0.125],
    ] as const
    expect(model).toBe('common')
    expect(points.map(({ study, treatment1, treatment2 }) => [study, treatment1, treatment2])).toEqual(
      wanted.map((each) => each.slice(0, 3)),
    )
    for (const [index, [, , , estimate, standardError]] of wanted.entries()) {
      expect((points[index]?.adjustedEstimate as number) / unit).toBeCloseTo(estimate, 10)
      expect((points[index]?.standardError as number) / unit).toBeCloseTo(standardError, 12)
    }
    const alone = eggerTest(wanted.map(([study, , , estimate, error]) => ({ study, estimate, variance: error ** 2 })))
    expect(egger?.slope.statistic).toBeCloseTo(alone.slope.statistic as number, 8)
    expect(egger?.slope.pValue).toBeCloseTo(alone.slope.pValue as number, 8)
  },
)

test('a funnel is tested with three points at least, whose standard errors differ', () => {
  const errors = (...list: readonly number[]) =>
    adjustedFunnel(
      analyseNetwork(
        list.map((error, index) => row(String(index), 'A', 'B', index ** 2, error)),
        { tauSquared: 0 },
      ),
      'random',
      ['A', 'B'],
    ).egger
  expect(errors(1, 2)).toBeUndefined()
  expect(errors(2, 2, 2)).toBeUndefined()
  expect(errors(2, 2, 1)).toBeDefined()
})
