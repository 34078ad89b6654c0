import { describe, expect, test } from 'vitest'
import { InputProblemError } from '../input-problem.ts'
import { contrastsFromCounts, contrastsFromMeans, contrastsFromRates } from './contrasts-from-arms.ts'

/** Estimate and variance of the first contrast. */
const first = ({ contrasts }: { contrasts: readonly { estimate: number; standardError: number }[] }) =>
  [contrasts[0]?.estimate as number, (contrasts[0]?.standardError as number) ** 2] as const

const expectPair = (got: readonly [number, number], wanted: readonly [number, number]) => {
  expect(got[0]).toBeCloseTo(wanted[0], 12)
  expect(got[1]).toBeCloseTo(wanted[1], 12)
}

const problemsOf = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof InputProblemError) return error.problems
    throw error
  }
  return []
}

describe('counts', () => {
  const arm = (treatment: string, events: number, total: number, study = '1') => ({ study, treatment, events, total })
  const plain = [arm('A', 3, 20), arm('B', 8, 25)]
  const empty = [arm('A', 0, 20), arm('B', 8, 25)]
  const full = [arm('A', 3, 20), arm('B', 25, 25)]
  const { log } = Math

  test.each([
    ['plain', plain, 3, 17, 8, 17],
    ['without events in an arm', empty, 0.5, 20.5, 8.5, 17.5],
    ['with events only in an arm', full, 3.5, 17.5, 25.5, 0.5],
  ] as const)('give log odds ratios (%s)', (_, arms, a, b, c, d) => {
    expectPair(first(contrastsFromCounts('OR', arms)), [log((a * d) / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d])
  })

  test.each([
    ['plain', plain, 3, 20, 8, 25],
    ['without events in an arm', empty, 0.5, 20.5, 8.5, 25.5],
    ['with events only in an arm', full, 3, 20, 25, 25],
  ] as const)('give log risk ratios (%s)', (_, arms, a, n, c, m) => {
    expectPair(first(contrastsFromCounts('RR', arms)), [log(a / n / (c / m)), 1 / a - 1 / n + 1 / c - 1 / m])
  })

  test.each([
    ['plain', plain, 3, 17, 8, 17],
    ['without events in an arm', empty, 0.5, 20.5, 8.5, 17.5],
    ['with events only in an arm', full, 3.5, 17.5, 25.5, 0.5],
  ] as const)('give risk differences, corrected in the variance alone (%s)', (_, arms, a, b, c, d) => {
    const [one, other] = arms.map(({ events, total }) => events / total) as [number, number]
    expectPair(first(contrastsFromCounts('RD', arms)), [one - other, (a * b) / (a + b) ** 3 + (c * d) / (c + d) ** 3])
  })

  test.each([
    ['plain', plain],
    ['without events in an arm', empty],
    ['with events only in an arm', full],
  ] as const)('give arcsine differences, never corrected (%s)', (_, arms) => {
    const [one, other] = arms.map(({ events, total }) => Math.asin(Math.sqrt(events / total))) as [number, number]
    expectPair(first(contrastsFromCounts('ASD', arms)), [one - other, 1 / 80 + 1 / 100])
    expect(contrastsFromCounts('ASD', arms).corrected).toEqual([])
  })

  test('name the studies that are corrected, with the increment that is asked for', () => {
    const arms = [...plain, arm('A', 0, 20, '2'), arm('B', 8, 25, '2'), arm('A', 3, 20, '3'), arm('B', 25, 25, '3')]
    expect(contrastsFromCounts('OR', arms).corrected).toEqual(['2', '3'])
    expect(contrastsFromCounts('RR', arms).corrected).toEqual(['2'])
    expect(contrastsFromCounts('RD', arms).corrected).toEqual(['2', '3'])
    const small = contrastsFromCounts('OR', empty, { increment: 0.1 })
    expectPair(first(small), [log((0.1 * 17.1) / (20.1 * 8.1)), 10 + 1 / 20.1 + 1 / 8.1 + 1 / 17.1])
    const raised = problemsOf(() =>
      contrastsFromCounts('OR', [...plain, ...empty.map((each) => ({ ...each, study: '2' }))], { increment: 0 }),
    )
    expect(raised.map(({ row }) => row)).toEqual([4])
  })

  test('that say nothing about a ratio are left out with the reason, or kept when asked', () => {
    const nothing = [
      ...plain,
      arm('A', 0, 9, 'none'),
      arm('B', 0, 8, 'none'),
      arm('A', 9, 9, 'all'),
      arm('B', 8, 8, 'all'),
    ]
    const leftOut = ['none', 'all'].map((study) => ({ study, reason: 'no events, or events only, in all arms' }))
    for (const measure of ['OR', 'RR'] as const) {
      expect(contrastsFromCounts(measure, nothing)).toMatchObject({ measure, leftOut, corrected: [] })
    }
    const keep = { includeUninformative: true }
    const kept = contrastsFromCounts('OR', nothing, keep)
    expect(kept.leftOut).toEqual([])
    expect(kept.contrasts.map(({ study }) => study)).toEqual(['1', 'none', 'all'])
    // The ratio of two risks of 1 has no variance, and no zero cell by which it would be corrected.
    expect(problemsOf(() => contrastsFromCounts('RR', nothing, keep)).map(({ row }) => row)).toEqual([6])
    const withoutAll = contrastsFromCounts('RR', nothing.slice(0, 4), keep)
    expect(withoutAll.contrasts.map(({ study }) => study)).toEqual(['1', 'none'])
    for (const measure of ['RD', 'ASD'] as const) expect(contrastsFromCounts(measure, nothing).leftOut).toEqual([])
  })

  test('of several arms give each pair once, earlier arm minus later arm', () => {
    const { contrasts } = contrastsFromCounts('OR', [arm('C', 2, 9), arm('A', 3, 9), arm('B', 4, 9)])
    expect(contrasts.map(({ treatment1, treatment2 }) => treatment1 + treatment2)).toEqual(['CA', 'CB', 'AB'])
    const [ca, cb, ab] = contrasts.map(({ estimate }) => estimate) as [number, number, number]
    expect(ca + ab).toBeCloseTo(cb, 12)
  })
})

describe('means', () => {
  const arm = (treatment: string, mean: number, sd: number, total: number) => ({
    study: '1',
    treatment,
    mean,
    sd,
    total,
  })
  const arms = [arm('A', 5, 2, 10), arm('B', 3, 1, 20), arm('C', 4, 3, 15)]

  test('give differences and ratios by their formulae', () => {
    expectPair(first(contrastsFromMeans('MD', arms)), [2, 4 / 10 + 1 / 20])
    expectPair(first(contrastsFromMeans('ROM', arms)), [Math.log(5 / 3), 4 / 10 / 25 + 1 / 20 / 9])
  })

  test('give standardised differences by the standard deviation of all arms together', () => {
    const pooled = Math.sqrt((9 * 4 + 19 * 1 + 14 * 9) / 42)
    const estimate = 2 / pooled
    expectPair(first(contrastsFromMeans('SMD', arms)), [estimate, 1 / 10 + 1 / 20 + estimate ** 2 / 90])
    const { contrasts } = contrastsFromMeans('SMD', arms)
    const [ab, ac, bc] = contrasts.map((each) => each.estimate) as [number, number, number]
    expect(ab + bc).toBeCloseTo(ac, 12)
  })

  test('of groups too small for a standard deviation are refused with the row and the reason', () => {
    const wide = [arm('A', 1e300, 1e-300, 10), arm('B', 3, 1e-300, 20)]
    expect(problemsOf(() => contrastsFromMeans('SMD', wide))).toEqual([
      { row: 2, message: 'a standardised mean difference needs more patients than arms and finite numbers' },
    ])
  })
})

describe('rates', () => {
  const arm = (treatment: string, events: number, time: number, study = '1') => ({ study, treatment, events, time })

  test('give ratios and differences by their formulae, corrected where an arm has no events', () => {
    const plain = [arm('A', 3, 20), arm('B', 8, 25)]
    expectPair(first(contrastsFromRates('IRR', plain)), [Math.log(3 / 20 / (8 / 25)), 1 / 3 + 1 / 8])
    expectPair(first(contrastsFromRates('IRD', plain)), [3 / 20 - 8 / 25, 3 / 400 + 8 / 625])
    const empty = [arm('A', 0, 20), arm('B', 8, 25)]
    expectPair(first(contrastsFromRates('IRR', empty)), [Math.log(0.5 / 20 / (8.5 / 25)), 2 + 1 / 8.5])
    expectPair(first(contrastsFromRates('IRD', empty)), [-8 / 25, 0.5 / 400 + 8.5 / 625])
    expect(contrastsFromRates('IRD', empty).corrected).toEqual(['1'])
    expect(contrastsFromRates('IRD', plain).corrected).toEqual([])
  })

  test('without events in any arm say nothing about a ratio', () => {
    const arms = [arm('A', 3, 20), arm('B', 8, 25), arm('A', 0, 20, '2'), arm('B', 0, 25, '2')]
    const leftOut = [{ study: '2', reason: 'no events, or events only, in all arms' }]
    expect(contrastsFromRates('IRR', arms)).toMatchObject({ leftOut, corrected: [] })
    expect(contrastsFromRates('IRR', arms, { includeUninformative: true }).corrected).toEqual(['2'])
    expect(contrastsFromRates('IRD', arms)).toMatchObject({ leftOut: [], corrected: ['2'] })
  })
})
