import type { AssessmentInput, Fact, Facts, PlanPreferences } from '@dosis/domain'
import { assess, permissions, plan } from '@dosis/engine'
import { describe, expect, test } from 'vitest'
import { readKnowledge } from '../src/index.ts'

const knowledge = readKnowledge()
const known = (value: Extract<Fact, { state: 'known' }>['value'], observedOn?: string): Fact => ({
  state: 'known',
  value,
  ...(observedOn === undefined ? {} : { observedOn }),
})
const absent: Fact = { state: 'absent' }
const tested = (value: number): Fact => known(value, '2026-04-10')

const nothing: Facts = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, absent])),
  'age-years': known(66),
  screening: known('pluis'),
  fractures: absent,
  'multiple-complex-problem': known(false),
  'organ-systems-limiting': known([]),
  'treatment-side-effects': known(false),
  'low-back-pain-plays-a-role': known(false),
}

/** Stable heart failure with a beta-blocker whose dose changed on 1 April; the exercise test was on 10 April. */
const heart: Facts = {
  ...nothing,
  'bone-health-plays-a-role': known(false),
  'condition-hfref': known(true),
  'lvef-percent': known(34),
  'nyha-class': known(2),
  'heart-failure-stable': known(true),
  'low-risk-according-to-cardiologist': known(false),
  'unstable-vitals': known(false),
  'limited-mobility': known(false),
  'severe-primary-lung-kidney-liver': known(false),
  'medical-clearance': known(true),
  'beta-blocker': { state: 'known', value: true, changedOn: '2026-04-01' },
  'rate-limiting-drug': absent,
  'heart-device': absent,
  'tested-on-current-medication': known(true, '2026-04-10'),
  'measured-vo2peak': tested(18.2),
  'measured-peak-heart-rate': tested(120),
  'measured-resting-heart-rate': tested(60),
  'heart-rate-at-first-threshold': tested(88),
  'heart-rate-at-second-threshold': tested(108),
  'second-threshold-percent-vo2peak': tested(78),
  'pi-max-percent': known(60),
  'measured-pi-max': tested(55),
  'leg-press-1rm': tested(83),
}

const inputOf = (facts: Facts, requests: readonly string[]): AssessmentInput => ({
  on: '2026-05-04',
  treatmentStart: null,
  facts,
  requests,
  measurements: {},
})
const wishes = ['strength', 'inspiratory muscle training', 'interval training']
const draft = (facts: Facts, preferences: PlanPreferences = {}, requests: readonly string[] = wishes) =>
  plan({ assessment: inputOf(facts, requests), preferences }, knowledge)

function rangesOf(facts: Facts, form: string, preferences?: PlanPreferences) {
  const { targets = [] } = draft(facts, preferences).prescriptions.find((one) => one.form === form) ?? {}
  return targets.map(({ rule, from, upTo, talk, absent: why }) => [rule, why?.reason ?? talk ?? [from, upTo]])
}

describe('with heart failure and a beta-blocker', () => {
  test('endurance is given between measured thresholds first, then of the measured peak, then by effort', () => {
    expect(rangesOf(heart, 'aerobic_continuous')).toEqual([
      ['heart-rate-between-thresholds', [88, 107]],
      ['heart-rate-reserve-at-start', [84, 90]],
      ['heart-rate-share-of-peak-at-start', [78, 90]],
      ['oxygen-uptake-of-measured-peak', [9.1, 14.5]],
      ['metabolic-equivalents-of-measured-peak', [2.6, 4.1]],
      ['effort-at-start-of-heart-failure-training', [11, 12]],
      ['talk-test-in-heart-failure', 'conversation'],
    ])
  })

  test('inspiratory training is given in cm of water and strength in kilograms of the leg press', () => {
    expect(rangesOf(heart, 'inspiratory_muscle_training')).toEqual([['pressure-of-measured-pi-max', [11, 22]]])
    expect(rangesOf(heart, 'strength_hf', { equipment: ['leg-press'] })).toEqual([
      ['leg-press-load-of-measured-1rm', [24.5, 66]],
    ])
  })

  test('the session of the leg press starts with the load of the lowest percentage', () => {
    const doses = { sets: { value: 1 }, repetitions: { value: 10 }, secondsDown: { value: 4 }, secondsUp: { value: 4 } }
    const { sessions } = draft(heart, { equipment: ['leg-press'], doses: { strength_hf: doses } })
    const loads = sessions
      .flatMap(({ parts }) => parts)
      .flatMap((part) => (part.kind === 'strength' ? [[part.exercise, part.loadKilograms]] : []))
    expect(loads).toContainEqual(['leg-press', 24.5])
    expect(loads).toContainEqual(['sit-to-stand', null])
  })

  test.each([
    ['2026-04-09', [84, 90]],
    ['2026-04-10', 'expired'],
    ['2026-04-11', 'expired'],
  ] as const)('a beta-blocker that changed on %s leaves the heart rate of 10 April: %j', (changedOn, expected) => {
    const facts: Facts = { ...heart, 'beta-blocker': { state: 'known', value: true, changedOn } }
    expect(rangesOf(facts, 'aerobic_continuous')[1]).toEqual(['heart-rate-reserve-at-start', expected])
    expect(draft(facts).expired?.length ?? 0).toBe(expected === 'expired' ? 5 : 0)
    expect(assess(inputOf(facts, []), knowledge).expired?.map(({ fact }) => fact) ?? []).toEqual(
      expected === 'expired'
        ? [
            'heart-rate-at-first-threshold',
            'heart-rate-at-second-threshold',
            'measured-peak-heart-rate',
            'measured-resting-heart-rate',
            'tested-on-current-medication',
          ]
        : [],
    )
  })

  test('what expired is asked again with what was never known, and holds up nothing', () => {
    const facts: Facts = { ...heart, 'beta-blocker': { state: 'known', value: true, changedOn: '2026-05-01' } }
    const { wanted = [], blocked } = draft(facts)
    expect(wanted.map(({ fact }) => fact)).toEqual([
      'heart-rate-at-first-threshold',
      'heart-rate-at-second-threshold',
      'insulin-or-sulfonylurea',
      'just-after-heart-attack-or-operation',
      'measured-peak-heart-rate',
      'measured-resting-heart-rate',
      'tested-on-current-medication',
    ])
    expect(blocked.filter(({ kind }) => kind === 'missing_fact')).toEqual([])
  })

  test('a start beyond what the review speaks of leaves the oxygen uptake, and no heart rate alone', () => {
    const doses = { aerobic_continuous: { percentVo2peak: { value: 60, upTo: 80 } } }
    expect(rangesOf(heart, 'aerobic_continuous', { doses })).toEqual([
      ['heart-rate-between-thresholds', [88, 107]],
      ['heart-rate-reserve-at-start', 'outside_what_the_source_says'],
      ['heart-rate-share-of-peak-at-start', [78, 90]],
      ['oxygen-uptake-of-measured-peak', [10.9, 14.5]],
      ['metabolic-equivalents-of-measured-peak', [3.1, 4.1]],
      ['effort-at-start-of-heart-failure-training', 'outside_what_the_source_says'],
      ['talk-test-in-heart-failure', 'conversation'],
    ])
    const faster = { aerobic_continuous: { percentVo2peak: { value: 65, upTo: 80 } } }
    expect(rangesOf(heart, 'aerobic_continuous', { doses: faster })[0]).toEqual([
      'heart-rate-between-thresholds',
      'not_as_only_guide',
    ])
  })

  test('interval training waits for a clinician: its effort is not given, and endurance stands in its place', () => {
    expect(draft(heart).leftOut).toContainEqual(
      expect.objectContaining({
        form: 'aerobic_hiit',
        instead: { form: 'aerobic_continuous', factIds: ['RX-HF-02', 'RX-HF-04'] },
      }),
    )
    const lowRisk = { ...heart, 'low-risk-according-to-cardiologist': known(true) }
    expect(rangesOf(lowRisk, 'aerobic_hiit')).toEqual([])
  })
})

const agreed = [
  'broader-approach',
  'shared-decision',
  'tailored',
  'fracture-risk-and-consolidation-weighed',
  'short-term',
  'stop-criteria-discussed',
  'self-management-aim',
]

describe('with osteoporosis and a sound heart', () => {
  const bone: Facts = {
    ...nothing,
    'condition-osteoporosis': known(true),
    'bone-health-plays-a-role': known(true),
    't-score': known(-2.8),
    'dxa-done': known(true),
    'vfa-done': known(true),
    'fracture-risk-score': known(5),
    'glucocorticoid-systemic': known(false),
    'can-exercise-safely-alone': known(true),
    'needs-advice-at-start': known(true),
    'knows-suitable-exercises': known(false),
    'self-management-sufficient': known(false),
    'unsure-about-high-impact-loading': known(false),
    ...Object.fromEntries(agreed.map((id) => [id, known(true)])),
    'beta-blocker': known(false),
    'rate-limiting-drug': absent,
    'heart-device': absent,
  }
  const moving = (facts: Facts) => {
    const { targets = [] } =
      draft(facts, {}, ['what can I do myself', 'exercise therapy']).prescriptions.find(({ forms = [] }) =>
        forms.includes('general_activity'),
      ) ?? {}
    return targets.map(({ rule, from, upTo, talk, absent: why }) => [rule, why?.reason ?? talk ?? [from, upTo]])
  }

  test('moderate effort is Borg 12 to 13 or 5 to 6 of 10, talking without singing, and by formula last', () => {
    expect(moving(bone)).toEqual([
      ['moderate-effort', [12, 13]],
      ['moderate-effort-on-ten', [5, 6]],
      ['moderate-talk-test', 'talk_not_sing'],
      ['moderate-heart-rate-by-formula', [104, 123]],
    ])
  })

  test.each([
    ['a beta-blocker', { 'beta-blocker': known(true) }, 'never_for_this_patient'],
    ['another medicine that slows', { 'rate-limiting-drug': known(true) }, 'never_for_this_patient'],
    ['a pacemaker', { 'heart-device': known(['pacemaker']) }, 'never_for_this_patient'],
    ['nobody knows which medicines', { 'rate-limiting-drug': { state: 'unknown' } }, 'not_known'],
  ] as const)('with %s there is no heart rate by formula', (_, facts, reason) => {
    expect(moving({ ...bone, ...facts } as Facts).at(-1)).toEqual(['moderate-heart-rate-by-formula', reason])
  })

  test('with atrial fibrillation the rules for a sound heart do not speak', () => {
    expect(moving({ ...bone, 'condition-atrial-fibrillation': known(true) })).toEqual([])
  })

  test('moving alone is not the whole advice: strength twice a week stands beside it', () => {
    const forms = ['general_activity']
    expect(draft(bone, { forms }, ['what can I do myself', 'exercise therapy']).unmet).toEqual([
      {
        rule: 'bone-strength-beside-activity',
        anyForm: ['progressive_resistance', 'back_muscle_endurance_daily'],
        possible: ['progressive_resistance'],
        factIds: ['RX-OST-03', 'RX-OST-04'],
      },
    ])
    expect(draft(bone, {}, ['what can I do myself', 'exercise therapy']).unmet).toBeUndefined()
  })

  test.each([
    ['there is none', { 'guidance-available': known(false) }, true, false],
    ['there is some', { 'guidance-available': known(true) }, false, false],
    ['nobody knows', {}, false, true],
  ] as const)('who cannot exercise alone needs guidance: %s', (_, facts, isAdapted, isAsked) => {
    const { prescriptions, wanted = [] } = draft({ ...bone, 'can-exercise-safely-alone': known(false), ...facts })
    const strength = prescriptions.find(({ form }) => form === 'progressive_resistance')
    expect(strength?.adaptations.includes('guidance-when-not-alone')).toBe(isAdapted)
    expect(wanted.some(({ fact }) => fact === 'guidance-available')).toBe(isAsked)
  })

  test('jumping with an old vertebral fracture is in conflict, with the reason and a form in its place', () => {
    const fracture = {
      site: 'vertebra',
      weeksAgo: 30,
      lowTrauma: true,
      stable: true,
      symptomatic: false,
      imaging: true,
      operated: false,
    }
    const facts = { ...bone, fractures: known([fracture]) }
    const requests = ['high impact', 'exercise therapy']
    const found = permissions({ assessment: inputOf(facts, requests), preferences: {} }, knowledge)
    expect(found.find(({ exercise }) => exercise === 'hopping')).toMatchObject({
      verdict: 'conflict',
      because: expect.arrayContaining([
        expect.objectContaining({ kind: 'form', form: 'high_impact', verdict: 'conflict' }),
        expect.objectContaining({ kind: 'nothing_left', rule: 'vertebral-fracture-impact-ceiling', limit: 'soft' }),
      ]),
    })
    expect(draft(facts, {}, requests).leftOut.find(({ form }) => form === 'high_impact')?.instead?.form).toBe(
      'impact_up_to_brisk_walking',
    )
  })
})
