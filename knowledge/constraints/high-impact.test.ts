import type { AssessmentInput, Fact, Facts, Fracture } from '@dosis/domain'
import { assess, permissions, plan } from '@dosis/engine'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { absent, known, patientsOf, today } from '../../test-support/patients.ts'
import { readKnowledge } from '../src/index.ts'

vi.setConfig({ testTimeout: 120_000 })

const knowledge = readKnowledge()
const runs = Number(process.env.DOSIS_RUNS ?? 1000)
const ofHighImpact = new Set(
  Object.values(knowledge.exercises).flatMap(({ id, impact }) => (impact !== undefined && impact.class > 1 ? id : [])),
)
const everyForm = Object.keys(knowledge.forms)
const everyThing = [...new Set(Object.values(knowledge.exercises).flatMap(({ equipment }) => equipment))]

/** A therapist who asks for every form with every exercise of it, and has all that is needed. */
const everything = {
  forms: everyForm,
  equipment: everyThing,
  exercises: Object.fromEntries(
    Object.values(knowledge.forms).map(({ id, exercises, alternatives = [] }) => [id, [...exercises, ...alternatives]]),
  ),
}

const broken = (site: string, lowTrauma: boolean | null): Fracture => ({
  site,
  weeksAgo: 40,
  lowTrauma,
  stable: true,
  symptomatic: false,
  imaging: true,
  operated: false,
})

/** Written out here, apart from the knowledge: for whom the guideline and its consensus hold high impact back. */
const excluded: Readonly<Record<string, Facts>> = {
  'a vertebral fracture': { fractures: known([broken('vertebra', null)]) },
  'two fractures after low trauma': { fractures: known([broken('wrist', true), broken('hip', true)]) },
  'fracture risk and healing not weighed': {
    'age-years': known(60),
    't-score': known(-2.6),
    'fracture-risk-score': known(4),
    'fracture-risk-and-consolidation-weighed': known(false),
  },
  'doubt about high impact': { 'unsure-about-high-impact-loading': known(true) },
}

const drafted = (assessment: AssessmentInput) => plan({ assessment, preferences: everything }, knowledge)
const exercisesIn = (assessment: AssessmentInput) =>
  drafted(assessment).prescriptions.flatMap(({ exercises }) => exercises)

describe('INV-09: high impact is a class of the exercise, never a word', () => {
  test('every exercise that the guideline names has the class of its definition, with the statement', () => {
    const classes = Object.values(knowledge.exercises).flatMap(({ id, impact }) =>
      impact === undefined ? [] : [[id, impact.class]],
    )
    expect(Object.fromEntries(classes)).toEqual({
      'brisk-walking': 1,
      'easy-walking': 1,
      'nordic-walking': 1,
      'treadmill-walking': 1,
      dancing: 2,
      'forward-jump': 2,
      'heel-drops': 2,
      hopping: 2,
      'jogging-in-place': 2,
      'jump-off-step': 2,
      'jumping-jacks': 2,
      'run-walk': 2,
      running: 2,
      'side-jumps': 2,
      'side-step-up': 2,
      'skipping-rope': 2,
      'small-jumps': 2,
      'stair-climbing': 2,
      'stamp-off-step': 2,
      stamping: 2,
      'step-down': 2,
      'step-up': 2,
    })
    for (const { impact, groundReactionForce } of Object.values(knowledge.exercises)) {
      for (const id of [...(impact?.factIds ?? []), ...(groundReactionForce?.factIds ?? [])])
        expect(knowledge.statements[id], id).toBeDefined()
    }
  })

  test('the ceiling names every form that has such an exercise', () => {
    const forms = Object.values(knowledge.forms).filter(({ exercises, alternatives = [] }) =>
      [...exercises, ...alternatives].some((id) => ofHighImpact.has(id)),
    )
    expect([...(knowledge.constraints['no-high-impact-exercises']?.forms ?? [])].sort()).toEqual(
      forms.map(({ id }) => id).sort(),
    )
  })

  test.each(Object.keys(excluded))('%s: never in a plan, whatever is asked and chosen', (why) => {
    let plans = 0
    const check = fc.property(patientsOf(knowledge), (patient) => {
      const facts = { ...patient.facts, 'bone-health-plays-a-role': known(true), ...excluded[why] }
      const person = { ...patient, facts, requests: [...patient.requests, 'strength', 'high impact', 'running'] }
      const found = exercisesIn(person)
      if (found.length > 0) plans += 1
      expect(found.filter((id) => ofHighImpact.has(id))).toEqual([])
      const possible = permissions({ assessment: person, preferences: everything }, knowledge)
        .filter(({ exercise }) => ofHighImpact.has(exercise))
        .map(({ verdict }) => verdict)
      expect(possible.filter((verdict) => verdict.startsWith('allowed'))).toEqual([])
    })
    fc.assert(check, { numRuns: runs, seed: 9 })
    expect(plans).toBeGreaterThan(0)
  })

  test('not known: it stays out, the fact is asked for, and the plan does not wait', () => {
    const notKnown: Facts = { ...sound, 'fracture-risk-and-consolidation-weighed': { state: 'unknown' } }
    const strength = (facts: Facts) => drafted(inputOf(facts)).prescriptions.find(({ form }) => form === 'strength_hf')
    expect(strength(sound)?.exercises).toContain('step-up')
    expect(strength(notKnown)?.exercises).not.toContain('step-up')
    expect(strength(notKnown)?.exercises).toContain('leg-press')
    const { wanted = [], blocked } = drafted(inputOf(notKnown))
    expect(wanted).toContainEqual({
      fact: 'fracture-risk-and-consolidation-weighed',
      rules: ['no-high-impact-exercises'],
    })
    expect(blocked).toEqual(drafted(inputOf(sound)).blocked)
  })
})

/** Stable heart failure, strength asked for, and a raised fracture risk that was weighed. */
const sound: Readonly<Record<string, Fact>> = {
  ...Object.fromEntries(Object.keys(knowledge.conditions).map((id) => [`condition-${id}`, absent])),
  'condition-hfref': known(true),
  'age-years': known(66),
  sex: known('female'),
  screening: known('pluis'),
  'bone-health-plays-a-role': known(true),
  'low-back-pain-plays-a-role': known(false),
  'glucocorticoid-systemic': known(false),
  'fracture-risk-score': known(4),
  'dxa-done': known(true),
  't-score': known(-2.6),
  'unsure-about-high-impact-loading': known(false),
  'fracture-risk-and-consolidation-weighed': known(true),
  'lvef-percent': known(35),
  'nyha-class': known(2),
  'heart-failure-stable': known(true),
  'unstable-vitals': known(false),
  'limited-mobility': known(false),
  'severe-primary-lung-kidney-liver': known(false),
  'medical-clearance': known(true),
  fractures: known([]),
}

function inputOf(facts: Facts): AssessmentInput {
  return { on: today, treatmentStart: null, facts, requests: ['strength'], measurements: {} }
}

test('the verdict on strength training with heart failure does not hang on the bones here', () => {
  const verdictOf = (facts: Facts) =>
    assess(inputOf(facts), knowledge).exercise.find(({ form }) => form === 'strength_hf')?.verdict
  expect(verdictOf(sound)).toBe('allowed')
})
