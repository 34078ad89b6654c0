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
