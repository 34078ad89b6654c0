import { type AssessmentInput, doseKeys, type Fact, type Facts, meetsAim, type PlanPreferences } from '@dosis/domain'
import { plan } from '@dosis/engine'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const known = (value: Exclude<Fact, { state: 'absent' | 'unknown' }>['value']): Fact => ({ state: 'known', value })
const unknown: Fact = { state: 'unknown' }

/** Osteoporosis and no other condition; everything that a referral waits for is known. */
const osteoporosis: Facts = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, known(false)])),
  'condition-osteoporosis': known(true),
  'age-years': known(68),
  sex: known('female'),
  route: known('gp_referral'),
  screening: known('pluis'),
  'bone-health-plays-a-role': known(true),
  'low-back-pain-plays-a-role': known(false),
  't-score': known(-2.8),
  'dxa-done': known(true),
  'vfa-done': known(true),
  'fracture-risk-score': known(5),
  'glucocorticoid-systemic': known(false),
  'unsure-about-high-impact-loading': known(false),
  'multiple-complex-problem': known(false),
  'organ-systems-limiting': known([]),
  'treatment-side-effects': known(false),
  'can-exercise-safely-alone': known(true),
  'knows-suitable-exercises': known(false),
  'needs-advice-at-start': known(true),
  'broader-approach': known(true),
  'shared-decision': known(true),
  tailored: known(true),
  'fracture-risk-and-consolidation-weighed': known(true),
  'short-term': known(true),
  'stop-criteria-discussed': known(true),
  'self-management-aim': known(true),
  'self-management-sufficient': known(false),
  frail: known(false),
  'fall-risk-raised': known(false),
  'comorbidity-complex': known(false),
  'fear-of-movement': known(false),
  'complaints-hinder-movement': known(false),
  fractures: known([]),
}

/** Stable heart failure with a beta-blocker, approved for training. */
const heartFailure: Facts = {
  'condition-hfref': known(true),
  'condition-heart-failure': known(true),
  'lvef-percent': known(35),
  'nyha-class': known(2),
  'heart-failure-stable': known(true),
  'low-risk-according-to-cardiologist': known(true),
  'unstable-vitals': known(false),
  'limited-mobility': known(false),
  'severe-primary-lung-kidney-liver': known(false),
  'beta-blocker': known(true),
  'medical-clearance': known(true),
}

const vertebra = {
  site: 'vertebra',
  weeksAgo: 30,
  lowTrauma: true,
  stable: true,
  symptomatic: false,
  imaging: true,
  operated: false,
} as const

function draft(facts: Facts, preferences: PlanPreferences = {}, requests = ['strength', 'high impact']) {
  const assessment: AssessmentInput = { on: '2026-05-04', treatmentStart: null, facts, requests, measurements: {} }
  return plan({ assessment, preferences }, knowledge)
}

function strengthOf(facts: Facts, preferences: PlanPreferences = {}) {
  const found = draft(facts, preferences).prescriptions.find(({ forms }) => forms?.includes('progressive_resistance'))
  if (found === undefined) throw new RangeError('needs strength training')
  return found
}

describe('strength with osteoporosis', () => {
  test('has no tempo, says how to train, and waits for the sets about which the source is silent', () => {
    const adaptations = ['bone-strength-technique', 'bone-training-often-enough', 'risk-group-3-without-studies']
    expect(strengthOf(osteoporosis).adaptations).toEqual(adaptations)
    expect(strengthOf(osteoporosis).dose).toMatchObject({ sets: { value: null, highest: [{ value: 3 }] } })
    expect(strengthOf(osteoporosis).dose.secondsPerRepetition).toBeUndefined()
    const preferences = { forms: ['progressive_resistance'], doses: { progressive_resistance: { sets: { value: 2 } } } }
    const plan = draft(osteoporosis, preferences)
    expect(plan.blocked).toEqual([])
    expect(plan.sessions[0]?.parts[0]).toMatchObject({ kind: 'strength', sets: 2, repetitions: 8, secondsDown: null })
  })

  test('and heart failure on a beta-blocker is one training within the limits of both, slow and breathing', () => {
    const facts = { ...osteoporosis, ...heartFailure }
    const strength = strengthOf(facts)
    expect(strength).toMatchObject({
      form: 'progressive_resistance',
      forms: ['progressive_resistance', 'strength_hf'],
      dose: {
        sessionsPerWeek: { value: 2, upTo: null },
        repetitions: { value: 8, upTo: 12 },
        // by the row of heart failure, and by the rule that keeps the ceiling when that row does not hold
        percent1RM: {
          value: 30,
          upTo: 80,
          highest: [
            { value: 80, kind: 'hard' },
            { value: 80, kind: 'hard' },
          ],
        },
        secondsPerRepetition: { value: null, lowest: [{ value: 6, kind: 'soft' }], highest: [{ value: 10 }] },
      },
    })
    expect(strength.adaptations).toEqual([
      'beta-blocker-effort',
      'bone-strength-technique',
      'bone-training-often-enough',
      'cardiac-breathing',
      'cardiac-no-prolonged-holds',
      'cardiac-slow-tempo',
      'cardiac-strength-start-low',
      'heart-failure-daily-check',
      'heart-failure-varied-evidence',
      'risk-group-3-without-studies',
    ])
    const doses = { progressive_resistance: { sets: { value: 2 }, secondsDown: { value: 4 }, secondsUp: { value: 4 } } }
    const preferences = { forms: ['progressive_resistance', 'strength_hf'], doses }
    const plan = draft(facts, preferences)
    expect(plan.blocked).toEqual([])
    expect(plan.sessions[0]?.parts[0]).toMatchObject({ secondsDown: 4, secondsUp: 4, breathingCue: true })
  })
})

describe('each limit holds, lets through, and asks while it cannot be judged', () => {
  const hypertension = 'condition-hypertension'
  const cases = [
    ['cardiac-slow-tempo', hypertension],
    ['cardiac-breathing', hypertension],
    ['cardiac-no-prolonged-holds', hypertension],
    ['beta-blocker-effort', 'beta-blocker'],
  ] as const

  test.each(cases)('%s with %s', (limit, fact) => {
    const base = {
      ...osteoporosis,
      ...heartFailure,
      'condition-heart-failure': known(false),
      'condition-hfref': known(false),
      'lvef-percent': unknown,
    }
    const facts =
      limit === 'beta-blocker-effort'
        ? { ...base, [hypertension]: known(true) }
        : { ...base, 'beta-blocker': known(false) }
    expect(strengthOf({ ...facts, [fact]: known(true) }).adaptations).toContain(limit)
    expect(strengthOf({ ...facts, [fact]: known(false) }).adaptations).not.toContain(limit)
    expect(strengthOf({ ...facts, [fact]: unknown }).adaptations).toContain(limit)
    expect(draft({ ...facts, [fact]: unknown }).blocked).toContainEqual({ kind: 'missing_fact', fact })
  })

  test.each([
    [0, false],
    [1, false],
    [2, true],
  ])('advice at the start with %i fractures by light trauma: %s', (count, applies) => {
    const wrist = { ...vertebra, site: 'wrist' }
    const facts = { ...osteoporosis, fractures: known(Array.from({ length: count }, () => wrist)) }
    expect(strengthOf(facts).adaptations.includes('vertebral-fracture-advice-at-start')).toBe(applies)
  })

  const wrist = { ...vertebra, site: 'wrist' }
  test.each([
    ['score 3', { 'fracture-risk-score': known(3) }, false],
    ['score 4', { 'fracture-risk-score': known(4) }, true],
    ['score 5', { 'fracture-risk-score': known(5) }, true],
    ['no score', { 'fracture-risk-score': unknown }, false],
    ['age 59', { 'age-years': known(59) }, false],
    ['age 60', { 'age-years': known(60) }, true],
    ['a fracture 103 weeks ago', { fractures: known([{ ...wrist, weeksAgo: 103 }]) }, false],
    ['a fracture 104 weeks ago', { fractures: known([{ ...wrist, weeksAgo: 104 }]) }, true],
    ['fractures unknown', { fractures: unknown }, false],
    ['glucocorticoids', { 'glucocorticoid-systemic': known(true), 'glucocorticoid-months': known(4) }, false],
    ['glucocorticoids unknown', { 'glucocorticoid-systemic': unknown }, false],
  ] as const)('no studies in this risk group, with %s: %s', (_, facts, applies) => {
    const strength = draft({ ...osteoporosis, ...facts }).prescriptions.filter(({ forms }) =>
      forms?.includes('progressive_resistance'),
    )
    const said = strength.some(({ adaptations }) => adaptations.includes('risk-group-3-without-studies'))
    expect(said).toBe(applies)
  })

  test('a vertebral fracture leaves no impact beyond brisk walking', () => {
    const facts = { ...osteoporosis, fractures: known([vertebra]) }
    expect(strengthOf(facts).adaptations).toContain('vertebral-fracture-advice-at-start')
    const plan = draft(facts, { forms: ['high_impact'] })
    expect(plan.prescriptions).toEqual([])
    expect(plan.leftOut.map(({ form }) => form)).toContain('high_impact')
  })
})

describe('how to train is said with the forms of that patient, and not with those of another', () => {
  const nobody = { ...osteoporosis, 'condition-osteoporosis': known(false), 'bone-health-plays-a-role': known(false) }
  const requests = [
    'strength',
    'high impact',
    'interval training',
    'endurance training',
    'inspiratory muscle training',
    'back exercises',
  ]
  const backExercises = { ...osteoporosis, fractures: known([vertebra]), 'can-exercise-safely-alone': known(false) }
  const patients: Readonly<Record<string, Facts>> = {
    bone: osteoporosis,
    heartFailure: { ...nobody, ...heartFailure, 'pi-max-percent': known(65) },
    vertebralFracture: backExercises,
    hypertension: { ...nobody, 'condition-hypertension': known(true), 'medical-clearance': known(true) },
    lowBackPain: {
      ...nobody,
      'condition-chronic-low-back-pain': known(true),
      'low-back-pain-plays-a-role': known(true),
      'age-years': known(45),
      'low-back-pain-weeks': known(13),
      'low-back-pain-most-days': known(true),
      'low-back-pain-exclusions': known([]),
      smartphone: known(true),
    },
  }
  const adaptationsOf = (facts: Facts) =>
    new Set(draft(facts, {}, [...requests, 'what can I do myself']).prescriptions.flatMap((one) => one.adaptations))
  const found = Object.fromEntries(Object.entries(patients).map(([name, facts]) => [name, adaptationsOf(facts)]))

  test.each([
    ['bone-activity-for-life', 'bone'],
    ['bone-impact-technique', 'bone'],
    ['bone-impact-weigh-fracture-risk', 'bone'],
    ['bone-strength-technique', 'bone'],
    ['bone-training-often-enough', 'bone'],
    ['heart-failure-labels-are-no-zones', 'heartFailure'],
    ['heart-failure-two-aerobic-ranges', 'heartFailure'],
    ['heart-failure-varied-evidence', 'heartFailure'],
    ['inspiratory-training-for-whom', 'heartFailure'],
    ['back-exercises-low-and-guided', 'vertebralFracture'],
    ['cardiac-strength-guided', 'hypertension'],
    ['cardiac-strength-recovery', 'hypertension'],
    ['cardiac-strength-start-low', 'hypertension'],
    ['low-back-pain-choose-together', 'lowBackPain'],
    ['run-walk-beyond-twelve-weeks', 'lowBackPain'],
    ['run-walk-education', 'lowBackPain'],
    ['run-walk-guided', 'lowBackPain'],
    ['run-walk-speed', 'lowBackPain'],
  ])('%s with %s', (adaptation, patient) => {
    const whose = Object.keys(found).filter((name) => found[name]?.has(adaptation))
    // strength and impact are trained with a vertebral fracture as well
    expect(whose.filter((name) => patient !== 'bone' || name !== 'vertebralFracture')).toEqual([patient])
    // it tells how and sets no number, so it can raise no load
    expect(knowledge.constraints[adaptation]?.limits).toEqual({})
  })

  test.each([
    [known(false), true, false],
    [known(true), false, false],
    [unknown, true, true],
  ])('heart rate and Borg score with heart failure and a beta-blocker that is %j: %s', (betaBlocker, applies, asks) => {
    const facts = { ...patients['heartFailure'], 'beta-blocker': betaBlocker }
    expect(adaptationsOf(facts).has('heart-failure-monitoring')).toBe(applies)
    expect(adaptationsOf(facts).has('beta-blocker-effort')).toBe(!applies || asks)
    const missing = { kind: 'missing_fact', fact: 'beta-blocker' }
    expect(draft(facts, {}, requests).blocked.some((block) => JSON.stringify(block) === JSON.stringify(missing))).toBe(
      asks,
    )
  })

  test('while it is not known whether there is heart failure, none of its forms is prescribed', () => {
    const facts = { ...patients['heartFailure'], 'condition-hfref': unknown, 'condition-heart-failure': unknown }
    const plan = draft(facts, {}, requests)
    expect(plan.prescriptions).toEqual([])
    expect(plan.blocked).toContainEqual({ kind: 'nothing_to_prescribe' })
  })
})

describe('two guidelines give two ranges for endurance in heart failure (RX-HF-07, INC-HF-14)', () => {
  const endurance = (percentVo2peak?: { value: number; upTo?: number; reason?: string }) => {
    const doses = percentVo2peak === undefined ? {} : { aerobic_continuous: { percentVo2peak } }
    const plan = draft({ ...osteoporosis, ...heartFailure }, { forms: ['aerobic_continuous'], doses }, [
      'endurance training',
    ])
    const reasons = plan.blocked.filter(({ kind }) => kind === 'reason_needed')
    return { number: plan.prescriptions[0]?.dose.percentVo2peak, reasons }
  }

  test('both are shown, and the one that starts lower is drafted', () => {
    expect(endurance().number).toMatchObject({
      value: 50,
      upTo: 80,
      factIds: ['RX-HF-02'],
      others: [{ from: 70, upTo: 80, rule: 'heart-failure-two-aerobic-ranges' }],
    })
    expect(endurance().reasons).toEqual([])
  })

  test.each([
    [69, undefined, 0],
    [70, undefined, 1],
    [71, undefined, 1],
    [70, ' ', 1],
    [70, 'used to training', 0],
  ])('starting at %i with reason %j asks for %i reasons', (value, reason, asked) => {
    const { reasons } = endurance({ value, upTo: 80, ...(reason === undefined ? {} : { reason }) })
    expect(reasons).toHaveLength(asked)
    if (asked > 0) {
      expect(reasons[0]).toMatchObject({
        key: 'percentVo2peak',
        limit: {
          value: 70,
          kind: 'soft',
          rule: 'heart-failure-two-aerobic-ranges',
          factIds: ['REC-HF-02', 'RX-HF-07', 'INC-HF-14'],
        },
      })
    }
  })
})

describe('most days of the week is asked for without a number (RX-OST-18)', () => {
  const impact = (perWeek?: number) => {
    const doses = perWeek === undefined ? {} : { high_impact: { sessionsPerWeek: { value: perWeek } } }
    const plan = draft(osteoporosis, { forms: ['high_impact'], doses })
    return { plan, number: plan.prescriptions[0]?.dose.sessionsPerWeek }
  }

  test('the number stays open for the therapist, and the aim stands beside it', () => {
    const { plan, number } = impact()
    expect(number).toMatchObject({ value: null, aims: [{ aim: 'most_days_of_week', factIds: ['RX-OST-18'] }] })
    expect(plan.open).toContainEqual({ prescription: 'high_impact', key: 'sessionsPerWeek' })
  })

  test.each([
    [3, false],
    [4, true],
    [7, true],
  ])('%i days a week: %s, and no number is crossed', (perWeek, isMet) => {
    const { plan, number } = impact(perWeek)
    expect(number?.aims?.map((aim) => meetsAim(aim, perWeek))).toEqual([isMet])
    expect(plan.blocked.filter(({ kind }) => kind !== 'open_dose')).toEqual([])
  })
})

test('one more condition never raises a number of a form that was there before', () => {
  const conditions = Object.keys(knowledge.conditions).filter(
    (id) => !['vertebral-fracture', 'hip-fracture'].includes(id),
  )
  const some = fc.subarray(conditions, { maxLength: 4 })
  const truth = fc.constantFrom(known(true), unknown)
  const withThem = (ids: readonly string[]) => Object.fromEntries(ids.map((id) => [`condition-${id}`, known(true)]))
  fc.assert(
    fc.property(some, fc.constantFrom(...conditions), truth, (had, added, becomes) => {
      // A condition that was there is none more.
      fc.pre(!had.includes(added))
      const facts = {
        ...osteoporosis,
        ...heartFailure,
        'condition-hfref': known(false),
        'condition-heart-failure': known(false),
        ...withThem(had),
      }
      const before = draft(facts)
      const after = draft({ ...facts, [`condition-${added}`]: becomes })
      for (const prescription of after.prescriptions) {
        const was = before.prescriptions.find(({ form }) => form === prescription.form)
        if (was === undefined) continue
        for (const key of doseKeys) {
          const [old, now] = [was.dose[key], prescription.dose[key]]
          if (typeof old?.value !== 'number' || typeof now?.value !== 'number') continue
          expect(now.upTo ?? now.value).toBeLessThanOrEqual(old.upTo ?? old.value)
        }
      }
    }),
    { numRuns: 60 },
  )
})
