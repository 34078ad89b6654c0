import type { InstrumentForm, Measurement } from '@dosis/domain'
import { evaluate } from '@dosis/engine'
import { cutOffsBeside, referenceBeside, scoreForm } from '@dosis/engine/instruments'
import { describe, expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const startsOn = '2026-03-16'

function evaluated(scores: Readonly<Record<string, readonly [number, number]>>) {
  const measurements = Object.entries(scores).flatMap(([instrument, [start, now]]): Measurement[] => [
    { instrument, on: startsOn, score: start },
    { instrument, on: '2026-04-27', score: now },
  ])
  const input = { on: '2026-04-27', treatmentStart: startsOn, measurements, requestForHelpMet: null }
  return evaluate(input, knowledge)
}

function formOf(id: string): InstrumentForm {
  const form = knowledge.instruments[id]?.form
  if (form === undefined) throw new RangeError(`formOf: needs an instrument with a form, got "${id}"`)
  return form
}

function verdictOf(instrument: string, start: number, now: number) {
  return evaluated({ [instrument]: [start, now] }).instruments[0]?.interpretation?.verdict
}

const withExamples = Object.values(knowledge.instruments).map(({ id, examples = [] }) => ({ id, examples }))
const filledExamples = withExamples.flatMap(({ id, examples }) =>
  examples.flatMap((example) => ('filledIn' in example ? [{ id, ...example }] : [])),
)
const cutOffExamples = withExamples.flatMap(({ id, examples }) =>
  examples.flatMap((example) => ('cutOffs' in example ? [{ id, ...example }] : [])),
)

describe('scored examples of each instrument', () => {
  test.each(withExamples.map(({ id }) => id))('%s has one', (id) => {
    expect(knowledge.instruments[id]?.examples?.length).toBeGreaterThan(0)
  })

  test.each(
    withExamples.flatMap(({ id, examples }) =>
      examples.flatMap((example) => ('verdict' in example ? [{ id, ...example }] : [])),
    ),
  )('$id from $start to $now: $verdict', ({ id, start, now, verdict }) => {
    expect(verdictOf(id, start, now)).toBe(verdict)
  })

  test.each(filledExamples.map((example) => ({ ...example, told: JSON.stringify(example.filledIn) })))(
    '$id with $told: $score',
    ({ id, filledIn, score, parts = {}, version }) => {
      const result = scoreForm(formOf(id), filledIn)
      expect(result).toMatchObject({ state: 'scored', score, ...(version === undefined ? {} : { version }) })
      const told = result.state === 'scored' ? result.parts.map(({ part, points }) => [part, points]) : []
      expect(Object.fromEntries(told)).toMatchObject(parts)
    },
  )

  test.each(cutOffExamples)('$id of $score ($sex): limits $cutOffs', ({ id, score, sex, cutOffs }) => {
    const person = { ageYears: 70, sex: sex ?? null }
    expect(cutOffsBeside(formOf(id), score, person).map(({ isMet }) => isMet)).toEqual(cutOffs)
  })

  const forms = Object.values(knowledge.instruments).flatMap(({ id, form, step, minimum, maximum }) =>
    form === undefined ? [] : [{ id, form, step, minimum, maximum }],
  )

  test.each(forms)('$id has examples at and on both sides of each limit of its score', (each) => {
    const { id, form, step, minimum, maximum } = each
    for (const { score, sex } of form.cutOffs ?? []) {
      for (const limit of Object.values(score)) {
        const beside = [limit - step, limit, limit + step].filter((one) => one >= minimum && one <= maximum)
        const given = cutOffExamples.filter((one) => one.id === id && one.sex === sex).map((one) => one.score)
        const missing = beside.filter((one) => !given.some((score) => Math.abs(score - one) < 1e-9))
        expect(missing, `${id}: limit ${limit}`).toEqual([])
      }
    }
  })

  test.each(forms)('$id has examples at and just under each step of its points', ({ id, form }) => {
    for (const input of form.inputs) {
      if (input.kind !== 'quantity' || input.points === undefined) continue
      const { points, minimum, step } = input
      const tables = 'by' in points ? Object.entries(points.tables) : [[null, points] as const]
      for (const [option, bands] of tables) {
        const by = 'by' in points ? points.by : ''
        const given = filledExamples
          .filter((one) => one.id === id && (option === null || one.filledIn[by] === option))
          .map((one) => one.filledIn[input.id])
        const edges = bands.map(({ from }) => from).filter((from) => from > minimum)
        const wanted = edges.flatMap((from) => [Math.round((from - step) * 1e6) / 1e6, from])
        expect(
          wanted.filter((one) => !given.includes(one)),
          `${id}: ${input.id} ${option}`,
        ).toEqual([])
      }
    }
  })
})

describe('scores that are never in one line', () => {
  test.each([
    ['nprs', 'vas-pain-mean'],
    ['vas-pain-mean', 'vas-pain-current'],
    ['psg', 'psk'],
    ['fes-i-7', 'fes-i-16'],
    ['odi', 'odi-percent'],
    ['borg-6-20', 'borg-cr10'],
    ['grip-right-kilograms', 'grip-left-kilograms'],
  ])('%s and %s are two lines without a change', (one, other) => {
    const score = (id: string) => knowledge.instruments[id]?.maximum ?? 0
    const measurements = [
      { instrument: one, on: startsOn, score: score(one) },
      { instrument: other, on: '2026-04-27', score: score(other) },
    ]
    const input = { on: '2026-04-27', treatmentStart: startsOn, measurements, requestForHelpMet: null }
    const lines = evaluate(input, knowledge).instruments
    expect(lines.map(({ instrument }) => instrument).sort()).toEqual([one, other].sort())
    expect(lines.map(({ change }) => change)).toEqual([null, null])
  })

  test.each([
    ['five-times-sit-to-stand', { 'stop-rule': 'fifth-stand', time: 14 }, { 'stop-rule': 'fifth-sit', time: 12 }],
    ['ten-metre-walk', { pace: 'usual', distance: 10, time: 12 }, { pace: 'fast', distance: 10, time: 8 }],
    ['psk', { activity: 'lopen', answer: 7 }, { activity: 'tillen', answer: 3 }],
  ])('%s under two rules or about two things', (instrument, first, second) => {
    const measurements = [first, second].map((filledIn, index): Measurement => {
      const result = scoreForm(formOf(instrument), filledIn)
      if (result.state !== 'scored') throw new RangeError(`needs a scored form, got ${result.state}`)
      const { score, version } = result
      return { instrument, on: index === 0 ? startsOn : '2026-04-27', score, filledIn, version: version ?? '' }
    })
    const input = { on: '2026-04-27', treatmentStart: startsOn, measurements, requestForHelpMet: null }
    expect(evaluate(input, knowledge).instruments.map(({ change }) => change)).toEqual([null, null])
  })
})

test('the Berg Balance Scale above 44 has a measurement error and no relevant change', () => {
  const [bbs] = evaluated({ bbs: [50, 55] }).instruments
  expect(bbs?.thresholds).toMatchObject([{ kind: 'measurement_error', value: 4, factIds: ['CR-BBS-01'] }])
  expect(bbs?.withoutThreshold).toEqual(['group_mcid', 'individual_change'])
})

test('a threshold that awaits review is in no answer', () => {
  const { nprs } = knowledge.instruments
  if (nprs === undefined) throw new RangeError('needs the NPRS')
  const review = { state: 'awaiting_review', reviewedBy: null, reviewedOn: null } as const
  const waiting = { ...nprs, thresholds: nprs.thresholds.map((threshold) => ({ ...threshold, review })) }
  const changed = { ...knowledge, instruments: { ...knowledge.instruments, nprs: waiting } }
  const measurements = [
    { instrument: 'nprs', on: startsOn, score: 6 },
    { instrument: 'nprs', on: '2026-04-27', score: 2 },
  ]
  const input = { on: '2026-04-27', treatmentStart: startsOn, measurements, requestForHelpMet: null }
  expect(evaluate(input, changed).instruments).toMatchObject([
    { change: -4, thresholds: [], interpretation: { verdict: 'silent' } },
  ])
})

test('no two instruments answer to one name', () => {
  const names = Object.values(knowledge.instruments).flatMap(({ id, label, inputKeys = [] }) => [
    ...new Set([id, label, ...inputKeys].map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, ''))),
  ])
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('an evaluation falls due every six weeks', () => {
  expect(evaluated({ nprs: [6, 4] })).toMatchObject({ dueOn: '2026-06-08', isDue: false })
})

test('instruments whose text is licensed are entered as totals', () => {
  const licensed = Object.values(knowledge.instruments).filter((instrument) => instrument.licensed)
  expect(licensed.map(({ id }) => id).sort()).toEqual(['mlhfq', 'odi', 'odi-percent', 'qualeffo-41'])
})

test('of a licensed instrument no item is asked', () => {
  const fields = Object.values(knowledge.instruments)
    .filter(({ licensed }) => licensed)
    .flatMap(({ form }) => form?.inputs ?? [])
  expect(fields.filter(({ kind }) => kind === 'items' || kind === 'words')).toEqual([])
})

describe('reference values', () => {
  const beside = (instrument: string, score: number, ageYears: number, sex: 'male' | 'female', filledIn = {}) => {
    const form = formOf(instrument)
    return (form.references ?? []).map((each) => referenceBeside(form, each, score, { ageYears, sex }, filledIn))
  }
  const body = { height: 165, weight: 65, active: 'not-active' }

  test('six-minute walk of a woman of 60 years, 165 cm and 65 kg', () => {
    // 8.10 × 60 + 1.61 × 165 − 0.99 × 65 − 0.10 × 60² + 222.55
    expect(beside('six-minute-walk-test', 440, 60, 'female', body)).toEqual([
      { state: 'predicted', predicted: 549.9, percent: 80, lowerLimit: 453.9 },
    ])
  })

  test.each([
    [20, 'female', 'outside'],
    [21, 'female', 'predicted'],
    [76, 'female', 'predicted'],
    [77, 'female', 'outside'],
    [78, 'male', 'predicted'],
    [79, 'male', 'outside'],
  ] as const)('six-minute walk at %d years, %s: %s', (age, sex, state) => {
    expect(beside('six-minute-walk-test', 440, age, sex, body)).toMatchObject([{ state }])
  })

  test('six-minute walk without height says what it needs', () => {
    const { height: _, ...rest } = body
    expect(beside('six-minute-walk-test', 440, 60, 'female', rest)).toEqual([{ state: 'missing', needs: ['height'] }])
  })

  test.each([
    [65, 'predicted'],
    [66, 'outside'],
  ])('peak oxygen uptake at %d years: %s', (age, state) => {
    expect(beside('vo2peak', 30, age, 'male')).toMatchObject([{ state }])
  })

  test('percentiles of grip strength await review and say nothing', () => {
    expect(beside('grip-right-kilograms', 30, 70, 'male')).toEqual([{ state: 'awaiting_review' }])
  })

  test.each([
    [25.1, { from: 5, below: 10 }],
    [25.2, { from: 10, below: 20 }],
    [25.3, { from: 10, below: 20 }],
    [21.8, { from: null, below: 5 }],
    [54.1, { from: 95, below: null }],
  ])('once reviewed, %d kg of a man of 70 years lies between two percentiles', (score, percentiles) => {
    const form = formOf('grip-right-kilograms')
    const [reference] = form.references ?? []
    if (reference === undefined) throw new RangeError('needs a reference')
    const reviewed = {
      ...reference,
      review: { state: 'active', reviewedBy: 'A clinician', reviewedOn: '2026-11-23' },
    } as const
    expect(referenceBeside(form, reviewed, score, { ageYears: 70, sex: 'male' }, {})).toEqual({
      state: 'percentile',
      ...percentiles,
    })
    expect(referenceBeside(form, reviewed, score, { ageYears: 19, sex: 'male' }, {})).toEqual({
      state: 'outside',
      ages: [20, null],
    })
  })
})
