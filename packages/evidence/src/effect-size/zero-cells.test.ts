import { describe, expect, test } from 'vitest'
import { effectSizes, type ZeroCells } from './index.ts'

const studies = [
  { study: 'none', events1: 0, total1: 20, events2: 0, total2: 10 },
  { study: 'one zero', events1: 0, total1: 20, events2: 3, total2: 30 },
  { study: 'full', events1: 4, total1: 20, events2: 6, total2: 30 },
  { study: 'all', events1: 20, total1: 20, events2: 10, total2: 10 },
]

function estimates(measure: 'OR' | 'RR' | 'RD', zeroCells: ZeroCells): (number | undefined)[] {
  return effectSizes(measure, studies, { zeroCells }).studies.map(({ estimate }) => estimate)
}

describe('as metafor', () => {
  test('adds to every cell of studies with a zero cell, and keeps those without events', () => {
    const [none, oneZero, full] = estimates('OR', { program: 'metafor' })
    expect(none).toBeCloseTo(Math.log((0.5 / 20.5) * (10.5 / 0.5)), 12)
    expect(oneZero).toBeCloseTo(Math.log((0.5 / 20.5) * (27.5 / 3.5)), 12)
    expect(full).toBeCloseTo(Math.log((4 / 16) * (24 / 6)), 12)
  })

  test('adds to all studies when any has a zero, or always', () => {
    const added = Math.log((4.5 / 16.5) * (24.5 / 6.5))
    expect(estimates('OR', { program: 'metafor', to: 'if0all' })[2]).toBeCloseTo(added, 12)
    expect(estimates('OR', { program: 'metafor', to: 'all' })[2]).toBeCloseTo(added, 12)
    const withoutZero = effectSizes('OR', studies.slice(2, 3), { zeroCells: { program: 'metafor', to: 'if0all' } })
    expect(withoutZero.studies[0]?.estimate).toBeCloseTo(0, 12)
  })

  test('changes the estimate of a risk difference too', () => {
    expect(estimates('RD', { program: 'metafor' })[1]).toBeCloseTo(0.5 / 21 - 3.5 / 31, 12)
  })

  test('leaves out uninformative studies on request, and counts their zeros no more', () => {
    const rule: ZeroCells = { program: 'metafor', dropUninformative: true, to: 'if0all' }
    const { studies: effects } = effectSizes('RR', [studies[0], studies[2], studies[3]] as typeof studies, {
      zeroCells: rule,
    })
    expect(effects.map(({ reason }) => reason)).toEqual([
      'left out: no events in both groups',
      undefined,
      'left out: events only in both groups',
    ])
    expect(effects[1]?.estimate).toBeCloseTo(0, 12)
  })

  test('without a correction, says why there is no effect', () => {
    const { studies: effects } = effectSizes('OR', studies, { zeroCells: { program: 'metafor', to: 'none' } })
    expect(effects.map(({ estimate }) => estimate !== undefined)).toEqual([false, false, true, false])
    expect(effects[0]).toEqual({ study: 'none', row: 1, reason: expect.stringContaining('correction for zero cells') })
  })
})

describe('as meta and RevMan 5', () => {
  test('leaves out uninformative studies in ratios, not in risk differences', () => {
    expect(estimates('OR', { program: 'meta' }).map((value) => value === undefined)).toEqual([true, false, false, true])
    expect(estimates('RD', { program: 'meta' })).toEqual([0, -0.1, 0, 0])
    const kept = estimates('OR', { program: 'meta', includeUninformative: true })
    expect(kept[0]).toBeCloseTo(Math.log(10.5 / 20.5), 12)
  })

  test('adds once to the group sizes of a risk ratio in meta, twice in RevMan 5', () => {
    expect(estimates('RR', { program: 'meta' })[1]).toBeCloseTo(Math.log(0.5 / 20.5 / (3.5 / 30.5)), 12)
    expect(estimates('RR', { program: 'RevMan 5' })[1]).toBeCloseTo(Math.log(0.5 / 21 / (3.5 / 31)), 12)
    expect(estimates('RR', { program: 'meta', doubleInRiskRatio: true })[1]).toBeCloseTo(
      Math.log(0.5 / 21 / (3.5 / 31)),
      12,
    )
  })

  test('gives a risk difference the variance of the corrected table', () => {
    const effect = effectSizes('RD', studies, { zeroCells: { program: 'meta' } }).studies[1]
    expect(effect?.variance).toBeCloseTo((0.5 * 20.5) / 21 ** 3 + (3.5 * 27.5) / 31 ** 3, 12)
  })

  test('shares the treatment-arm correction out by group size', () => {
    const effect = estimates('OR', { program: 'meta', increment: 'TACC' })[1]
    const [one, two] = [20 / 50, 30 / 50]
    expect(effect).toBeCloseTo(Math.log((one / (20 + one)) * ((27 + two) / (3 + two))), 12)
  })

  test('adds nothing to arcsine differences and Peto odds ratios', () => {
    const rule: ZeroCells = { program: 'meta', to: 'all' }
    expect(effectSizes('AS', studies, { zeroCells: rule }).studies[0]?.estimate).toBe(0)
    expect(effectSizes('PETO', studies, { zeroCells: rule }).studies[0]?.reason).toContain('does not exist')
  })
})

test('refuses a negative amount, and a treatment-arm correction without two groups', () => {
  expect(() => estimates('OR', { program: 'metafor', add: -1 })).toThrow('zero cells: needs an amount of at least 0')
  const single = [{ events: 0, total: 10 }]
  expect(() => effectSizes('PLO', single, { zeroCells: { program: 'meta', increment: 'TACC' } })).toThrow('two groups')
})

test('corrects single groups and person-time by the same rules', () => {
  const proportions = [
    { events: 0, total: 9 },
    { events: 3, total: 9 },
  ]
  const rule = (program: 'metafor' | 'meta') => ({ zeroCells: { program } }) as const
  expect(effectSizes('PLN', proportions, rule('metafor')).studies[0]?.estimate).toBeCloseTo(Math.log(0.5 / 10), 12)
  expect(effectSizes('PLN', proportions, rule('meta')).studies[0]?.estimate).toBeCloseTo(Math.log(0.5 / 9.5), 12)
  expect(effectSizes('PR', proportions, rule('metafor')).studies[0]?.estimate).toBeCloseTo(0.05, 12)
  expect(effectSizes('PR', proportions, rule('meta')).studies[0]).toMatchObject({
    estimate: 0,
    variance: (0.5 * 9.5) / 1000,
  })
  expect(effectSizes('PAS', proportions, rule('metafor')).studies[0]?.estimate).toBe(0)

  const rates = [{ events1: 0, time1: 10, events2: 4, time2: 20 }]
  expect(effectSizes('IRR', rates, rule('metafor')).studies[0]?.estimate).toBeCloseTo(Math.log(0.05 / 0.225), 12)
  expect(effectSizes('IRD', rates, rule('metafor')).studies[0]?.estimate).toBeCloseTo(0.05 - 0.225, 12)
  expect(effectSizes('IRD', rates, rule('meta')).studies[0]).toMatchObject({
    estimate: -0.2,
    variance: 0.5 / 100 + 4.5 / 400,
  })
  expect(effectSizes('IRSD', rates, rule('metafor')).studies[0]?.estimate).toBeCloseTo(-Math.sqrt(0.2), 12)

  const single = [{ events: 0, time: 10 }]
  expect(effectSizes('IRLN', single, rule('meta')).studies[0]?.estimate).toBeCloseTo(Math.log(0.05), 12)
  expect(effectSizes('IR', single, rule('meta')).studies[0]).toMatchObject({ estimate: 0, variance: 0.005 })
  expect(effectSizes('IR', single, rule('metafor')).studies[0]).toMatchObject({ estimate: 0.05, variance: 0.005 })
  expect(effectSizes('IRFT', single, rule('meta')).studies[0]?.estimate).toBeCloseTo(Math.sqrt(0.1) / 2, 12)
})
