import { addDays, canonicalJson, type EvaluationInput, type Instrument, type Measurement } from '@dosis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyKnowledge } from '../progression/fixture.ts'
import { evaluate } from './evaluate.ts'

const text = (en: string) => ({ en, nl: en })
const start = '2026-05-04'

function instrument(id: string, more: Partial<Instrument>): Instrument {
  return {
    id,
    label: id.toUpperCase(),
    names: text(id),
    measures: text(id),
    unit: text('points'),
    minimum: 0,
    maximum: 10,
    step: 1,
    direction: 'lower_is_better',
    recall: null,
    licensed: false,
    thresholds: [],
    bands: [],
    factIds: [`FACT-${id}`],
    ...more,
  }
}

function threshold(kind: 'group_mcid' | 'measurement_error' | 'individual_change', value: number, more = {}) {
  return { kind, value, upTo: null, startScore: null, population: null, factIds: [`FACT-${kind}`], ...more }
}

const knowledge = {
  ...emptyKnowledge,
  instruments: {
    nprs: instrument('nprs', { thresholds: [threshold('group_mcid', 2)] }),
    psg: instrument('psg', { direction: null, thresholds: [threshold('group_mcid', 1.34, { upTo: 2.3 })] }),
    psk: instrument('psk', {}),
    bbs: instrument('bbs', {
      maximum: 56,
      direction: 'higher_is_better',
      thresholds: [
        threshold('group_mcid', 5, { startScore: { atLeast: 35, atMost: 44 } }),
        threshold('group_mcid', 7, { startScore: { atLeast: 25, atMost: 34 } }),
        threshold('group_mcid', 5, { startScore: { atLeast: 0, atMost: 24 } }),
        threshold('measurement_error', 4, { startScore: { atLeast: 45, atMost: 56 } }),
      ],
    }),
    tug: instrument('tug', { use: 'screening', maximum: 600, thresholds: [threshold('group_mcid', 3.4)] }),
  },
}

function score(name: string, day: number, value: number, version?: string): Measurement {
  return { instrument: name, on: addDays(start, day), score: value, ...(version === undefined ? {} : { version }) }
}

function evaluated(day: number, measurements: readonly Measurement[], more: Partial<EvaluationInput> = {}) {
  const input = { on: addDays(start, day), treatmentStart: start, measurements, requestForHelpMet: null, cycleWeeks: 6 }
  return evaluate({ ...input, ...more }, knowledge)
}

test('shows change and improvement by the direction of the instrument', () => {
  const { instruments } = evaluated(42, [
    score('nprs', 0, 6),
    score('nprs', 42, 4),
    score('bbs', 0, 34),
    score('bbs', 42, 40),
  ])
  expect(instruments).toMatchObject([
    { instrument: 'bbs', change: 6, improvement: 6, interpretation: { verdict: 'below_mcid' } },
    { instrument: 'nprs', change: -2, improvement: 2, interpretation: { verdict: 'reaches_mcid' } },
  ])
})

test('says no improvement where the source leaves the direction open', () => {
  const { instruments } = evaluated(42, [score('psg', 0, 4), score('psg', 42, 6)])
  expect(instruments).toMatchObject([
    { change: 2, improvement: null, direction: null, interpretation: { verdict: 'silent' } },
  ])
})

test('never mixes PSG and PSK, nor two versions of one instrument', () => {
  const { instruments } = evaluated(42, [
    score('psg', 0, 4),
    score('psk', 42, 6),
    score('nprs', 0, 6, 'a'),
    score('nprs', 42, 4, 'b'),
  ])
  expect(instruments).toHaveLength(4)
  expect(instruments.every(({ change }) => change === null)).toBe(true)
})

describe('thresholds', () => {
  test.each([
    [24, [5]],
    [25, [7]],
    [34, [7]],
    [35, [5]],
    [44, [5]],
    [45, []],
  ])('of the BBS with start score %i: %j', (baseline, values) => {
    const [bbs] = evaluated(42, [score('bbs', 0, baseline), score('bbs', 42, 50)]).instruments
    const group = bbs?.thresholds.filter(({ kind }) => kind === 'group_mcid')
    expect(group?.map(({ value }) => value)).toEqual(values)
  })

  test('that no source gives are said to be missing, and another kind never takes their place', () => {
    const [bbs] = evaluated(42, [score('bbs', 0, 45), score('bbs', 42, 50)]).instruments
    expect(bbs?.withoutThreshold).toEqual(['group_mcid', 'individual_change'])
    expect(bbs?.interpretation?.verdict).toBe('silent')
  })

  test('carry the caveat that they are about groups', () => {
    expect(evaluated(42, [score('nprs', 0, 6)]).mustShow).toEqual(['mcid_not_individual:MON-OST-25'])
    expect(evaluated(42, [score('psk', 0, 6)]).mustShow).toEqual([])
  })

  test('are not shown for an instrument that only screens', () => {
    expect(evaluated(42, [score('tug', 0, 12), score('tug', 42, 8)]).instruments).toMatchObject([{ thresholds: [] }])
  })
})

describe('baseline', () => {
  test('is the last score on or before the start', () => {
    const [nprs] = evaluated(42, [score('nprs', -10, 8), score('nprs', -3, 7), score('nprs', 40, 4)]).instruments
    expect(nprs).toMatchObject({ baseline: { score: 7 }, now: { score: 4 } })
  })

  test('is the first score after the start when there was none before', () => {
    const [nprs] = evaluated(42, [score('nprs', 3, 7), score('nprs', 40, 4)]).instruments
    expect(nprs).toMatchObject({ baseline: { score: 7 }, now: { score: 4 } })
  })

  test('alone gives no change', () => {
    expect(evaluated(42, [score('nprs', 0, 7)]).instruments).toMatchObject([
      { now: null, change: null, improvement: null },
    ])
  })

  test('leaves out scores of the future and outside the range of the instrument', () => {
    const { instruments } = evaluated(42, [score('nprs', 0, 7), score('nprs', 40, 11), score('nprs', 43, 3)])
    expect(instruments).toMatchObject([{ baseline: { score: 7 }, now: null }])
  })
})

describe('the evaluation', () => {
  test.each([
    [41, 42, false],
    [42, 42, true],
    [43, 42, true],
  ])('on day %i is due on day %i: %s', (day, due, isDue) => {
    expect(evaluated(day, [])).toMatchObject({ dueOn: addDays(start, due), isDue })
  })

  test('that was done is due again six weeks later', () => {
    expect(evaluated(43, [score('nprs', 42, 4)])).toMatchObject({ dueOn: addDays(start, 84), isDue: false })
  })

  test('is not due without a course or without a cycle', () => {
    expect(evaluated(42, [], { treatmentStart: null })).toMatchObject({ dueOn: null, isDue: false })
    expect(evaluated(42, [], { cycleWeeks: null })).toMatchObject({ dueOn: null, isDue: false })
  })
})

test('the order of the scores changes nothing', () => {
  const any = fc.array(
    fc.record({
      instrument: fc.constantFrom('nprs', 'psg', 'psk', 'bbs'),
      day: fc.integer({ min: -20, max: 60 }),
      value: fc.nat(12),
    }),
    { maxLength: 12 },
  )
  const twice = any.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(twice, ([all, other]) => {
      const asScores = (given: typeof all) => given.map((each) => score(each.instrument, each.day, each.value))
      expect(canonicalJson(evaluated(50, asScores(other)))).toBe(canonicalJson(evaluated(50, asScores(all))))
    }),
  )
})
