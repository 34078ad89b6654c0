import { addDays, canonicalJson, type Plan, type ProgressInput } from '@dosis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  awaiting,
  type Done,
  event,
  general,
  knowledge,
  log,
  number,
  plainPrescription,
  plan,
  runWalk,
  startsOn,
} from './fixture.ts'
import { progress } from './progress.ts'

function input(day: number, done: readonly Done[], more: Partial<ProgressInput> = {}): ProgressInput {
  return { on: addDays(startsOn, day), plan, logs: done.map(log), adverseEvents: [], released: [], ...more }
}

function stepOf(given: ProgressInput, known = knowledge) {
  const [step] = progress(given, known).steps
  if (step === undefined) throw new RangeError('needs a step')
  return step
}

const twoSessions = [{ day: 0 }, { day: 2 }]

describe('the rule of the programme', () => {
  test('advances one level after a week with two sessions of ten repetitions', () => {
    expect(stepOf(input(7, twoSessions))).toMatchObject({
      action: 'advance',
      from: 1,
      to: 2,
      rule: 'run-walk/advance',
      factIds: ['RX-LBP-06', 'RX-LBP-07', 'RX-LBP-08'],
    })
  })

  test.each([
    [6, 'hold'],
    [7, 'advance'],
    [8, 'advance'],
  ])('asks for a whole week on the level: on day %i it says %s', (day, action) => {
    expect(stepOf(input(day, twoSessions)).action).toBe(action)
  })

  test.each([
    [1, 'hold'],
    [2, 'advance'],
    [3, 'advance'],
  ])('asks for two sessions in the week: with %i it says %s', (count, action) => {
    const done = [{ day: 0 }, { day: 2 }, { day: 4 }].slice(0, count)
    expect(stepOf(input(7, done)).action).toBe(action)
  })

  test.each([
    [9, 'hold'],
    [10, 'advance'],
    [11, 'advance'],
  ])('asks for ten repetitions: with %i it says %s', (repetitions, action) => {
    const done = twoSessions.map((each) => ({ ...each, repetitions }))
    expect(stepOf(input(7, done)).action).toBe(action)
  })

  test('holds without a log and says what was seen and what is needed', () => {
    const step = stepOf(input(7, []))
    expect(step).toMatchObject({ action: 'hold', from: 1, to: 1, rule: 'run-walk/not-yet' })
    expect(step.observed).toContainEqual({ what: 'sessionsThisWeek', observed: 0, needed: 2 })
    expect(step.observed).toContainEqual({ what: 'repetitionsPerSession', observed: null, needed: 10 })
  })

  test('does not count a session that was broken off, nor one whose repetitions are not known', () => {
    expect(stepOf(input(7, [{ day: 0 }, { day: 2, completed: false }])).action).toBe('hold')
    const unknown = input(7, twoSessions)
    const logs = unknown.logs.map((each) => ({
      ...each,
      parts: each.parts.map(({ repetitions: _, ...part }) => part),
    }))
    expect(stepOf({ ...unknown, logs }).action).toBe('hold')
  })

  test('does not make up for missed sessions: two in two weeks are not two in one', () => {
    expect(stepOf(input(14, [{ day: 4 }, { day: 7 }])).action).toBe('hold')
  })

  test('starts counting again on a new level', () => {
    const done = [...twoSessions, { day: 7, level: 2 }, { day: 9, level: 2 }]
    expect(stepOf(input(11, done))).toMatchObject({ action: 'hold', from: 2, to: 2 })
    expect(stepOf(input(14, done))).toMatchObject({ action: 'advance', from: 2, to: 3 })
  })

  test('does not believe a session that skipped a level', () => {
    const done = [...twoSessions, { day: 3, level: 5 }]
    expect(stepOf(input(7, done))).toMatchObject({ action: 'hold', from: 1, to: 1 })
  })

  test('holds at the last level', () => {
    const done = twoSessions.map((each) => ({ ...each, level: 13 }))
    const levelsSet = [{ prescription: 'run_walk_programme', level: 13, on: startsOn }]
    expect(stepOf(input(7, done, { levelsSet }))).toMatchObject({
      action: 'hold',
      from: 13,
      to: 13,
      rule: 'run-walk/top-level',
    })
  })

  test('never advances a programme that waits for review', () => {
    const unreviewed = { ...runWalk, review: { ...runWalk.review, state: 'awaiting_review' as const } }
    const known = { ...knowledge, progressions: { ...knowledge.progressions, 'run-walk': unreviewed } }
    expect(stepOf(input(7, twoSessions), known)).toMatchObject({ action: 'hold', rule: 'run-walk/awaiting-review' })
  })

  test('takes the level that a clinician set before the one that was trained', () => {
    const levelsSet = [{ prescription: 'run_walk_programme', level: 4, on: addDays(startsOn, 7) }]
    expect(stepOf(input(7, twoSessions, { levelsSet }))).toMatchObject({ action: 'hold', from: 4, to: 4 })
  })
})

describe('harm', () => {
  test.each([
    ['chest-pain', 'mild', 'stop'],
    ['knee-pain', 'mild', 'ask'],
    ['muscle-soreness', 'mild', 'hold'],
    ['muscle-soreness', 'severe', 'stop'],
    ['never-heard-of', 'mild', 'ask'],
  ] as const)('%s judged %s: %s, with an alert, until a clinician releases it', (symptom, severity, action) => {
    const adverseEvents = [event('event-1', 3, [symptom], severity)]
    const given = input(7, twoSessions, { adverseEvents })
    expect(stepOf(given)).toMatchObject({ action, from: 1, to: 1 })
    expect(progress(given, knowledge).alerts).toMatchObject([{ eventId: 'event-1' }])
    const released = { ...given, released: ['event-1'] }
    expect(stepOf(released).action).toBe('advance')
    expect(progress(released, knowledge).alerts).toEqual([])
  })

  test('stops even when no rule of the knowledge says so', () => {
    const given = input(7, twoSessions, { adverseEvents: [event('event-1', 3, ['muscle-soreness'])] })
    const step = stepOf(given, { ...knowledge, progressions: { 'run-walk': runWalk } })
    expect(step).toMatchObject({ action: 'stop', to: 1, rule: 'general/unreleased-adverse-event' })
  })

  test('counts harm that was reported with a session, or before the plan, or twice with one id', () => {
    const before = event('event-1', -3, ['chest-pain'])
    expect(stepOf(input(7, twoSessions, { adverseEvents: [before] })).action).toBe('stop')
    const within = [{ day: 0 }, { day: 2, event: event('event-2', 2, ['chest-pain']) }]
    expect(stepOf(input(7, within)).action).toBe('stop')
    const twice = [event('event-3', 1, ['muscle-soreness']), event('event-3', 1, ['chest-pain'])]
    expect(stepOf(input(7, twoSessions, { adverseEvents: twice })).action).toBe('stop')
  })
})

describe('what holds back', () => {
  test.each([
    [1, 'advance'],
    [2, 'ask'],
    [3, 'ask'],
  ])('a rise of pain of %i points: %s', (rise, action) => {
    const done = [{ day: 0 }, { day: 2, painBefore: 3, painAfter: 3 + rise }]
    expect(stepOf(input(7, done)).action).toBe(action)
  })

  test('pain that is not known asks, it never clears', () => {
    const done = [{ day: 0 }, { day: 2, painAfter: null }]
    const step = stepOf(input(7, done))
    expect(step).toMatchObject({ action: 'ask', to: 1, rule: 'run-walk/pain-rise' })
    expect(step.observed).toContainEqual({ what: 'painRise', observed: null, needed: 2 })
  })

  test.each([
    [13, 'hold'],
    [14, 'ask'],
    [15, 'ask'],
  ])('%i days without a session: %s, on the same level', (days, action) => {
    expect(stepOf(input(2 + days, twoSessions))).toMatchObject({ action, from: 1, to: 1 })
  })

  test('after a long gap the weeks on the level count from the return', () => {
    const done = [...twoSessions, { day: 21 }, { day: 23 }]
    expect(stepOf(input(24, done)).action).toBe('hold')
    expect(stepOf(input(28, done)).action).toBe('advance')
  })

  test('steps back one level after a gap once a clinician has signed that rule', () => {
    const rules = runWalk.rules.map((rule) => ({ ...rule, review: { ...rule.review, state: 'active' as const } }))
    const known = { ...knowledge, progressions: { ...knowledge.progressions, 'run-walk': { ...runWalk, rules } } }
    const done = twoSessions.map((each) => ({ ...each, level: 5 }))
    const levelsSet = [{ prescription: 'run_walk_programme', level: 5, on: startsOn }]
    expect(stepOf(input(16, done, { levelsSet }), known)).toMatchObject({ action: 'regress', from: 5, to: 4 })
    expect(stepOf(input(16, twoSessions), known)).toMatchObject({ action: 'regress', from: 1, to: 1 })
  })

  test.each([
    [48, 'advance'],
    [49, 'advance'],
    [50, 'hold'],
  ])('an evaluation that is due on day 42 and not done: on day %i it says %s', (day, action) => {
    const done = Array.from({ length: 25 }, (_, index) => ({ day: index * 2 })).filter((each) => each.day <= day)
    expect(stepOf(input(day, done)).action).toBe(action)
    expect(stepOf(input(day, done, { evaluatedOn: addDays(startsOn, 42) })).action).toBe('advance')
  })
})

describe('forms without levels', () => {
  test('hold, because the source is silent, with what was seen', () => {
    const [first] = plan.prescriptions
    const { levels: _, ...withoutLevels } = { ...first, id: 'strength', form: 'strength', progression: null }
    const strength = { ...plan, prescriptions: [withoutLevels as (typeof plan.prescriptions)[number]] }
    const step = stepOf({ ...input(7, twoSessions), plan: strength })
    expect(step).toMatchObject({ action: 'hold', from: null, to: null, rule: 'general/source-silent' })
  })
})

describe('for anyone', () => {
  const done = fc.record(
    {
      day: fc.integer({ min: 0, max: 60 }),
      level: fc.integer({ min: 1, max: 3 }),
      repetitions: fc.integer({ min: 0, max: 10 }),
      painBefore: fc.option(fc.integer({ min: 0, max: 10 })),
      painAfter: fc.option(fc.integer({ min: 0, max: 10 })),
      completed: fc.boolean(),
    },
    { requiredKeys: ['day', 'level', 'repetitions'] },
  )
  const course = fc.uniqueArray(done, { selector: ({ day }) => day, maxLength: 40 })
  const day = fc.integer({ min: 0, max: 70 })

  test('the order and the number of times that logs arrive change nothing', () => {
    const shuffled = course.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    )
    fc.assert(
      fc.property(shuffled, day, ([all, other], on) => {
        expect(canonicalJson(progress(input(on, other), knowledge))).toBe(
          canonicalJson(progress(input(on, all), knowledge)),
        )
      }),
    )
  })

  test('an unreleased adverse event blocks any advance, wherever it was reported', () => {
    fc.assert(
      fc.property(course, day, fc.integer({ min: -10, max: 70 }), (all, on, eventDay) => {
        const adverseEvents = [event('event-1', eventDay, ['muscle-soreness'])]
        const step = stepOf(input(on, all, { adverseEvents }))
        expect(step.action).not.toBe('advance')
        expect(step.to).toBeLessThanOrEqual(step.from ?? 0)
      }),
    )
  })

  test('a level never rises by more than one, and only with all that was asked for in one week', () => {
    fc.assert(
      fc.property(course, day, (all, on) => {
        const step = stepOf(input(on, all))
        expect((step.to ?? 0) - (step.from ?? 0)).toBeLessThanOrEqual(step.action === 'advance' ? 1 : 0)
        if (step.action !== 'advance') return
        const monday = Math.floor(on / 7) * 7
        const counted = all.filter(
          (each) => each.day <= on && each.level === step.from && each.completed !== false && each.repetitions === 10,
        )
        const inWeek = (first: number) => counted.filter((each) => each.day >= first && each.day < first + 7).length
        expect(Math.max(inWeek(monday), inWeek(monday - 7))).toBeGreaterThanOrEqual(2)
      }),
      { numRuns: 500 },
    )
  })

  test('leaving out a log never turns a hold into an advance that the others do not justify', () => {
    fc.assert(
      fc.property(course, day, (all, on) => {
        const none = stepOf(input(on, []))
        expect(none.action).not.toBe('advance')
        const future = input(
          on,
          all.map((each) => ({ ...each, day: each.day + on + 1 })),
        )
        expect(stepOf(future).action).not.toBe('advance')
      }),
    )
  })

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(course, day, (all, on) => {
        const given = input(on, all)
        expect(canonicalJson(progress(structuredClone(given), knowledge))).toBe(
          canonicalJson(progress(given, knowledge)),
        )
      }),
    )
  })
})

describe('weeks', () => {
  test('are Mondays to Sundays with what was planned and done; the running week has no share yet', () => {
    const { weeks } = progress(input(9, [{ day: 0 }, { day: 2 }, { day: 7, level: 2 }]), knowledge)
    expect(weeks).toMatchObject([
      { weekStartsOn: startsOn, planned: 3, done: 2, adherenceFraction: 2 / 3, meanEffortBorg: 12, level: 1 },
      { weekStartsOn: addDays(startsOn, 7), planned: 3, done: 1, adherenceFraction: null, level: 2 },
    ])
  })

  test('plan nothing before the first day of the plan', () => {
    const late = { ...plan, startsOn: addDays(startsOn, 3) }
    expect(progress({ ...input(9, []), plan: late }, knowledge).weeks[0]).toMatchObject({ planned: 1, done: 0 })
  })
})

describe('the whole answer', () => {
  const tested = (more: Partial<ProgressInput>, known = knowledge) => progress(input(7, twoSessions, more), known)

  test('has every step, every rule with its truth and sources, and the version of the knowledge', () => {
    expect(tested({})).toEqual({
      on: addDays(startsOn, 7),
      knowledgeVersion: 'fixture',
      steps: [
        {
          prescription: 'run_walk_programme',
          action: 'advance',
          from: 1,
          to: 2,
          rule: 'run-walk/advance',
          factIds: ['RX-LBP-06', 'RX-LBP-07', 'RX-LBP-08'],
          observed: [
            { what: 'sessionsThisWeek', observed: 2, needed: 2 },
            { what: 'repetitionsPerSession', observed: 10, needed: 10 },
            { what: 'weeksOnLevel', observed: 1, needed: 1 },
          ],
        },
      ],
      alerts: [],
      weeks: tested({}).weeks,
      why: [
        'general/adverse-event-stop',
        'general/adverse-event-tell',
        'general/adverse-event-mild',
        'general/evaluation-overdue',
        'run-walk/long-gap',
        'run-walk/pain-rise',
      ].map((rule) => ({ rule, truth: 'no', facts: [], factIds: ['RX-LBP-09'] })),
      facts: [],
    })
  })

  test('without rules for everyone stops for harm by a rule of its own, and says how much', () => {
    const adverseEvents = [event('event-1', 3, ['knee-pain']), event('event-2', 3, ['chest-pain'])]
    const { steps, alerts, why } = tested({ adverseEvents }, { ...knowledge, progressions: { 'run-walk': runWalk } })
    expect(steps[0]).toMatchObject({ action: 'stop', rule: 'general/unreleased-adverse-event', factIds: [] })
    expect(steps[0]?.observed.map(({ what, observed, needed }) => [what, observed, needed])).toEqual([
      ['adverseEvents', 2, 0],
      ['sessionsThisWeek', 2, 2],
      ['repetitionsPerSession', 10, 10],
      ['weeksOnLevel', 1, 1],
    ])
    expect(alerts).toEqual([
      { rule: 'general/unreleased-adverse-event', eventId: 'event-2', factIds: ['FACT-chest-pain'] },
      { rule: 'general/unreleased-adverse-event', eventId: 'event-1', factIds: ['FACT-knee-pain'] },
    ])
    expect(why.map(({ rule }) => rule)).toEqual(['run-walk/long-gap', 'run-walk/pain-rise'])
  })

  test.each([
    ['every class', [{ unreleasedAdverseEvent: true as const }], 'general/any-0'],
    [
      'another class first',
      [{ unreleasedAdverseEvent: true as const, class: 'mild' as const }, { unreleasedAdverseEvent: true as const }],
      'general/any-1',
    ],
    [
      'something else first',
      [{ painAfterAbove: 5 }, { unreleasedAdverseEvent: true as const, class: 'tell' as const }],
      'general/any-1',
    ],
    [
      'no class that fits',
      [{ unreleasedAdverseEvent: true as const, class: 'mild' as const }],
      'general/unreleased-adverse-event',
    ],
  ])('an alert names the rule that is meant: %s', (_, conditions, rule) => {
    const [first] = general.rules
    if (first === undefined) throw new RangeError('needs a rule')
    const rules = conditions.map((when, at) => ({ ...first, id: `any-${at}`, when }))
    const known = { ...knowledge, progressions: { general: { ...general, rules } } }
    expect(tested({ adverseEvents: [event('event-1', 3, ['knee-pain'])] }, known).alerts).toMatchObject([{ rule }])
  })

  test('an alert never names a rule that waits for review', () => {
    const rules = general.rules.map((each) => ({ ...each, review: awaiting }))
    const known = { ...knowledge, progressions: { general: { ...general, rules } } }
    expect(tested({ adverseEvents: [event('event-1', 3, ['knee-pain'])] }, known).alerts).toMatchObject([
      { rule: 'general/unreleased-adverse-event' },
    ])
  })

  describe('of two prescriptions', () => {
    const plain = plainPrescription('plain', { dose: { sessionsPerWeek: number(4) } })
    const both: Plan = {
      ...plan,
      prescriptions: [plain, ...plan.prescriptions],
      sessions: [...plan.sessions, { id: 'plain', prescriptions: ['plain'], parts: [] }],
    }

    test('has a step for each, the one without a programme with sessions and effort', () => {
      const { steps, why } = tested({
        plan: both,
        logs: [...twoSessions.map(log), { ...log({ day: 3 }), template: 'plain' }],
      })
      expect(steps).toMatchObject([
        { prescription: 'plain' },
        { prescription: 'run_walk_programme', action: 'advance' },
      ])
      expect(steps[0]).toEqual({
        prescription: 'plain',
        action: 'hold',
        from: null,
        to: null,
        rule: 'general/source-silent',
        factIds: [],
        observed: [
          { what: 'sessionsThisWeek', observed: 1, needed: 4 },
          { what: 'effortBorg', observed: 12, needed: null },
        ],
      })
      expect(why.filter(({ rule }) => rule === 'general/evaluation-overdue')).toHaveLength(2)
    })

    test('asks about the one whose form may no longer be prescribed', () => {
      const notAllowedNow = [{ prescription: 'plain', rule: 'form/row', factIds: ['OUT'] }]
      expect(tested({ plan: both, notAllowedNow }).steps).toMatchObject([
        { action: 'ask', rule: 'form/row', factIds: ['OUT'] },
        { action: 'advance' },
      ])
    })
  })
})
