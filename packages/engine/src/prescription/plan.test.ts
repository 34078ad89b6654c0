import { canonicalJson, doseKeys, type Plan } from '@dosis/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assessment, constraint, draft, form, knowledge, rule } from './fixture.ts'
import { guardingBound } from './load-direction.ts'

function prescriptionOf(plan: Plan, form: string) {
  const found = plan.prescriptions.find(({ forms }) => forms?.includes(form))
  if (found === undefined) throw new RangeError(`needs a prescription of ${form}`)
  return found
}

function doseOf(plan: Plan, form: string) {
  return prescriptionOf(plan, form).dose
}

describe('the run-walk programme', () => {
  const plan = draft({ run_walk_programme: 'allowed' })

  test('starts at level 1, three times a week with days of rest, 6 to 10 repetitions', () => {
    expect(plan.blocked).toEqual([])
    expect(plan.weekdays).toEqual([1, 3, 5])
    expect(plan.sessions).toEqual([
      {
        id: 'run_walk_programme',
        prescriptions: ['run_walk_programme'],
        weekdays: [1, 3, 5],
        parts: [
          {
            kind: 'intervals',
            level: 1,
            levels: 13,
            runSeconds: 15,
            walkSeconds: 165,
            repetitions: 10,
            minRepetitions: 6,
            maxRepetitions: 10,
          },
        ],
      },
    ])
  })

  test('carries its levels, so that a phone needs no knowledge', () => {
    expect(prescriptionOf(plan, 'run_walk_programme').levels).toHaveLength(13)
  })

  test('makes other levels from constants that the therapist changed', () => {
    const changed = draft({ run_walk_programme: 'allowed' }, { programmes: { 'run-walk': { walkSecondsFirst: 60 } } })
    expect(changed.blocked).toEqual([])
    expect(doseOf(changed, 'run_walk_programme').walkSeconds?.value).toBe(60)
  })

  test.each([
    [179, 0],
    [180, 0],
    [181, 1],
  ])('never runs longer at once than the bound that is known: %i seconds', (runSecondsLast, blocks) => {
    const changed = draft({ run_walk_programme: 'allowed' }, { programmes: { 'run-walk': { runSecondsLast } } })
    expect(changed.blocked).toHaveLength(blocks)
  })

  test('starts at the level that the therapist chose, never above the last one', () => {
    const at = (level: number) =>
      draft({ run_walk_programme: 'allowed' }, { doses: { run_walk_programme: { level: { value: level } } } })
    expect(at(4).sessions[0]?.parts[0]).toMatchObject({ level: 4, runSeconds: 55, walkSeconds: 125 })
    expect(at(13).sessions[0]?.parts[0]).toMatchObject({ level: 13, maxRepetitions: 9 })
    expect(at(14).blocked).toMatchObject([{ kind: 'hard_limit', key: 'level' }])
  })
})

test('a new plan in a running course goes on where the patient trains', () => {
  const at = (levelNow: number) => draft({ run_walk_programme: 'allowed' }, {}, {}, { levelNow }).sessions[0]?.parts[0]
  expect(at(3)).toMatchObject({ level: 3, runSeconds: 40, walkSeconds: 140 })
  expect(at(20)).toMatchObject({ level: 13 })
})

test('seconds that the therapist sets stand in the dose and in the levels alike', () => {
  const doses = { run_walk_programme: { level: { value: 2 }, runSeconds: { value: 20, reason: 'sore knee' } } }
  const plan = draft({ run_walk_programme: 'allowed' }, { doses })
  expect(prescriptionOf(plan, 'run_walk_programme')).toMatchObject({
    dose: { runSeconds: { value: 20, changed: { from: 25, reason: 'sore knee' } } },
  })
  expect(prescriptionOf(plan, 'run_walk_programme').levels?.[1]).toEqual({
    runSeconds: 20,
    walkSeconds: 150,
    repetitions: 10,
  })
  expect(plan.sessions[0]?.parts[0]).toMatchObject({ level: 2, runSeconds: 20, walkSeconds: 150 })
})

test('levels without constants keep their repetitions when the therapist sets seconds', () => {
  const { 'run-walk': programme } = knowledge.progressions
  if (programme === undefined) throw new RangeError('needs the programme')
  const { parameters: _, ...plain } = programme
  const known = { ...knowledge, progressions: { ...knowledge.progressions, 'run-walk': plain } }
  const doses = { run_walk_programme: { walkSeconds: { value: 600 } } }
  const plan = draft({ run_walk_programme: 'allowed' }, { doses }, {}, { knowledge: known })
  expect(prescriptionOf(plan, 'run_walk_programme').levels?.slice(0, 2)).toEqual([
    { runSeconds: 15, walkSeconds: 600, repetitions: 10 },
    { runSeconds: 25, walkSeconds: 150, repetitions: 10 },
  ])
})

describe('strength', () => {
  test('has the dose of the row; numbers on which the source is silent stay open', () => {
    const plan = draft({ progressive_resistance: 'allowed' })
    expect(doseOf(plan, 'progressive_resistance')).toMatchObject({
      sessionsPerWeek: { value: 2, upTo: 3 },
      repetitions: { value: 8, upTo: 12 },
      sets: { value: 1, upTo: 3 },
      percent1RM: { value: null, factIds: [] },
    })
    expect(plan.open).toEqual([{ prescription: 'progressive_resistance', key: 'percent1RM' }])
    expect(plan.blocked).toEqual([])
    expect(plan.sessions[0]?.weekdays).toEqual([1, 4])
  })

  test('takes the exercises for which the patient has all that is needed', () => {
    const exercises = (equipment?: readonly string[]) =>
      prescriptionOf(
        draft({ progressive_resistance: 'allowed' }, equipment === undefined ? {} : { equipment }),
        'progressive_resistance',
      ).exercises
    expect(exercises()).toEqual(['sit-to-stand', 'plank'])
    expect(exercises(['leg-press'])).toEqual(['sit-to-stand', 'plank', 'leg-press'])
  })

  test('with a heart condition leaves out holds, breathes, and waits for the seconds down and up', () => {
    const plan = draft({ progressive_resistance: 'allowed' }, {}, { heart: 'yes' })
    expect(prescriptionOf(plan, 'progressive_resistance')).toMatchObject({
      exercises: ['sit-to-stand'],
      adaptations: ['breathing', 'no-holds', 'slow-tempo'],
      dose: { secondsPerRepetition: { value: null, lowest: [{ value: 6 }], highest: [{ value: 10 }] } },
    })
    expect(plan.blocked).toMatchObject([
      { kind: 'open_dose', key: 'secondsDown' },
      { kind: 'open_dose', key: 'secondsUp' },
    ])
  })

  test.each([
    [2, 3, ['reason_needed']],
    [3, 3, []],
    [5, 5, []],
    [5, 6, ['reason_needed']],
  ])('guides %i seconds down and %i up within the limit on the whole', (down, up, kinds) => {
    const doses = { progressive_resistance: { secondsDown: { value: down }, secondsUp: { value: up } } }
    const plan = draft({ progressive_resistance: 'allowed' }, { doses }, { heart: 'yes' })
    expect(plan.blocked.map(({ kind }) => kind)).toEqual(kinds)
    expect(plan.sessions[0]?.parts[0]).toMatchObject({ secondsDown: down, secondsUp: up, breathingCue: true })
  })

  test('that two documents ask for is one prescription within the limits of both', () => {
    const plan = draft({ strength_hf: 'allowed', progressive_resistance: 'allowed_with_conditions' })
    expect(plan.prescriptions).toHaveLength(1)
    expect(plan.prescriptions[0]).toMatchObject({
      form: 'progressive_resistance',
      forms: ['progressive_resistance', 'strength_hf'],
      verdict: 'allowed_with_conditions',
      dose: { sessionsPerWeek: { value: 2, upTo: null }, percent1RM: { value: 30, upTo: 80 } },
    })
  })
})

describe('impact and unbroken moving', () => {
  test('five sets of ten, shared out over the exercises; days are the therapist’s', () => {
    const open = draft({ high_impact: 'allowed' })
    expect(open.blocked).toEqual([{ kind: 'open_dose', prescription: 'high_impact', key: 'sessionsPerWeek' }])
    expect(draft({ general_activity: 'allowed' }).blocked).toMatchObject([{ key: 'sessionsPerWeek' }])
    const plan = draft({ high_impact: 'allowed' }, { weekdays: [1, 2, 4, 6] })
    expect(plan.blocked).toEqual([])
    expect(plan.sessions[0]?.parts).toMatchObject([
      { kind: 'impact', exercise: 'stamping', sets: 3, impactsPerSet: 10 },
      { kind: 'impact', exercise: 'small-jumps', sets: 2, impactsPerSet: 10 },
    ])
  })

  test.each([
    [3, 50],
    [4, 38],
    [5, 30],
  ])('150 minutes a week over %i days are %i minutes a day', (perWeek, minutes) => {
    const doses = { general_activity: { sessionsPerWeek: { value: perWeek } } }
    const plan = draft({ general_activity: 'allowed' }, { doses })
    expect(plan.sessions[0]?.parts).toEqual([{ kind: 'continuous', exercise: 'brisk-walking', minutes }])
  })

  test('never more in a week than a ceiling on the week', () => {
    const doses = { general_activity: { sessionsPerWeek: { value: 1 } } }
    const plan = draft({ general_activity: 'allowed' }, { doses }, { tired: 'yes' })
    expect(plan.sessions[0]?.parts).toMatchObject([{ minutes: 140 }])
  })
})

test('a limit on the number of sessions does not make them longer', () => {
  expect(draft({ walking: 'allowed' }).sessions[0]).toMatchObject({ weekdays: [1, 3, 5], parts: [{ minutes: 50 }] })
  const tired = draft({ walking: 'allowed' }, {}, { tired: 'yes' })
  expect(tired.sessions[0]).toMatchObject({ weekdays: [1], parts: [{ minutes: 46 }] })
})

describe('limits', () => {
  test.each([
    [1, []],
    [2, []],
    [3, ['hard_limit']],
  ])('the ceiling is the lowest of all that apply: %i sets', (sets, kinds) => {
    const doses = { progressive_resistance: { sets: { value: sets, reason: 'she is strong' } } }
    const plan = draft({ progressive_resistance: 'allowed' }, { doses }, { frail: 'yes' })
    expect(plan.blocked.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('the end of a range counts for the ceiling', () => {
    const doses = { progressive_resistance: { sets: { value: 2, upTo: 4 } } }
    expect(draft({ progressive_resistance: 'allowed' }, { doses }).blocked).toMatchObject([{ kind: 'hard_limit' }])
  })

  test.each([
    [12, undefined, []],
    [13, undefined, ['reason_needed']],
    [13, '  ', ['reason_needed']],
    [13, 'used to train', []],
  ])('a soft limit asks for a reason: %i repetitions because %s', (value, reason, kinds) => {
    const repetitions = reason === undefined ? { value } : { value, reason }
    const plan = draft({ progressive_resistance: 'allowed' }, { doses: { progressive_resistance: { repetitions } } })
    expect(plan.blocked.map(({ kind }) => kind)).toEqual(kinds)
  })

  test('less than a source asks for is never forbidden, it asks for a reason', () => {
    const doses = { progressive_resistance: { sessionsPerWeek: { value: 1 } } }
    expect(draft({ progressive_resistance: 'allowed' }, { doses }).blocked).toMatchObject([{ kind: 'reason_needed' }])
  })

  test('keeps what a number was before it was changed', () => {
    const doses = { progressive_resistance: { sets: { value: 2 } } }
    const plan = draft({ progressive_resistance: 'allowed' }, { doses })
    expect(doseOf(plan, 'progressive_resistance').sets).toMatchObject({ value: 2, upTo: null, changed: { from: 1 } })
  })

  test('a constraint that cannot be judged holds, and asks', () => {
    const plan = draft({ progressive_resistance: 'allowed' }, {}, { frail: 'unknown' })
    expect(doseOf(plan, 'progressive_resistance').sets?.highest[0]).toMatchObject({ value: 2, rule: 'fewer-sets' })
    expect(plan.blocked).toEqual([{ kind: 'missing_fact', fact: 'condition-frail' }])
  })
})

describe('the whole week', () => {
  const both = { run_walk_programme: 'allowed', general_activity: 'allowed' } as const
  const with2 = (perWeek: number, reason?: string) => {
    const sessionsPerWeek = reason === undefined ? { value: perWeek } : { value: perWeek, reason }
    return draft(both, { doses: { general_activity: { sessionsPerWeek } } }, {}, { knowledge: wideWeek }).blocked
  }
  const { run_walk_programme: programme } = knowledge.forms
  if (programme === undefined) throw new RangeError('needs the programme')
  const [row] = programme.rows
  const wide = {
    ...row,
    dose: { ...row?.dose, sessionsPerWeek: rule(3, { highest: 5, limit: 'soft' }) },
  } as typeof row & object
  const wideWeek = { ...knowledge, forms: { ...knowledge.forms, run_walk_programme: { ...programme, rows: [wide] } } }

  test.each([
    [1, undefined, []],
    [2, undefined, []],
    [3, undefined, ['reason_needed']],
    [3, 'wants to', []],
  ])(
    'a ceiling on the week is about all endurance together: 3 and %i sessions because %s',
    (perWeek, reason, kinds) => {
      expect(with2(perWeek, reason).map(({ kind }) => kind)).toEqual(kinds)
    },
  )

  test('chosen weekdays say how often for a single form only', () => {
    const plan = draft({ ...both, high_impact: 'allowed' }, { weekdays: [1, 2, 3, 4] })
    expect(plan.blocked).toContainEqual({ kind: 'open_dose', prescription: 'high_impact', key: 'sessionsPerWeek' })
  })
})

test('what there is none of is left out of a plan', () => {
  const plan = draft({ high_impact: 'allowed' })
  const optional = ['unmet', 'wanted', 'expired']
  expect(optional.filter((field) => field in plan)).toEqual([])
  const [prescription] = plan.prescriptions
  const own = ['levels', 'targets', 'conflicts', 'loads', 'programme', 'painLimit']
  expect(own.filter((field) => field in (prescription ?? {}))).toEqual([])
})

test('a rule that asks for more than another allows is shown, with the form that a source names instead', () => {
  const { high_impact: impact } = knowledge.forms
  if (impact === undefined) throw new RangeError('needs the form')
  const substitutes = [{ form: 'general_activity', factIds: ['FACT-INSTEAD'] }]
  const nothing = { impactsPerSession: { highest: 0, limit: 'soft' } } as const
  const known = {
    ...knowledge,
    forms: { ...knowledge.forms, high_impact: { ...impact, substitutes } },
    constraints: { ceiling: constraint('ceiling', 'fracture', { modalities: ['impact'], limits: nothing }) },
  }
  const conflictsOf = (verdicts: Parameters<typeof draft>[0]) =>
    prescriptionOf(draft(verdicts, {}, { fracture: 'yes' }, { knowledge: known }), 'high_impact').conflicts
  expect(conflictsOf({ high_impact: 'allowed', general_activity: 'allowed' })).toEqual([
    {
      key: 'impactsPerSession',
      floor: { value: 50, kind: 'soft', rule: 'high_impact/row', factIds: ['FACT-DOSE'] },
      ceiling: { value: 0, kind: 'soft', rule: 'ceiling', factIds: ['FACT-ceiling'] },
      holds: 'ceiling',
      instead: 'general_activity',
    },
  ])
  expect(conflictsOf({ high_impact: 'allowed' })).toMatchObject([{ instead: null }])
})

test('a prolonged hold stays where no rule advises against it, and a cue is for an exercise or rule that asks for it', () => {
  const doses = { progressive_resistance: { sets: { value: 1 } } }
  const equipment = ['leg-press']
  const cues = (conditions: Parameters<typeof draft>[2]) =>
    draft({ progressive_resistance: 'allowed' }, { doses, equipment }, conditions).sessions[0]?.parts.map((part) =>
      part.kind === 'strength' ? [part.exercise, part.breathingCue] : [],
    )
  expect(cues({ frail: 'yes' })).toEqual([
    ['sit-to-stand', true],
    ['plank', false],
    ['leg-press', false],
  ])
})

test('a load for all exercises holds where none was given for one', () => {
  const choices = {
    equipment: ['leg-press'],
    doses: { progressive_resistance: { loadKilograms: { value: 10 } } },
    steps: { progressive_resistance: { loads: { 'leg-press': 40 } } },
  }
  const [session] = draft({ progressive_resistance: 'allowed' }, choices).sessions
  expect(session?.parts).toMatchObject([
    { exercise: 'sit-to-stand', loadKilograms: 10 },
    { exercise: 'plank', loadKilograms: 10 },
    { exercise: 'leg-press', loadKilograms: 40 },
  ])
})

test('a goal of steps is for the whole day, in the exercise of its form', () => {
  const steps = form('general_activity', 'aerobic', { stepsPerDay: rule(4000) }, { exercises: ['brisk-walking'] })
  const known = { ...knowledge, forms: { ...knowledge.forms, general_activity: steps } }
  const doses = { general_activity: { sessionsPerWeek: { value: 7 } } }
  const [session] = draft({ general_activity: 'allowed' }, { doses }, {}, { knowledge: known }).sessions
  expect(session).toEqual({
    id: 'general_activity',
    prescriptions: ['general_activity'],
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    parts: [{ kind: 'steps', exercise: 'brisk-walking', stepsPerDay: 4000 }],
  })
})

describe('forms that may not be prescribed', () => {
  test.each(['conflict', 'not_supported', 'not_allowed', 'unknown', 'silent', 'no_recommendation'] as const)(
    '%s is left out with its rule, even when it is asked for',
    (verdict) => {
      const plan = draft({ high_impact: verdict, run_walk_programme: 'allowed' }, { forms: ['high_impact'] })
      expect(plan.leftOut).toContainEqual(expect.objectContaining({ form: 'high_impact', verdict }))
      expect(plan.prescriptions).toEqual([])
      expect(plan.blocked).toContainEqual({ kind: 'nothing_to_prescribe' })
    },
  )

  test('what was not chosen is left out with the verdict that it may be', () => {
    const plan = draft({ run_walk_programme: 'allowed', high_impact: 'allowed' }, { forms: ['run_walk_programme'] })
    expect(plan.prescriptions.map(({ form }) => form)).toEqual(['run_walk_programme'])
    expect(plan.leftOut).toMatchObject([{ form: 'high_impact', verdict: 'allowed' }])
  })

  test('advice is no exercise', () => {
    const plan = draft({ advice: 'allowed' })
    expect(plan).toMatchObject({ prescriptions: [], leftOut: [], blocked: [{ kind: 'nothing_to_prescribe' }] })
  })
})

describe('what comes first', () => {
  const base = assessment({ run_walk_programme: 'allowed' })

  test('a red flag and a referral before the start block the plan', () => {
    const redFlags = [{ rule: 'red/flag', facts: [], factIds: [] }]
    const referral = { ...base.referral, action: 'medical_clearance_first', reasons: ['referral/clearance'] } as const
    const plan = draft({}, {}, {}, { assessment: { ...base, redFlags, referral } })
    expect(plan.blocked).toEqual([
      { kind: 'referral', rule: 'red/flag' },
      { kind: 'referral', rule: 'referral/clearance' },
    ])
  })

  test('a fact that decides about several things is waited for when one of them counts', () => {
    const influences = [
      { decision: 'exercise-high_impact', now: 'allowed', could: ['not_allowed'] },
      { decision: 'referral', now: 'none', could: ['refer_msrz'] },
    ]
    const stillNeeded = [{ fact: 'fractures', safety: true, influences }]
    expect(draft({}, {}, {}, { assessment: { ...base, stillNeeded } }).blocked).toEqual([
      { kind: 'missing_fact', fact: 'fractures' },
    ])
  })

  test.each(['none', 'contact_referring_physician', 'silent'] as const)('%s does not wait', (action) => {
    const plan = draft({}, {}, {}, { assessment: { ...base, referral: { ...base.referral, action } } })
    expect(plan.blocked).toEqual([])
  })

  test.each([
    'consult_gp_before_start',
    'inform_patient_and_gp',
    'refer_gp_or_specialist',
    'refer_sports_physician',
    'refer_msrz',
    'medical_clearance_first',
  ] as const)('%s waits, and stands for itself where no reason is given', (action) => {
    const plan = draft({}, {}, {}, { assessment: { ...base, referral: { ...base.referral, action } } })
    expect(plan.blocked).toEqual([{ kind: 'referral', rule: `referral/${action}` }])
  })

  test('treatment that waits for the GP blocks the plan', () => {
    const stop = { ...base.stop, verdict: 'hold_until_gp' } as const
    expect(draft({}, {}, {}, { assessment: { ...base, stop } }).blocked).toEqual([
      { kind: 'referral', rule: 'stop/hold_until_gp' },
    ])
  })

  test('what is missing for two reasons is asked once', () => {
    const referral = { ...base.referral, missing: ['screening', 'fractures', 'screening'] }
    expect(draft({}, {}, {}, { assessment: { ...base, referral } }).blocked).toEqual([
      { kind: 'missing_fact', fact: 'screening' },
      { kind: 'missing_fact', fact: 'fractures' },
    ])
  })

  test.each([
    ['triage', true, true],
    ['exercise-run_walk_programme', true, true],
    ['exercise-high_impact', true, false],
    ['exercise-run_walk_programme', false, false],
  ])('a fact that decides about %s (safety: %s) is waited for: %s', (decision, safety, isWaited) => {
    const stillNeeded = [{ fact: 'lvef-percent', safety, influences: [{ decision, now: 'a', could: ['b'] }] }]
    expect(draft({}, {}, {}, { assessment: { ...base, stillNeeded } }).blocked).toEqual(
      isWaited ? [{ kind: 'missing_fact', fact: 'lvef-percent' }] : [],
    )
  })

  test('facts that a referral waits for are asked before anything is confirmed', () => {
    const referral = { ...base.referral, missing: ['screening'] }
    const plan = draft({}, {}, {}, { assessment: { ...base, referral } })
    expect(plan.blocked).toEqual([{ kind: 'missing_fact', fact: 'screening' }])
  })

  test('a fact about the safety of a form counts when that form is prescribed', () => {
    const needed = (form: string) => [
      {
        fact: 'fractures',
        safety: true,
        influences: [{ decision: `exercise-${form}`, now: 'allowed', could: ['not_allowed'] }],
      },
    ]
    const blocked = (form: string) => draft({}, {}, {}, { assessment: { ...base, stillNeeded: needed(form) } }).blocked
    expect(blocked('run_walk_programme')).toEqual([{ kind: 'missing_fact', fact: 'fractures' }])
    expect(blocked('high_impact')).toEqual([])
  })

  test('names what stops a session or the training', () => {
    expect(draft({ run_walk_programme: 'allowed' }).stopRules).toEqual(['chest-pain', 'general/adverse-event-stop'])
  })
})

describe('for anyone', () => {
  const forms = [
    'run_walk_programme',
    'progressive_resistance',
    'strength_hf',
    'high_impact',
    'general_activity',
  ] as const
  const verdict = fc.constantFrom('allowed', 'allowed_with_conditions', 'not_allowed', 'unknown', 'conflict' as const)
  const verdicts = fc.record(Object.fromEntries(forms.map((form) => [form, verdict])))
  const truth = fc.constantFrom('yes', 'no', 'unknown' as const)
  const conditions = fc.record({ heart: truth, frail: truth, tired: truth })
  const preferences = fc.record({
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
    doses: fc.record({
      progressive_resistance: fc.record(
        {
          sets: fc.record({ value: fc.integer({ min: 1, max: 6 }) }),
          sessionsPerWeek: fc.record({ value: fc.nat(7) }),
        },
        { requiredKeys: [] },
      ),
    }),
  })

  test('one more condition never raises a number that loads, nor lowers one that spares', () => {
    const added = fc.constantFrom('heart', 'frail', 'tired')
    fc.assert(
      fc.property(verdicts, conditions, added, truth, (given, had, more, becomes) => {
        fc.pre(had[more as keyof typeof had] === 'no' && becomes !== 'no')
        const without = draft(given, {}, had)
        const withOne = draft(given, {}, { ...had, [more]: becomes })
        expect(withOne.prescriptions.map(({ form }) => form)).toEqual(without.prescriptions.map(({ form }) => form))
        withOne.prescriptions.forEach((prescription, index) => {
          const before = without.prescriptions[index]
          expect(before?.exercises).toEqual(expect.arrayContaining([...prescription.exercises]))
          for (const key of doseKeys) {
            const [old, now] = [before?.dose[key], prescription.dose[key]]
            if (old === undefined || now === undefined || old.value === null) continue
            const [was, is] = [old.upTo ?? old.value, now.upTo ?? now.value ?? 0]
            if (guardingBound(key) === 'highest') expect(is).toBeLessThanOrEqual(was)
            else expect(now.value ?? 0).toBeGreaterThanOrEqual(old.value)
          }
        })
      }),
      { numRuns: 1000 },
    )
  })

  test('a plan that may be confirmed keeps within every hard limit', () => {
    fc.assert(
      fc.property(verdicts, conditions, preferences, (given, had, wanted) => {
        const plan = draft(given, wanted, had)
        if (plan.blocked.length > 0) return
        for (const { dose } of plan.prescriptions)
          for (const number of Object.values(dose))
            for (const limit of number.highest.filter(({ kind }) => kind === 'hard'))
              expect(number.upTo ?? number.value ?? 0).toBeLessThanOrEqual(limit.value)
      }),
      { numRuns: 1000 },
    )
  })

  test('every number has a source, was set by the therapist, or is open', () => {
    const programme = knowledge.progressions['run-walk']
    if (programme === undefined) throw new RangeError('needs the programme')
    const known = {
      ...knowledge,
      progressions: {
        ...knowledge.progressions,
        'run-walk': { ...programme, levelFactIds: { level: ['A'], runSeconds: ['B'], walkSeconds: ['C'] } },
      },
    }
    fc.assert(
      fc.property(verdicts, conditions, preferences, (given, had, wanted) => {
        const plan = draft(given, wanted, had, { knowledge: known })
        for (const { id, dose } of plan.prescriptions)
          for (const key of doseKeys) {
            const number = dose[key]
            if (number === undefined) continue
            if (number.value === null) expect(plan.open).toContainEqual({ prescription: id, key })
            else expect(number.factIds.length > 0 || number.changed !== null).toBe(true)
          }
      }),
      { numRuns: 500 },
    )
  })

  test('the order of forms, constraints and documents changes nothing, and the same input gives the same bytes', () => {
    fc.assert(
      fc.property(verdicts, conditions, preferences, (given, had, wanted) => {
        const reversed = <Value>(record: Readonly<Record<string, Value>>) =>
          Object.fromEntries(Object.entries(record).reverse())
        const other = { ...knowledge, forms: reversed(knowledge.forms), constraints: reversed(knowledge.constraints) }
        const first = draft(given, wanted, had)
        expect(canonicalJson(draft(given, structuredClone(wanted), had, { knowledge: other }))).toBe(
          canonicalJson(first),
        )
      }),
    )
  })
})
