import { describe, expect, test } from 'vitest'
import { parseEvaluationInput } from './evaluation.ts'
import { parsePlanPreferences } from './plan.ts'
import { parseProgressInput } from './progress.ts'
import { parseAdverseEventReport, parseSessionLog } from './session.ts'

const log = {
  sessionId: 'session-1',
  planId: 'plan-1',
  planVersion: 1,
  template: 'run_walk_programme',
  on: '2026-05-04',
  startedAt: '2026-05-04T09:00:00.000Z',
  endedAt: '2026-05-04T09:30:00.000Z',
  completed: true,
  parts: [{ part: 0, kind: 'intervals', level: 1, repetitions: 10, seconds: 1800 }],
  effortBorg: 12,
  painBefore: 3,
  painAfter: 2,
  adverseEvent: null,
  note: null,
}

describe('a session log', () => {
  test('passes as it is', () => {
    expect(parseSessionLog(log)).toEqual({ ok: true, value: log })
  })

  test('names every problem with its path', () => {
    const parsed = parseSessionLog({
      ...log,
      on: '2026-02-30',
      painBefore: 11,
      parts: [{ part: 0, kind: 'swimming', seconds: -1 }],
      extra: true,
    })
    if (parsed.ok) throw new RangeError('needs problems')
    expect(parsed.problems.map(({ path }) => path)).toEqual([
      'on',
      'parts[0].kind',
      'parts[0].seconds',
      'painBefore',
      'extra',
    ])
  })

  test.each([
    [5, false],
    [6, true],
    [20, true],
    [21, false],
  ])('takes Borg scores of 6 to 20: %i', (effortBorg, ok) => {
    expect(parseSessionLog({ ...log, effortBorg }).ok).toBe(ok)
  })

  test.each([
    ['painBefore', -1, false],
    ['painAfter', 0, true],
    ['painAfter', 10, true],
    ['painAfter', 3.5, false],
    ['painAfter', null, true],
  ])('takes pain of 0 to 10 in whole points, or not known: %s %s', (key, value, ok) => {
    expect(parseSessionLog({ ...log, [key]: value }).ok).toBe(ok)
  })

  test('takes what was measured before it, felt the morning after the one before, and done in every set', () => {
    const more = {
      ...log,
      parts: [
        {
          part: 0,
          kind: 'strength',
          exercise: 'leg-press',
          repetitionsPerSet: [12, 11],
          loadKilograms: 42.5,
          seconds: 90,
        },
        { part: 1, kind: 'steps', steps: 4310, seconds: 0 },
        { part: 2, kind: 'continuous', percentPiMax: 25, seconds: 900 },
        { part: 3, kind: 'impact', level: 2, impacts: 50, seconds: 120 },
      ],
      content: 'B',
      fatigue: 3,
      before: { weightKilograms: 82.4, restingHeartRateBpm: 64, breathlessness: null },
      morningAfter: [{ sessionId: 'session-0', pain: null }],
    }
    expect(parseSessionLog(more)).toEqual({ ok: true, value: more })
  })

  test.each([
    [{ content: 'C' }, 'content'],
    [{ fatigue: 11 }, 'fatigue'],
    [{ before: { weightKilograms: 19 } }, 'before.weightKilograms'],
    [{ before: { restingHeartRateBpm: 251 } }, 'before.restingHeartRateBpm'],
    [{ before: { breathlessness: 10.5 } }, 'before.breathlessness'],
    [{ morningAfter: [{ sessionId: '', pain: 3 }] }, 'morningAfter[0].sessionId'],
    [{ parts: [{ part: 0, kind: 'continuous', percentPiMax: 101, seconds: 0 }] }, 'parts[0].percentPiMax'],
    [{ parts: [{ part: 0, kind: 'steps', steps: -1, seconds: 0 }] }, 'parts[0].steps'],
  ])('refuses %j', (part, path) => {
    const parsed = parseSessionLog({ ...log, ...part })
    if (parsed.ok) throw new RangeError('needs problems')
    expect([...new Set(parsed.problems.map((problem) => problem.path))]).toEqual([path])
  })

  test.each([null, 12, 'a log', [], {}])('refuses %j', (value) => {
    expect(parseSessionLog(value).ok).toBe(false)
  })
})

test('an adverse event needs its severity', () => {
  const event = { eventId: 'e', on: '2026-05-04', symptoms: ['chest-pain'], severity: 'severe', description: '' }
  expect(parseAdverseEventReport(event).ok).toBe(true)
  expect(parseAdverseEventReport({ ...event, severity: 'awful' })).toMatchObject({ problems: [{ path: 'severity' }] })
})

test('preferences are all optional, and what is given must fit', () => {
  expect(parsePlanPreferences({})).toEqual({ ok: true, value: {} })
  const parsed = parsePlanPreferences({
    weekdays: [0, 8],
    doses: { strength: { sets: { value: 3, upTo: 2 }, wheels: { value: 1 } } },
    programmes: { 'run-walk': { levels: 0 } },
  })
  if (parsed.ok) throw new RangeError('needs problems')
  expect(parsed.problems.map(({ path }) => path)).toEqual([
    'weekdays[0]',
    'weekdays[1]',
    'programmes.run-walk.levels',
    'doses.strength.sets.upTo',
    'doses.strength.wheels',
  ])
})

test('choices within a programme must fit: a step of 0 never moves, and content A has something in it', () => {
  const steps = {
    high_impact: { order: ['stamping', 'hopping'] },
    progressive_resistance: { amounts: { loadKilograms: 2.5 }, loads: { 'leg-press': 40 } },
    slow_dynamic_strength: { alternate: { every: 'week', a: ['leg-press'], b: [] } },
    general_activity: { painLimit: { afterAtMost: 5, settledNextMorning: true, reason: 'agreed' } },
  }
  expect(parsePlanPreferences({ steps })).toEqual({ ok: true, value: { steps } })
  const parsed = parsePlanPreferences({
    steps: {
      one: { amounts: { loadKilograms: 0 } },
      two: { alternate: { every: 'day', a: [], b: [] } },
      three: { painLimit: { afterAtMost: 11, settledNextMorning: true, reason: '' } },
    },
  })
  if (parsed.ok) throw new RangeError('needs problems')
  expect(parsed.problems.map(({ path }) => path)).toEqual([
    'steps.one.amounts.loadKilograms',
    'steps.two.alternate.every',
    'steps.two.alternate.a',
    'steps.three.painLimit.afterAtMost',
  ])
})

test('a score needs an instrument, a day and a number', () => {
  const input = {
    on: '2026-06-15',
    treatmentStart: '2026-05-04',
    measurements: [{ instrument: 'nprs', on: '2026-05-04', score: 6 }],
  }
  expect(parseEvaluationInput(input)).toMatchObject({ ok: true, value: { requestForHelpMet: null } })
  const wrong = { ...input, measurements: [{ instrument: '', on: 'today', score: '6' }] }
  expect(parseEvaluationInput(wrong)).toMatchObject({
    problems: [
      { path: 'measurements[0].instrument' },
      { path: 'measurements[0].on' },
      { path: 'measurements[0].score' },
    ],
  })
})

test('progress needs a plan; without events and releases there are none', () => {
  expect(parseProgressInput({ on: '2026-05-11', logs: [log] })).toMatchObject({ problems: [{ path: 'plan' }] })
})
