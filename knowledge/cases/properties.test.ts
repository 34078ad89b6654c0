import {
  addDays,
  type Assessment,
  type AssessmentInput,
  canonicalJson,
  conditionFact,
  exerciseVerdicts,
  type Fact,
  type FactDefinition,
  type FactId,
  type Facts,
  type Fracture,
} from '@dosis/domain'
import { assess } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'

vi.setConfig({ testTimeout: 180_000 })

const knowledge = readKnowledge()
/** For the two properties that safety rests on; the others take a quarter. */
const patientsForSafety = 2000
const patientsPerProperty = 500
const today = '2026-05-04'

const known = (value: Extract<Fact, { state: 'known' }>['value']): Fact => ({ state: 'known', value })
const absent: Fact = { state: 'absent' }

/** Numbers that rules compare with, and their neighbours, come up far more often than by chance. */
const near = [
  3, 4, 12, 13, 18, 19, 39, 40, 41, 45, 46, 49, 50, 51, 59, 60, 61, 69, 70, 71, -1, -2.4, -2.5, -2.6, 1, 2, 10,
]

const fractures = fc
  .array(
    fc.record({
      site: fc.constantFrom('vertebra', 'vertebra', 'hip', 'wrist'),
      when: fc.oneof(
        fc.constantFrom(0, 5, 6, 7, 11, 12, 13, 30, 103, 104, 105).map((weeksAgo) => ({ weeksAgo })),
        fc.constantFrom(0, 41, 42, 43, 83, 84, 85, 400, -3).map((days) => ({ on: addDays(today, -days) })),
        fc.constant({}),
      ),
      parts: fc.record({
        lowTrauma: fc.constantFrom(true, false, null),
        stable: fc.constantFrom(true, true, false, null),
        symptomatic: fc.constantFrom(true, false, null),
        imaging: fc.constantFrom(true, false, null),
        operated: fc.constantFrom(true, false, null),
      }),
    }),
    { maxLength: 3 },
  )
  .map((all) => known(all.map(({ site, when, parts }): Fracture => ({ site, ...when, ...parts }))))

function answersTo({ answer, canBeAbsent }: FactDefinition): fc.Arbitrary<Fact> {
  const states = canBeAbsent ? [fc.constant(absent)] : []
  switch (answer.kind) {
    case 'yes_no':
      return fc.boolean().map(known)
    case 'choice':
      return fc.constantFrom(...answer.options.map(({ code }) => known(code)))
    case 'choices':
      return fc.subarray(answer.options.map(({ code }) => code)).map(known)
    case 'quantity': {
      const inside = near.filter((number) => number >= answer.minimum && number <= answer.maximum)
      const any = fc.integer({ min: Math.ceil(answer.minimum), max: Math.floor(answer.maximum) })
      return fc.oneof(...states, fc.constantFrom(...inside).map(known), any.map(known))
    }
    case 'fractures':
      return fc.oneof(...states, fractures)
    case 'text':
      return fc.constant(known('words'))
  }
}

const conditionIds = [...Object.keys(knowledge.conditions).map(conditionFact), conditionFact('sarcopenia')]

/** What opens a group of rules is answered more often, so that patients reach the rules behind it. */
const openings: Readonly<Record<FactId, fc.Arbitrary<Fact>>> = {
  'bone-health-plays-a-role': fc.constantFrom(known(true), known(true), known(false)),
  screening: fc.constantFrom(
    known('pluis'),
    known('pluis'),
    known('pluis'),
    known('niet-pluis'),
    known('doubt-diagnosis'),
  ),
  'age-years': fc.constantFrom(...[30, 40, 45, 50, 60, 61, 70, 75].map(known)),
}

/** One fact in twelve is not known: few enough to reach verdicts, many enough to miss something in most patients. */
const facts: fc.Arbitrary<Facts> = fc
  .record({
    ...Object.fromEntries(
      Object.values(knowledge.facts)
        .filter(({ id }) => !id.startsWith('training-'))
        .map((definition) => [definition.id, mostlyKnown(openings[definition.id] ?? answersTo(definition))]),
    ),
    ...Object.fromEntries(
      conditionIds.map((id) => [id, mostlyKnown(fc.constantFrom(absent, absent, absent, absent, known(true)))]),
    ),
  })
  .map((all) => Object.fromEntries(Object.entries(all).filter(([, fact]) => fact !== null)) as Facts)

function mostlyKnown(fact: fc.Arbitrary<Fact>): fc.Arbitrary<Fact | null> {
  return fc.oneof({ weight: 11, arbitrary: fact }, { weight: 1, arbitrary: fc.constant(null) })
}

const requests = fc.subarray([
  'exercise therapy',
  'back exercises',
  'what can I do myself',
  'strength',
  'high impact',
  'step goal',
  'interval training',
  'inspiratory muscle training',
  'plank and wall-sit holds',
  'duurtraining',
])

const patients: fc.Arbitrary<AssessmentInput> = fc
  .record({
    treatmentStart: fc.constantFrom(
      null,
      null,
      ...[0, 1, 42, 83, 84, 85, 200, -7].map((days) => addDays(today, -days)),
    ),
    facts,
    requests,
    measurements: fc.constantFrom({}, {}, { NPRS: { start: 6, now: 4 } }, { BBS: { start: 34, now: 40 } }),
    log: fc.option(
      fc.record({
        level: fc.integer({ min: 1, max: 13 }),
        weeksOnLevel: fc.constantFrom(0, 1, 2),
        repetitionsPerSession: fc.constantFrom(9, 10, 11),
        sessionsThisWeek: fc.constantFrom(1, 2, 3),
      }),
      { nil: undefined },
    ),
  })
  .map(({ log, ...input }) => ({ on: today, ...input, ...(log === undefined ? {} : { trainingLog: log }) }))

function holds(property: (patient: AssessmentInput, data: number) => void, runs = patientsPerProperty) {
  fc.assert(fc.property(patients, fc.nat(), property), { numRuns: runs, seed: 20260504 })
}

const quick = (input: AssessmentInput) => assess(input, knowledge, { withoutStillNeeded: true })

function verdicts({ exercise }: Assessment): ReadonlyMap<string, string> {
  return new Map(exercise.map(({ form, verdict }) => [form, verdict]))
}

/** The `data`-th of a list; a generated patient without facts has none. */
function pick<Item>(items: readonly Item[], data: number): Item | undefined {
  return items[data % Math.max(1, items.length)]
}

test('the generated patients reach every verdict that a form can get', () => {
  const reached = new Set<string>()
  holds((patient) => {
    for (const { verdict } of quick(patient).exercise) reached.add(verdict)
  })
  expect([...reached].sort()).toEqual([...exerciseVerdicts].sort())
})

test('answers every patient, and the same patient twice alike, without changing the input', () => {
  holds((patient) => {
    const frozen = deepFreeze(structuredClone(patient))
    expect(canonicalJson(quick(frozen))).toBe(canonicalJson(quick(patient)))
  })
})

test('a fact that becomes unknown never allows a form, and never drops a referral unasked', () => {
  holds((patient, data) => {
    const fact = pick(Object.keys(patient.facts), data)
    if (fact === undefined) return
    const { [fact]: _, ...rest } = patient.facts
    const [before, after] = [quick(patient), quick({ ...patient, facts: rest })]
    const then = verdicts(before)
    for (const [form, verdict] of verdicts(after)) {
      if (verdict === 'allowed' && then.has(form)) expect(then.get(form), `${form} without ${fact}`).toBe('allowed')
    }
    if (before.referral.action !== 'none' && after.referral.action === 'none') {
      const asked = assess({ ...patient, facts: rest }, knowledge).stillNeeded.map((one) => one.fact)
      expect(asked, `referral without ${fact}`).toContain(fact)
    }
  }, patientsForSafety)
})

test('a condition more never turns a form that is advised against or contested into an allowed one', () => {
  holds((patient, data) => {
    const condition = pick(conditionIds, data)
    if (condition === undefined) return
    const before = verdicts(quick({ ...patient, facts: { ...patient.facts, [condition]: absent } }))
    const after = verdicts(quick({ ...patient, facts: { ...patient.facts, [condition]: known(true) } }))
    for (const [form, verdict] of before) {
      if (verdict === 'not_allowed' || verdict === 'conflict') {
        expect(after.get(form), `${form} with ${condition}`).not.toBe('allowed')
      }
    }
  }, patientsForSafety)
})

test('a sign of complexity more never lowers the level of care', () => {
  const ranks = ['silent', 'zeer_eenvoudig', 'eenvoudig', 'complex', 'zeer_complex']
  const signs: readonly Facts[] = [
    { 'multiple-complex-problem': known(true) },
    { 'treatment-side-effects': known(true) },
    { 'organ-systems-limiting': known(['heart', 'lungs']) },
    { 'fear-of-movement': known(true) },
    { 'complaints-hinder-movement': known(true) },
  ]
  holds((patient, data) => {
    const before = quick(patient).triage.level
    const after = quick({ ...patient, facts: { ...patient.facts, ...pick(signs, data) } }).triage.level
    expect(ranks.indexOf(after)).toBeGreaterThanOrEqual(ranks.indexOf(before))
  })
})

test('the order of facts, choices and requests does not matter', () => {
  holds((patient) => {
    const turned: AssessmentInput = {
      ...patient,
      facts: Object.fromEntries(
        Object.entries(patient.facts)
          .reverse()
          .map(([id, fact]) => [id, turnedChoices(fact)]),
      ),
      requests: [...patient.requests].reverse(),
    }
    expect(canonicalJson(quick(turned))).toBe(canonicalJson(quick(patient)))
  })
})

test('moving every day alike changes nothing but days', () => {
  holds((patient, data) => {
    const days = (data % 3000) - 1500
    const moved = JSON.parse(moveDays(JSON.stringify(patient), days)) as AssessmentInput
    expect(moveDays(canonicalJson(quick(moved)), -days)).toBe(canonicalJson(quick(patient)))
  })
})

test('a fact that is still needed names what comes out when it is answered', () => {
  holds((patient, data) => {
    const asked = pick(assess(patient, knowledge).stillNeeded, data)
    if (asked === undefined) return
    const answer = known(data % 2 === 0)
    if (knowledge.facts[asked.fact]?.answer.kind !== 'yes_no') return
    const after = quick({ ...patient, facts: { ...patient.facts, [asked.fact]: answer } })
    const about = asked.influences.find(({ decision }) => decision === 'referral')
    const said = about === undefined ? [quick(patient).referral.action] : [about.now, ...about.could]
    expect(said).toContain(after.referral.action)
  }, 300)
})

function turnedChoices(fact: Fact): Fact {
  if (fact.state !== 'known' || !Array.isArray(fact.value)) return fact
  const codes = fact.value.filter((code) => typeof code === 'string')
  return codes.length < fact.value.length ? fact : { ...fact, value: codes.reverse() }
}

function moveDays(json: string, days: number): string {
  return json.replaceAll(/"(\d{4}-\d{2}-\d{2})"/g, (_, day: string) => JSON.stringify(addDays(day, days)))
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) deepFreeze(inner)
    Object.freeze(value)
  }
  return value
}
