import { addDays, type NumberStep, type Plan, type ProgressInput, type SessionLog } from '@dosis/domain'
import {
  boundsToday,
  contentOn,
  partsOn,
  planAfterStep,
  preferencesAfterStep,
  progress,
  refusedNumbers,
} from '@dosis/engine'
import { describe, expect, test } from 'vitest'
import {
  allDone,
  coronary,
  type Differs,
  draft,
  heartFailure,
  inputOn,
  knowledge,
  logOn,
  onlyForm,
  osteoporosis,
  plans,
  startsOn,
  stepGoalPlan,
  stepOf,
} from './programme-plans.ts'

/** Weight, pulse and breath that show nothing; who has heart failure is asked for them. */
const calm = { weightKilograms: 70, restingHeartRateBpm: 64, breathlessness: 2 }
const withChecks: Differs = { before: calm }

const afterAWeek = (plan: Plan, differs: Differs = withChecks): ProgressInput =>
  inputOn(7, plan, allDone(7, plan, differs))

function withPlan(
  plan: Plan,
  change: (first: Plan['prescriptions'][number]) => Partial<Plan['prescriptions'][number]>,
): Plan {
  return { ...plan, prescriptions: plan.prescriptions.map((each) => ({ ...each, ...change(each) })) }
}

describe('a week in which everything was done', () => {
  test.each([
    ['continuous-endurance', [{ key: 'minutesPerSession', from: 20, to: 25 }]],
    ['intervals-4x4', [{ key: 'intervalCount', from: 2, to: 3 }]],
    [
      'progressive-resistance',
      [
        { key: 'loadKilograms', exercise: 'leg-press', from: 40, to: 42.5 },
        { key: 'loadKilograms', exercise: 'chest-press', from: 15, to: 17.5 },
      ],
    ],
    ['strength-heart-failure', [{ key: 'loadKilograms', exercise: 'leg-press', from: 20, to: 22 }]],
    [
      'slow-strength',
      [
        { key: 'loadKilograms', exercise: 'leg-press', from: 20, to: 21 },
        { key: 'loadKilograms', exercise: 'chest-press', from: 8, to: 9 },
      ],
    ],
    ['back-endurance', [{ key: 'repetitions', from: 3, to: 4 }]],
    ['inspiratory-muscle-training', [{ key: 'percentPiMax', from: 20, to: 25 }]],
    ['brisk-walking', [{ key: 'minutesPerWeek', from: 60, to: 80 }]],
  ] as const)('%s: proposes the next numbers, with its rule', (id, numbers) => {
    const plan = plans[id]
    expect(plan.blocked).toEqual([])
    expect(plan.prescriptions).toHaveLength(1)
    expect(stepOf(afterAWeek(plan))).toMatchObject({ action: 'advance', rule: `${id}/advance`, numbers })
  })

  test('graded impact: proposes the next form in the order of the therapist, with as many impacts', () => {
    const plan = plans['graded-impact']
    const step = stepOf(afterAWeek(plan))
    expect(step).toMatchObject({ action: 'advance', from: 1, to: 2, exercise: { from: 'stamping', to: 'heel-drops' } })
    const [part] = planAfterStep(plan, step, {}).sessions[0]?.parts ?? []
    expect(part).toMatchObject({ exercise: 'heel-drops', level: 2, levels: 5, sets: 5, impactsPerSet: 10 })
  })

  test('a step goal rises by 5%', () => {
    const step = stepOf(afterAWeek(stepGoalPlan))
    expect(step).toMatchObject({ action: 'advance', numbers: [{ key: 'stepsPerDay', from: 4000, to: 4200 }] })
    expect(planAfterStep(stepGoalPlan, step, {}).sessions[0]?.parts[0]).toMatchObject({ stepsPerDay: 4200 })
  })
})

describe('what was not seen', () => {
  test.each(Object.keys(plans) as (keyof typeof plans)[])(
    '%s: advances on no logs, nor on a week with one session less',
    (id) => {
      const plan = plans[id]
      expect(stepOf(inputOn(7, plan, [])).action).toBe('hold')
      const logs = allDone(7, plan, withChecks)
      const needed = knowledge.progressions[id]?.advance?.sessionsPerWeekAtLeast ?? logs.length
      expect(stepOf(inputOn(7, plan, logs.slice(0, needed - 1))).action).toBe('hold')
      expect(stepOf(inputOn(7, plan, logs.slice(0, needed))).action).toBe('advance')
      const brokenOff = logs.map((log) => ({ ...log, completed: false }))
      expect(stepOf(inputOn(7, plan, brokenOff)).action).toBe('hold')
    },
  )

  test.each(Object.keys(plans) as (keyof typeof plans)[])(
    '%s: a log of an old phone passes and advances nothing',
    (id) => {
      const plan = plans[id]
      if (id === 'continuous-endurance' || id === 'brisk-walking' || id === 'intervals-4x4') return
      const old = allDone(7, plan).map(({ before: _, fatigue: __, content: ___, ...log }) => ({
        ...log,
        parts: log.parts.map(({ part, kind, sets, seconds }) => ({
          part,
          kind,
          seconds,
          ...(sets === undefined ? {} : { sets }),
        })),
      }))
      expect(['hold', 'ask']).toContain(stepOf(inputOn(7, plan, old)).action)
    },
  )

  test.each([
    [6, 'hold'],
    [7, 'advance'],
    [8, 'advance'],
  ])('a week on the dose: on day %i it says %s', (day, action) => {
    const plan = plans['brisk-walking']
    expect(stepOf(inputOn(day, plan, allDone(6, plan))).action).toBe(action)
  })

  test('the weeks count from the day on which the numbers changed', () => {
    const plan = plans['brisk-walking']
    const changedOn = { general_activity: addDays(startsOn, 7) }
    const logs = allDone(14, plan)
    expect(stepOf(inputOn(13, plan, logs, { changedOn })).action).toBe('hold')
    expect(stepOf(inputOn(14, plan, logs, { changedOn })).action).toBe('advance')
  })
})

describe('repetitions within a range', () => {
  const plan = plans['progressive-resistance']
  const withSets = (...repetitionsPerSet: number[]) =>
    afterAWeek(plan, { part: (done) => ({ ...done, repetitionsPerSet }) })

  test.each([
    [[12, 12, 11], 'hold'],
    [[12, 12, 12], 'advance'],
    [[13, 12, 12], 'advance'],
    [[12, 12], 'hold'],
    [[], 'hold'],
  ])('%j in three sets of 8 to 12: %s', (repetitions, action) => {
    expect(stepOf(withSets(...repetitions)).action).toBe(action)
  })

  test('only the exercise that reached the top in every session gets more load', () => {
    const step = stepOf(
      afterAWeek(plan, {
        part: (done) => (done.exercise === 'chest-press' ? { ...done, repetitionsPerSet: [12, 12, 9] } : done),
      }),
    )
    expect(step.numbers).toEqual([{ key: 'loadKilograms', exercise: 'leg-press', from: 40, to: 42.5 }])
    const after = planAfterStep(plan, step, {})
    expect(after.prescriptions[0]?.loads).toEqual({ 'leg-press': 42.5, 'chest-press': 15 })
    expect(after.sessions[0]?.parts).toMatchObject([
      { exercise: 'leg-press', loadKilograms: 42.5, repetitions: 8, upToRepetitions: 12 },
      { exercise: 'chest-press', loadKilograms: 15 },
    ])
  })

  test('less load than the plan asks for, or none logged, does not count', () => {
    expect(stepOf(afterAWeek(plan, { part: (done) => ({ ...done, loadKilograms: 10 }) })).action).toBe('hold')
    const unknown = { part: ({ loadKilograms: _, ...done }: SessionLog['parts'][number]) => done }
    expect(stepOf(afterAWeek(plan, unknown)).action).toBe('hold')
  })

  test('the size of a step that no source gives is asked for, and the answer keeps within the ceilings', () => {
    const open = withPlan(plan, ({ programme }) => ({
      programme: { ...programme, repetitions: { from: 8, upTo: 12, loadStepKilograms: null } },
    }))
    const input = afterAWeek(open)
    const step = stepOf(input)
    expect(step).toMatchObject({ action: 'ask', rule: 'progressive-resistance/step-by-therapist' })
    expect(step.numbers?.map(({ to }) => to)).toEqual([null, null])
    const limit = { value: 43, kind: 'hard', rule: 'test', factIds: [] } as const
    const limitsNow = [{ prescription: step.prescription, key: 'loadKilograms', exercise: 'leg-press', limit } as const]
    const choose = (value: number) => [{ key: 'loadKilograms', exercise: 'leg-press', value } as const]
    expect(refusedNumbers(step, choose(43), { plan: open, limitsNow })).toEqual([])
    expect(refusedNumbers(step, choose(43.5), { plan: open, limitsNow })).toMatchObject([{ limit }])
    expect(refusedNumbers(step, [{ key: 'sets', value: 4 }], { plan: open })).toMatchObject([{ limit: null }])
    expect(planAfterStep(open, step, {}, choose(43)).prescriptions[0]?.loads).toEqual({
      'leg-press': 43,
      'chest-press': 15,
    })
    expect(planAfterStep(open, step, {}).prescriptions[0]?.loads).toEqual({ 'leg-press': 40, 'chest-press': 15 })
  })
})

describe('a number that grows from what was done', () => {
  const plan = plans['continuous-endurance']
  const minutes = (done: number) =>
    stepOf(afterAWeek(plan, { ...withChecks, part: (part) => ({ ...part, seconds: done * 60 }) }))
  const to = (step: { numbers?: readonly NumberStep[] }) => step.numbers?.[0]?.to

  test.each([
    [15, 'hold', undefined],
    [18, 'advance', 23],
    [20, 'advance', 25],
    [40, 'advance', 25],
  ])('%i of 20 minutes done in every session: %s', (done, action, next) => {
    const step = minutes(done)
    expect(step.action).toBe(action)
    expect(to(step)).toBe(next)
  })

  test('a goal ends it, and a ceiling holds it: that of the plan, and one that came since', () => {
    const at = (value: number) =>
      withPlan(plan, ({ dose }) => ({
        dose: { ...dose, minutesPerSession: { ...dose.minutesPerSession, value } as never },
      }))
    const done = (value: number, more: Partial<ProgressInput> = {}) => {
      const from = at(value)
      const logs = allDone(7, plan, { ...withChecks, part: (part) => ({ ...part, seconds: value * 60 }) })
      return stepOf(inputOn(7, from, logs, more))
    }
    expect(to(done(57))).toBe(60)
    expect(done(60)).toMatchObject({ action: 'hold', rule: 'continuous-endurance/top-level' })
    const limit = (value: number) => ({ value, kind: 'hard', rule: 'new-rule', factIds: [] }) as const
    const limitsNow = (value: number) => ({
      limitsNow: [{ prescription: 'aerobic_continuous', key: 'minutesPerSession', limit: limit(value) } as const],
    })
    expect(done(20, limitsNow(23))).toMatchObject({ action: 'advance', numbers: [{ to: 23, heldBy: limit(23) }] })
    expect(done(20, limitsNow(20)).action).toBe('hold')
    expect(done(20, limitsNow(15)).action).toBe('hold')
  })

  test('the walk of a week is shared out over its sessions, and ends at 150 minutes', () => {
    const walking = plans['brisk-walking']
    const after = planAfterStep(walking, stepOf(afterAWeek(walking)), {})
    expect(after.prescriptions[0]?.dose).toMatchObject({
      minutesPerWeek: { value: 80, changed: { from: 60, reason: 'brisk-walking/advance' } },
      minutesPerSession: { value: 20 },
    })
    expect(after.sessions[0]?.parts[0]).toMatchObject({ minutes: 20 })
    const last = withPlan(walking, ({ dose }) => ({
      dose: { ...dose, minutesPerWeek: { ...dose.minutesPerWeek, value: 140 } as never },
    }))
    const logs = allDone(7, walking, { part: (part) => ({ ...part, seconds: 35 * 60 }) })
    expect(to(stepOf(inputOn(7, last, logs)))).toBe(150)
  })

  test('what was accepted stands in the choices too, so that a new draft has grown as well', () => {
    const walking = plans['brisk-walking']
    const preferences = onlyForm('general_activity', {
      doses: { general_activity: { minutesPerWeek: { value: 60 }, sessionsPerWeek: { value: 4 } } },
    })
    const grown = preferencesAfterStep(preferences, walking, stepOf(afterAWeek(walking)), 'went well')
    expect(grown.doses?.['general_activity']?.minutesPerWeek).toEqual({ value: 80, reason: 'went well' })
    expect(draft(osteoporosis, ['walking'], grown).sessions[0]?.parts[0]).toMatchObject({ minutes: 20 })
  })

  test('inspiratory training never goes past 40% of PImax', () => {
    const training = withPlan(plans['inspiratory-muscle-training'], ({ dose }) => ({
      dose: { ...dose, percentPiMax: { ...dose.percentPiMax, value: 38 } as never },
    }))
    const logs = allDone(7, training, { ...withChecks, part: (part) => ({ ...part, percentPiMax: 38 }) })
    expect(to(stepOf(inputOn(7, training, logs)))).toBe(40)
  })

  test('a step goal rises only while pain and fatigue do not, and both are known', () => {
    const week = (second: Differs) => [
      ...allDone(7, stepGoalPlan),
      ...allDone(14, stepGoalPlan, second).filter(({ on }) => on >= addDays(startsOn, 7)),
    ]
    const action = (second: Differs) => stepOf(inputOn(13, stepGoalPlan, week(second))).action
    expect([1, 2, 3].map((painAfter) => action({ painAfter }))).toEqual(['advance', 'advance', 'hold'])
    expect([2, 3, 4].map((fatigue) => action({ fatigue }))).toEqual(['advance', 'advance', 'hold'])
    expect(action({ painAfter: null })).not.toBe('advance')
    expect(action({ fatigue: null })).not.toBe('advance')
  })
})

describe('two contents in turn', () => {
  const plan = plans['slow-strength']
  const template = plan.sessions[0] as Plan['sessions'][number]
  const byWeek = { ...template, alternate: { every: 'week', parts: template.alternate?.parts ?? [] } as const }

  test('by the session: the other one than was completed last; a missed one simply comes next', () => {
    const first = logOn(0, plan)
    expect(first.content).toBe('A')
    expect(contentOn(template, plan, addDays(startsOn, 3), [first])).toBe('B')
    expect(contentOn(template, plan, addDays(startsOn, 3), [{ ...first, completed: false }])).toBe('A')
    expect(contentOn(template, plan, addDays(startsOn, 21), [first])).toBe('B')
    expect(contentOn(template, plan, first.on, [first])).toBe('A')
  })

  test('by the week: A and B take turns from the week in which the plan starts', () => {
    const on = [0, 6, 7, 13, 14].map((day) => contentOn(byWeek, plan, addDays(startsOn, day), []))
    expect(on).toEqual(['A', 'A', 'B', 'B', 'A'])
  })

  test('every other week: a week B without content has no session', () => {
    const choice = { alternate: { every: 'week', a: ['leg-press'], b: [] } } as const
    const everyOther = draft(
      coronary,
      ['strength'],
      onlyForm('slow_dynamic_strength', { ...choicesOf(plan), steps: { slow_dynamic_strength: choice } }),
    )
    const session = everyOther.sessions[0] as Plan['sessions'][number]
    expect(session.alternate).toEqual({ every: 'week', parts: [] })
    expect(partsOn(session, everyOther, addDays(startsOn, 7), [])).toEqual([])
    expect(partsOn(session, everyOther, addDays(startsOn, 14), [])).toHaveLength(1)
    const { weeks } = progress(inputOn(14, everyOther, []), knowledge)
    expect(weeks.map(({ planned }) => planned)).toEqual([1, 0, 1])
  })
})

function choicesOf(plan: Plan) {
  const { dose } = plan.prescriptions[0] as Plan['prescriptions'][number]
  const of = (key: 'sets' | 'repetitions' | 'secondsDown' | 'secondsUp') => ({ value: dose[key]?.value ?? 0 })
  return {
    exercises: { slow_dynamic_strength: ['leg-press', 'chest-press'] },
    doses: {
      slow_dynamic_strength: {
        sets: of('sets'),
        repetitions: of('repetitions'),
        secondsDown: of('secondsDown'),
        secondsUp: of('secondsUp'),
      },
    },
  }
}

test('signs of worsening heart failure stop only plans in which they are asked for', () => {
  expect(plans['continuous-endurance'].stopRules).toContain('general/weight-gain')
  expect(plans['brisk-walking'].stopRules).not.toContain('general/weight-gain')
  expect(plans['brisk-walking'].stopRules).toContain('general/adverse-event-stop')
})

describe('what holds since the plan was confirmed', () => {
  const repetitionMaximum = (kilograms: number) => ({
    ...heartFailure,
    'leg-press-1rm': { state: 'known', value: kilograms, observedOn: startsOn } as const,
    'tested-on-current-medication': { state: 'known', value: true } as const,
  })
  const confirmed = plans['strength-heart-failure']
  const choices = onlyForm('strength_hf', {
    doses: {
      strength_hf: {
        sets: { value: 2 },
        repetitions: { value: 8, upTo: 12 },
        secondsDown: { value: 4 },
        secondsUp: { value: 4 },
      },
    },
    exercises: { strength_hf: ['leg-press'] },
  })

  test.each([
    [28, 22, 'advance'],
    [26, 20.5, 'advance'],
    [25, 20, 'hold'],
    [20, 20, 'hold'],
  ])('a repetition maximum of %i kg, measured since, holds the load at 80%%: %s kg', (kilograms, load, action) => {
    const today = draft(repetitionMaximum(kilograms), ['strength'], choices)
    const step = stepOf({ ...afterAWeek(confirmed), ...boundsToday(confirmed, today) })
    expect(step.action).toBe(action)
    expect(step.numbers?.[0]?.to).toBe(load)
    if (action === 'hold') expect(step.rule).toBe(step.numbers?.[0]?.heldBy?.rule)
  })

  test('a form that may no longer be prescribed moves no more, and its rule says why', () => {
    const training = plans['inspiratory-muscle-training']
    const stronger = { ...heartFailure, 'pi-max-percent': { state: 'known', value: 70 } as const }
    const today = draft(stronger, ['inspiratory muscle training'], onlyForm('inspiratory_muscle_training'))
    expect(stepOf(afterAWeek(training)).action).toBe('advance')
    const step = stepOf({ ...afterAWeek(training), ...boundsToday(training, today) })
    expect(step).toMatchObject({ action: 'ask', factIds: ['RX-HF-06'] })
  })

  test('the same facts and choices put nothing out', () => {
    for (const plan of Object.values(plans)) expect(boundsToday(plan, plan)).toMatchObject({ notAllowedNow: [] })
  })
})

describe('what the therapist left open', () => {
  test('forms without an order are shared out, and the source stays silent about the next one', () => {
    const plan = draft(
      osteoporosis,
      ['high impact'],
      onlyForm('high_impact', { doses: { high_impact: { sessionsPerWeek: { value: 5 } } } }),
    )
    expect(plan.prescriptions[0]?.programme).toBeUndefined()
    expect(plan.sessions[0]?.parts).toHaveLength(5)
    expect(stepOf(afterAWeek(plan))).toMatchObject({ action: 'hold', rule: 'general/source-silent' })
  })

  test('an order may only name forms that this patient may do', () => {
    const order = ['hopping', 'bungee-jumping', 'stamping', 'hopping']
    const plan = draft(
      osteoporosis,
      ['high impact'],
      onlyForm('high_impact', {
        doses: { high_impact: { sessionsPerWeek: { value: 5 } } },
        steps: { high_impact: { order } },
      }),
    )
    expect(plan.prescriptions[0]?.programme?.exercises).toEqual(['hopping', 'stamping'])
  })

  test('no form of the knowledge lets a plan use the step goal, nor dose balance by itself', () => {
    for (const form of ['step_goal_pain_management', 'balance_training_with_heart_failure']) {
      const verdicts = knowledge.forms[form]?.rows.map(({ verdict, dose }) => [verdict, Object.keys(dose).length])
      expect(verdicts?.every(([verdict, doses]) => verdict !== 'allowed' || doses === 0)).toBe(true)
    }
    expect(draft(osteoporosis, ['step goal'], {}).prescriptions.map(({ progression }) => progression)).not.toContain(
      'step-goal',
    )
  })
})

describe('days of rest between strength sessions', () => {
  const strength = (weekdays: readonly number[], sessionsPerWeek?: { value: number; reason?: string }) =>
    draft(
      osteoporosis,
      ['strength'],
      onlyForm('progressive_resistance', {
        weekdays,
        doses: {
          progressive_resistance: { sets: { value: 2 }, ...(sessionsPerWeek === undefined ? {} : { sessionsPerWeek }) },
        },
      }),
    )

  test('days are chosen with rest in between where the chosen days allow it', () => {
    expect(strength([1, 2, 4]).sessions[0]?.weekdays).toEqual([1, 4])
    expect(strength([1, 2, 3], { value: 2 }).sessions[0]?.weekdays).toEqual([1, 3])
    expect(strength([5, 6, 7]).sessions[0]?.weekdays).toEqual([5, 7])
  })

  test.each([
    [[1, 2], 1],
    [[1, 7], 1],
    [[1, 3], null],
  ])('two sessions on %j: a reason is asked for past %s', (weekdays, most) => {
    const crossed = strength(weekdays).blocked.filter(({ kind }) => kind === 'reason_needed')
    expect(crossed).toMatchObject(
      most === null
        ? []
        : [{ key: 'sessionsPerWeek', limit: { value: most, rule: 'progressive-resistance/rest-day' } }],
    )
  })

  test.each([
    [1, 'hold'],
    [2, 'advance'],
    [3, 'advance'],
  ])('two sessions %i days apart: %s', (apart, action) => {
    const plan = plans['progressive-resistance']
    const logs = [logOn(0, plan), logOn(apart, plan)]
    expect(stepOf(inputOn(7, plan, logs)).action).toBe(action)
  })

  test('the daily exercises of the back keep none', () => {
    expect(plans['back-endurance'].sessions[0]?.weekdays).toHaveLength(7)
  })
})
