import {
  addDays,
  type Assessment,
  type AssessmentInput,
  canonicalJson,
  exerciseVerdicts,
  type Fact,
  type FactId,
  type Facts,
} from '@dosis/domain'
import { assess, contextOf, judge } from '@dosis/engine'
import { readKnowledge } from '@dosis/knowledge'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { absent, conditionFactsOf, known, patientsOf } from '../../test-support/patients.ts'

vi.setConfig({ testTimeout: 86_400_000 })

const knowledge = readKnowledge()
/** For the properties that safety rests on; the others take a quarter. `DOSIS_PATIENTS=1000000` for more. */
const patientsForSafety = Number(process.env['DOSIS_PATIENTS'] ?? 20_000)
const patientsPerProperty = Math.ceil(patientsForSafety / 4)

const patients = patientsOf(knowledge)
const conditionIds = conditionFactsOf(knowledge)

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

/** A question that does not arise for this patient, such as doubt about jumping when nobody asks for it, is not asked. */
function arises(fact: FactId, patient: AssessmentInput): boolean {
  const when = knowledge.facts[fact]?.askWhen ?? null
  return when === null || judge(when, contextOf(patient, knowledge)).truth !== 'no'
}

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
      expect(asked.includes(fact) || !arises(fact, patient), `referral without ${fact}`).toBe(true)
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
  }, patientsForSafety)
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
  })
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
