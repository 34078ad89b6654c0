import { conditionFact, type AssessmentInput, type Fact, type FactDefinition, type FactValue } from '@dosis/domain'
import { factShapes, parseAssessmentInput } from '@dosis/domain/schemas'
import { assess, contextOf, judge, plan, stillValid } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import { describe, expect, test } from 'vitest'
import vignettes from './vignettes.json' with { type: 'json' }

const knowledge = readKnowledge()
const today = '2026-05-04'

/**
 * Everything that Dosis must know of a patient, and where it is kept: a fact or condition of the knowledge, a score of an
 * instrument, a symptom of the log, or a wish of the plan (`preferences`).
 */
const patient: Readonly<Record<string, readonly string[]>> = {
  'conditions, with stage, date and stability': [
    'conditions/osteoporosis',
    'conditions/hfref',
    'conditions/chronic-low-back-pain',
    'facts/nyha-class',
    'facts/heart-failure-stable',
    'facts/heart-failure-diagnosed',
    'facts/just-after-heart-attack-or-operation',
    'facts/low-back-pain-weeks',
    'facts/comorbidity-complex',
  ],
  'fractures, with site and age': ['facts/fractures'],
  bone: [
    'facts/t-score',
    'facts/dxa-done',
    'facts/vfa-done',
    'facts/fracture-risk-score',
    'facts/severe-kyphosis-complaints',
  ],
  'the heart: ejection fraction, class, rhythm, device, stability': [
    'facts/lvef-percent',
    'facts/nyha-class',
    'conditions/atrial-fibrillation',
    'facts/heart-device',
    'facts/heart-failure-stable',
    'facts/unstable-vitals',
    'facts/systolic-blood-pressure',
    'facts/diastolic-blood-pressure',
    'facts/low-risk-according-to-cardiologist',
    'facts/medical-clearance',
  ],
  lungs: [
    'conditions/copd',
    'facts/severe-primary-lung-kidney-liver',
    'facts/organ-systems-limiting',
    'facts/ventilatory-limitation',
  ],
  'low back pain': ['facts/low-back-pain-weeks', 'facts/low-back-pain-most-days', 'facts/low-back-pain-exclusions'],
  falls: ['facts/fall-risk-raised', 'facts/fall-risk-factors', 'instruments/fes-i-16', 'symptoms/fall'],
  frailty: ['facts/frail'],
  'medication by class': [
    'facts/beta-blocker',
    'facts/rate-limiting-drug',
    'facts/glucocorticoid-systemic',
    'facts/glucocorticoid-months',
    'facts/insulin-or-sulfonylurea',
    'facts/anticoagulant',
  ],
  'the exercise test, with thresholds': [
    'facts/measured-vo2peak',
    'facts/heart-rate-at-first-threshold',
    'facts/heart-rate-at-second-threshold',
    'facts/second-threshold-percent-vo2peak',
    'instruments/vo2peak',
  ],
  'heart rate at rest and peak, on current medication': [
    'facts/measured-resting-heart-rate',
    'facts/measured-peak-heart-rate',
    'facts/tested-on-current-medication',
  ],
  'one repetition, or the most repetitions': [
    'facts/leg-press-1rm',
    'facts/leg-press-repetition-load',
    'facts/leg-press-repetitions',
    'facts/chest-press-1rm',
    'facts/chest-press-repetition-load',
    'facts/chest-press-repetitions',
  ],
  'breathing muscles': ['facts/measured-pi-max', 'facts/pi-max-percent'],
  'physical tests': [
    'instruments/sppb',
    'instruments/hhd-percentile',
    'instruments/grip-right-kilograms',
    'instruments/six-minute-walk-test',
    'instruments/bbs',
    'instruments/tug',
  ],
  symptoms: ['facts/first-line-care-signs', 'facts/complaints-hinder-movement', 'symptoms/chest-pain'],
  environment: ['facts/fall-risk-factors', 'facts/training-place'],
  'equipment, preferences and goals': [
    'preferences/equipment',
    'preferences/forms',
    'preferences/weekdays',
    'preferences/goals',
  ],
  'digital skill': ['facts/works-with-app-alone', 'facts/smartphone'],
  'supervision that is available': ['facts/guidance-available', 'facts/can-exercise-safely-alone'],
  'what stepped care asks at intake': [
    'facts/organ-systems-limiting',
    'facts/possibilities-for-movement',
    'facts/residual-capacity',
    'facts/movement-pattern',
    'facts/energy-balance',
    'facts/coaching-needed',
  ],
}

const facts = Object.values(knowledge.facts)

describe('what Dosis knows of a patient', () => {
  test.each(Object.entries(patient))('%s', (_, places) => {
    for (const place of places) {
      const [kind = '', id = ''] = place.split('/')
      if (kind === 'preferences') expect(['equipment', 'forms', 'weekdays', 'goals']).toContain(id)
      else expect(knowledge[kind as 'facts' | 'conditions' | 'instruments' | 'symptoms'][id], place).toBeDefined()
    }
  })

  test('each question stands in both languages, with unit and range, and says where it comes from', () => {
    for (const { id, question, answer, factIds, records } of facts) {
      expect(question.en.length, id).toBeGreaterThan(0)
      expect(question.nl.length, id).toBeGreaterThan(0)
      if (answer.kind === 'quantity') {
        expect(answer.unit.length, id).toBeGreaterThan(0)
        expect(answer.minimum, id).toBeLessThan(answer.maximum)
      }
      if (records === true && id !== 'screening-reason') expect(factIds.length, id).toBeGreaterThan(0)
    }
  })

  test('each answer is accepted with its day, the day of the last change and where it comes from', () => {
    for (const definition of facts) {
      const fact = {
        state: 'known',
        value: anAnswer(definition),
        observedOn: '2026-04-01',
        changedOn: '2026-03-01',
        source: 'record',
      }
      const parsed = parseAssessmentInput(inputOf({ [definition.id]: fact }))
      expect(parsed, definition.id).toMatchObject({ ok: true, value: { facts: { [definition.id]: fact } } })
    }
    const wrong = { state: 'known', value: 60, source: 'rumour' }
    expect(parseAssessmentInput(inputOf({ 'age-years': wrong }))).toMatchObject({
      ok: false,
      problems: [{ path: 'facts.age-years.source' }],
    })
  })

  test('a condition that is only recorded is named in the answer as one that no rule has weighed', () => {
    const recorded = Object.values(knowledge.conditions).filter(({ records }) => records === true)
    expect(recorded.map(({ id }) => id).sort()).toEqual(['copd', 'hip-osteoarthritis', 'knee-osteoarthritis'])
    const given = Object.fromEntries(recorded.map(({ id }) => [conditionFact(id), { state: 'known', value: true }]))
    expect(assess(inputOf(given) as AssessmentInput, knowledge).unsupportedConditions).toEqual(
      recorded.map(({ id }) => id).sort(),
    )
  })

  test('a fact that is only recorded changes no answer that Dosis gives, and no rule waits for it', () => {
    const recorded = facts.filter(({ records }) => records === true).map(({ id }) => id)
    expect(recorded.sort()).toEqual([
      'anticoagulant',
      'coaching-needed',
      'energy-balance',
      'fall-risk-factors',
      'movement-pattern',
      'possibilities-for-movement',
      'residual-capacity',
      'screening-reason',
      'training-place',
      'works-with-app-alone',
    ])
    for (const { id, input } of vignettes.vignettes) {
      const parsed = parseAssessmentInput(input)
      if (!parsed.ok) continue
      const told = Object.fromEntries(
        recorded.map((fact) => {
          const definition = knowledge.facts[fact] as FactDefinition
          return [fact, { state: 'known', value: anAnswer(definition) } as const]
        }),
      )
      const withThem = { ...parsed.value, facts: { ...parsed.value.facts, ...told } }
      expect(assess(withThem, knowledge), id).toEqual(assess(parsed.value, knowledge))
      const drafted = (assessment: AssessmentInput) => plan({ assessment, preferences: {} }, knowledge)
      expect(drafted(withThem), id).toEqual(drafted(parsed.value))
    }
  })
})

describe('each class of medicine says what it changes', () => {
  /** Rules that look at the fact, or that it ends the answers of. */
  const usersOf = (id: string) =>
    (['definitions', 'decisions', 'constraints', 'facts', 'forms'] as const)
      .flatMap((kind) => Object.values(knowledge[kind]).map((thing) => ({ place: `${kind}/${thing.id}`, thing })))
      .filter(({ thing }) => thing.id !== id && JSON.stringify({ ...thing, askWhen: null }).includes(`"${id}"`))
      .map(({ place }) => place)
      .sort()

  const heartRates = [
    'facts/heart-rate-at-first-threshold',
    'facts/heart-rate-at-second-threshold',
    'facts/measured-peak-heart-rate',
    'facts/measured-resting-heart-rate',
    'facts/tested-on-current-medication',
  ]
  test.each([
    ['beta-blocker', ['constraints/beta-blocker-effort', 'definitions/heart-rate-is-no-sole-guide', ...heartRates]],
    ['rate-limiting-drug', ['definitions/heart-rate-is-no-sole-guide', ...heartRates]],
    ['glucocorticoid-systemic', ['definitions/risk-group-2']],
    ['glucocorticoid-months', ['definitions/risk-group-2']],
    ['insulin-or-sulfonylurea', ['constraints/glucose-with-insulin']],
    // waits for a clinician, because it was read in a copy only
    ['anticoagulant', ['constraints/anticoagulant-sudden-back-pain']],
  ])('%s: %j', (medicine, changed) => {
    expect(usersOf(medicine)).toEqual(expect.arrayContaining(changed))
  })

  test.each(['beta-blocker', 'rate-limiting-drug', 'glucocorticoid-systemic', 'insulin-or-sulfonylurea'])(
    '%s says so under its question',
    (medicine) => {
      expect(knowledge.facts[medicine]?.help?.nl.length).toBeGreaterThan(0)
    },
  )

  test('the rule on anticoagulants is complete and decides nothing until a clinician signs', () => {
    const rule = knowledge.constraints['anticoagulant-sudden-back-pain']
    expect(rule?.review.state).toBe('awaiting_review')
    expect(rule?.adaptation?.nl.length).toBeGreaterThan(0)
    expect(knowledge.statements['CR-RF-01']?.verification).toBe('V2')
  })
})

describe('nobody is asked what does not concern them', () => {
  const none = Object.fromEntries(
    Object.keys(knowledge.conditions).map((id) => [conditionFact(id), { state: 'absent' }]),
  ) as Record<string, Fact>
  const yes: Fact = { state: 'known', value: true }
  const no: Fact = { state: 'known', value: false }
  const asked = (given: Readonly<Record<string, Fact>>, requests: readonly string[] = []) => {
    const context = contextOf({ ...inputOf({ ...none, ...given }), requests } as AssessmentInput, knowledge)
    return new Set(
      facts.filter(({ askWhen }) => askWhen === null || judge(askWhen, context).truth !== 'no').map(({ id }) => id),
    )
  }
  const healthy = asked({
    'bone-health-plays-a-role': no,
    'low-back-pain-plays-a-role': no,
    'lvef-percent': { state: 'absent' },
  })

  test.each([
    ['heart-failure-diagnosed'],
    ['just-after-heart-attack-or-operation'],
    ['ventilatory-limitation'],
    ['severe-kyphosis-complaints'],
    ['fall-risk-factors'],
    ['anticoagulant'],
    ['works-with-app-alone'],
    ['training-place'],
    ['possibilities-for-movement'],
    ['coaching-needed'],
  ])('%s is not asked of somebody without heart, bone or back problem who asks for nothing', (fact) => {
    expect(healthy.has(fact)).toBe(false)
  })

  test.each<[string, Readonly<Record<string, Fact>>, readonly string[]]>([
    ['heart-failure-diagnosed', { 'lvef-percent': { state: 'known', value: 40 } }, []],
    ['just-after-heart-attack-or-operation', { 'condition-coronary-artery-disease': yes }, []],
    ['ventilatory-limitation', { 'condition-hfref': yes }, ['inspiratory muscle training']],
    [
      'severe-kyphosis-complaints',
      { 'bone-health-plays-a-role': yes, 'condition-vertebral-fracture': yes },
      ['pelvic floor'],
    ],
    ['fall-risk-factors', { 'fall-risk-raised': yes }, []],
    ['anticoagulant', { 'low-back-pain-plays-a-role': yes }, []],
    ['works-with-app-alone', {}, ['strength']],
    ['training-place', {}, ['strength']],
    ['possibilities-for-movement', { 'complaints-hinder-movement': yes }, []],
  ])('%s is asked where it concerns the patient', (fact, given, requests) => {
    expect(asked(given, requests).has(fact)).toBe(true)
  })
})

describe('a heart rate holds for the medicines that it was measured with', () => {
  const slowing = ['beta-blocker', 'rate-limiting-drug']
  const rates = facts.filter(({ answer }) => answer.kind === 'quantity' && answer.unit === 'beats per minute')

  test('each fact that is a heart rate says so, and so does whether the test was on current medication', () => {
    expect(rates.length).toBeGreaterThanOrEqual(4)
    for (const { id, validWhile } of [...rates, knowledge.facts['tested-on-current-medication'] as FactDefinition]) {
      expect(validWhile?.unchanged, id).toEqual(slowing)
    }
  })

  test('each target in beats per minute is computed from such facts, or from age for who takes neither', () => {
    const targets = Object.values(knowledge.constraints).flatMap(({ id, target }) =>
      target?.scale === 'heartRateBpm' ? [{ id, target }] : [],
    )
    expect(targets.length).toBeGreaterThan(0)
    const holding = new Set(rates.map(({ id }) => id))
    for (const { id, target } of targets) {
      const { method } = target
      const measured =
        method.kind === 'reserve'
          ? [method.resting, method.peak]
          : method.kind === 'thresholds'
            ? [method.first, method.second]
            : method.kind === 'share' || method.kind === 'percent'
              ? [method.of]
              : []
      expect(
        measured.every((fact) => holding.has(fact)),
        id,
      ).toBe(true)
      if (measured.length > 0) continue
      expect(target.never, id).toEqual({ definition: 'heart-rate-is-no-sole-guide' })
      const never = JSON.stringify(knowledge.definitions['heart-rate-is-no-sole-guide']?.when)
      for (const drug of slowing) expect(never).toContain(drug)
    }
  })

  test.each(
    rates.flatMap(({ id }) =>
      slowing.flatMap((drug) => [
        [id, drug, '2026-03-31', true] as const,
        [id, drug, '2026-04-01', false] as const,
        [id, drug, '2026-04-02', false] as const,
      ]),
    ),
  )('%s of 1 April, %s changed on %s: counts = %s', (id, drug, changedOn, counts) => {
    const { input } = stillValid(
      inputOf({
        [id]: { state: 'known', value: 100, observedOn: '2026-04-01' },
        [drug]: { state: 'known', value: true, changedOn },
      }) as AssessmentInput,
      knowledge,
    )
    expect(input.facts[id]?.state ?? 'unknown').toBe(counts ? 'known' : 'unknown')
  })
})

function inputOf(given: Readonly<Record<string, unknown>>) {
  return { on: today, treatmentStart: null, facts: given, requests: [], measurements: {} }
}

/** Some answer that the question allows. */
function anAnswer({ id, answer }: FactDefinition): FactValue {
  expect(factShapes[id]?.kind).toBe(answer.kind)
  switch (answer.kind) {
    case 'yes_no':
      return true
    case 'quantity':
      return answer.minimum
    case 'choice':
      return answer.options[0]?.code ?? ''
    case 'choices':
      return answer.options.map(({ code }) => code)
    case 'fractures':
      return []
    case 'text':
      return 'words'
  }
}
