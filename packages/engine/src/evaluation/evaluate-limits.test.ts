import { addDays, type EvaluationInput, type Instrument, type Knowledge, type Measurement } from '@dosis/domain'
import { describe, expect, test } from 'vitest'
import { emptyKnowledge } from '../criteria/empty-knowledge.ts'
import { defaultCycleWeeks } from './cycle-weeks.ts'
import { evaluate } from './evaluate.ts'

const text = (en: string) => ({ en, nl: en })
const start = '2026-05-04'

const pain: Instrument = {
  id: 'pain',
  label: 'PAIN',
  names: text('pain'),
  measures: text('pain'),
  unit: text('points'),
  minimum: 2,
  maximum: 10,
  step: 1,
  direction: 'lower_is_better',
  recall: null,
  licensed: false,
  thresholds: [
    { kind: 'group_mcid', value: 2, upTo: null, startScore: null, population: null, factIds: ['FACT-C', 'FACT-A'] },
    { kind: 'measurement_error', value: 1, upTo: null, startScore: null, population: null, factIds: ['FACT-A'] },
  ],
  bands: [],
  factIds: ['FACT-D', 'FACT-B'],
}
const walking: Instrument = { ...pain, id: 'walking', label: 'WALKING', thresholds: [], factIds: ['FACT-W'] }
const knowledge: Knowledge = { ...emptyKnowledge, instruments: { pain, walking } }

const score = (instrument: string, day: number, value: number): Measurement => ({
  instrument,
  on: addDays(start, day),
  score: value,
})

function evaluated(measurements: readonly Measurement[], more: Partial<EvaluationInput> = {}, known = knowledge) {
  const input = { on: addDays(start, 42), treatmentStart: start, measurements, requestForHelpMet: null, cycleWeeks: 6 }
  return evaluate({ ...input, ...more }, known)
}

/** Knowledge whose rows print these cycles, in weeks; `null`: the row prints figures, but no cycle, or none at all. */
function printing(...cycles: readonly (readonly number[] | null)[]): Knowledge {
  const rows = cycles.map((cycleWeeks, index) => ({
    id: `row-${index}`,
    ...(cycleWeeks === null ? (index % 2 === 0 ? {} : { figures: { sessions: [9] } }) : { figures: { cycleWeeks } }),
  }))
  return { ...knowledge, decisions: { evaluation: { id: 'evaluation', rows } } as unknown as Knowledge['decisions'] }
}

describe('the cycle of evaluation when nobody chose one', () => {
  test.each([
    ['is the shortest that is printed', printing([12], [6], [8]), 6],
    ['is the shortest of a row that prints several', printing([12, 4]), 4],
    ['passes over rows without figures or without a cycle', printing(null, null, [12]), 12],
    ['is none when no row prints one', printing(null, null), null],
    ['is none without decisions', knowledge, null],
  ])('%s', (_name, known, weeks) => expect(defaultCycleWeeks(known)).toBe(weeks))

  test('decides when the evaluation is due, unless a cycle or the absence of one was chosen', () => {
    const dueOn = (cycle: { cycleWeeks?: number | null }) => {
      const input: EvaluationInput = { on: start, treatmentStart: start, measurements: [], requestForHelpMet: null }
      return evaluate({ ...input, ...cycle }, printing([4], [6])).dueOn
    }
    expect(dueOn({})).toBe(addDays(start, 28))
    expect(dueOn({ cycleWeeks: 12 })).toBe(addDays(start, 84))
    expect(dueOn({ cycleWeeks: null })).toBeNull()
  })
})

describe('the range of an instrument includes both ends', () => {
  test.each([
    [1, false],
    [2, true],
    [3, true],
    [9, true],
    [10, true],
    [11, false],
  ])('a score of %i counts: %s', (value, counts) => {
    const [found] = evaluated([score('pain', 0, value)]).instruments
    expect(found?.baseline?.score ?? null).toBe(counts ? value : null)
  })
})

describe('the baseline at the first day of the course', () => {
  test.each([
    [-1, 8],
    [0, 8],
    [1, 9],
  ])('a second score on day %i leaves %i as baseline', (day, baseline) => {
    const [found] = evaluated([score('pain', -2, 9), score('pain', day, 8)]).instruments
    expect(found?.baseline?.score).toBe(baseline)
  })

  test('without a course it is the first score, and the last one is compared with it', () => {
    const scores = [score('pain', 9, 5), score('pain', 1, 8), score('pain', 4, 7)]
    const [found] = evaluated(scores, { treatmentStart: null }).instruments
    expect(found).toMatchObject({ baseline: { score: 8 }, now: { score: 5 }, change: -3, improvement: 3 })
  })

  test('a second score on the day of the baseline is no change', () => {
    expect(evaluated([score('pain', 0, 8), score('pain', 0, 6)]).instruments).toMatchObject([
      { baseline: { score: 8 }, now: null, change: null },
    ])
  })

  test('without any score in range there is neither baseline, change nor interpretation', () => {
    expect(evaluated([score('pain', 0, 99)]).instruments).toMatchObject([
      { baseline: null, now: null, change: null, improvement: null, interpretation: null },
    ])
  })
})

describe('what an evaluation cites and shows', () => {
  test('the sources of the instruments and their thresholds, each once, in order', () => {
    expect(evaluated([score('pain', 0, 8)]).factIds).toEqual(['FACT-A', 'FACT-B', 'FACT-C', 'FACT-D'])
    expect(evaluated([score('pain', 0, 8), score('walking', 0, 8)]).factIds).toEqual([
      'FACT-A',
      'FACT-B',
      'FACT-C',
      'FACT-D',
      'FACT-W',
    ])
    expect(evaluated([]).factIds).toEqual([])
  })

  test('a score of an instrument that knowledge does not have is passed over', () => {
    const found = evaluated([score('unheard-of', 0, 8), score('walking', 0, 8)])
    expect(found.instruments.map(({ instrument }) => instrument)).toEqual(['walking'])
    expect(found.factIds).toEqual(['FACT-W'])
  })

  test('the caveat about groups as soon as one instrument of several has a group threshold', () => {
    const caveat = ['mcid_not_individual:MON-OST-25']
    expect(evaluated([score('pain', 0, 8), score('walking', 0, 8)]).mustShow).toEqual(caveat)
    expect(evaluated([score('walking', 0, 8)]).mustShow).toEqual([])
    expect(evaluated([]).mustShow).toEqual([])
  })

  test('no caveat for an instrument that has only a measurement error, which is no change that matters', () => {
    const thresholds = pain.thresholds.filter(({ kind }) => kind === 'measurement_error')
    const known = { ...knowledge, instruments: { pain: { ...pain, thresholds } } }
    const found = evaluated([score('pain', 0, 8), score('pain', 9, 4)], {}, known)
    expect(found.mustShow).toEqual([])
    expect(found.instruments).toMatchObject([
      { withoutThreshold: ['group_mcid', 'individual_change'], interpretation: { verdict: 'silent' } },
    ])
  })

  test('each threshold with its unit; of the kinds of threshold only those without any are missing', () => {
    const [found] = evaluated([score('pain', 0, 8)]).instruments
    expect(found?.thresholds.map(({ kind, value, unit }) => [kind, value, unit])).toEqual([
      ['group_mcid', 2, 'points'],
      ['measurement_error', 1, 'points'],
    ])
    expect(found?.withoutThreshold).toEqual(['individual_change'])
  })
})

test('a threshold for some start scores does not hold while no start score is known', () => {
  const [group] = pain.thresholds
  if (group === undefined) throw new Error('the instrument has a threshold')
  const thresholds = [{ ...group, startScore: { atMost: 5 } }]
  const known = { ...knowledge, instruments: { pain: { ...pain, thresholds } } }
  const valuesFrom = (value: number) =>
    evaluated([score('pain', 0, value)], {}, known).instruments[0]?.thresholds.map((each) => each.value)
  expect([valuesFrom(99), valuesFrom(4), valuesFrom(5), valuesFrom(6)]).toEqual([[], [2], [2], []])
})

describe('an evaluation that was missed', () => {
  test.each([
    [41, 42],
    [42, 84],
    [43, 84],
  ])('a score of day %i, seen on day 50, leaves day %i due', (day, due) => {
    const found = evaluated([score('pain', day, 8)], { on: addDays(start, 50) })
    expect(found.dueOn).toBe(addDays(start, due))
    expect(found.isDue).toBe(due <= 50)
  })

  test('one score on or after the day is enough, whatever was measured before', () => {
    const found = evaluated([score('pain', 3, 8), score('pain', 43, 6)], { on: addDays(start, 50) })
    expect(found.dueOn).toBe(addDays(start, 84))
  })
})

test('scores in tenths differ by tenths, without the noise of binary fractions', () => {
  expect(evaluated([score('pain', 0, 3.9), score('pain', 7, 5.2)]).instruments).toMatchObject([{ change: 1.3 }])
})
